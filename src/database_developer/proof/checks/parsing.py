"""What the SQL of a statement does, in the parser's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast, parse_plpgsql, parse_sql
from pglast.parser import ParseError

from database_developer.model.migration import Statement
from database_developer.model.names import QualifiedName


def commands_in(statement: Statement) -> Iterator[Any]:
    """The commands of a statement; where it is a guard (``DO``), those that the guard lets through.

    SQL that this parser does not know gives none: what the statement declares still stands, and the
    server is asked about it when the script runs.
    """
    for command in _parsed(statement.sql):
        if isinstance(command, ast.DoStmt):
            yield from _guarded(statement.sql)
        else:
            yield command


def relation_name(relation: Any) -> QualifiedName:
    """The relation that a command names with a ``RangeVar``."""
    return QualifiedName(relation.schemaname or "public", relation.relname)


def _parsed(sql: str) -> tuple[Any, ...]:
    try:
        return tuple(raw.stmt for raw in parse_sql(sql))
    except ParseError:
        return ()


def _guarded(sql: str) -> Iterator[Any]:
    waiting: list[Any] = [_body(sql)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting.extend(reversed(part))
        elif isinstance(part, dict) and "PLpgSQL_stmt_execsql" in part:
            yield from _parsed(part["PLpgSQL_stmt_execsql"]["sqlstmt"]["PLpgSQL_expr"]["query"])
        elif isinstance(part, dict):
            waiting.extend(reversed(part.values()))


def _body(sql: str) -> Any:
    try:
        return parse_plpgsql(sql)
    except ParseError:
        return []
