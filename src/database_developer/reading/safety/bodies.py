"""The statements and expressions inside a function's body, so that they can be checked like any other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.parser import ParseError

from database_developer.reading.safety.parsing import parsed, parsed_plpgsql, tokens_of

# A body runs when a row changes, so it may change rows too; nothing else.
_RUNS_IN_A_BODY = (ast.SelectStmt, ast.InsertStmt, ast.UpdateStmt, ast.DeleteStmt, ast.MergeStmt)
_BLIND = {  # parts of plpgsql that run text put together at run time, or end the transaction
    "PLpgSQL_stmt_dynexecute": "EXECUTE of text put together at run time",
    "PLpgSQL_stmt_dynfors": "EXECUTE of text put together at run time",
    "dynquery": "EXECUTE of text put together at run time",
    "PLpgSQL_stmt_commit": "COMMIT in a function",
    "PLpgSQL_stmt_rollback": "ROLLBACK in a function",
    "PLpgSQL_stmt_call": "CALL or DO in a function",
}
_STATEMENT, _EXPRESSION = 0, 2


class BodyRefused(Exception):
    """Something in the body that may not be run; its text is the name."""


def statements_in_body(function: Any, sql: str) -> Iterator[ast.Node]:
    """All statements a function would run; BodyRefused where one may not, or cannot be known."""
    options = {option.defname: option.arg for option in function.options or ()}
    language = options["language"].sval if "language" in options else "sql"
    if language == "plpgsql":
        yield from _of_plpgsql(sql, options["as"][0].sval)
    elif "as" in options:
        yield from _of_sql(options["as"][0].sval)
    yield from _of_standard_body(function.sql_body)


def _of_sql(body: str) -> Iterator[ast.Node]:
    for raw in _parsed(body):
        yield _runnable(raw.stmt)


def _of_standard_body(body: Any) -> Iterator[ast.Node]:
    """The statements of BEGIN ATOMIC ... END; a lone RETURN is an expression, walked with its function."""
    waiting = [body]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple | list):
            waiting.extend(part)
        elif isinstance(part, ast.ReturnStmt):
            yield part
        elif part is not None:
            yield _runnable(part)


def _of_plpgsql(sql: str, body: str) -> Iterator[ast.Node]:
    try:
        parts = parsed_plpgsql(sql, body)
    except ParseError as error:
        raise BodyRefused(f"CREATE FUNCTION whose body cannot be read ({error.args[0]})") from error
    if not parts:
        raise BodyRefused("CREATE FUNCTION whose body cannot be read")
    for name, value in _entries(parts):
        if name in _BLIND:
            raise BodyRefused(_BLIND[name])
        if name == "PLpgSQL_expr":
            for raw in _parsed(_as_statement(value["query"], value.get("parseMode", _STATEMENT))):
                yield _runnable(raw.stmt)


def _entries(tree: Any) -> Iterator[tuple[str, Any]]:
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield from part.items()
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)


def _as_statement(query: str, mode: int) -> str:
    """What plpgsql holds: a statement, an expression, or an assignment to something."""
    if mode == _STATEMENT:
        return query
    if mode == _EXPRESSION:
        return f"SELECT {query}"
    return f"SELECT {_assigned(query)}"


def _assigned(query: str) -> str:
    for token in tokens_of(query):
        if token.name in {"COLON_EQUALS", "ASCII_61"}:
            return query[token.end + 1 :]
    raise BodyRefused("an assignment that cannot be read")


def _parsed(sql: str) -> tuple[Any, ...]:
    try:
        return parsed(sql)
    except ParseError as error:
        raise BodyRefused(f"CREATE FUNCTION whose body cannot be read ({error.args[0]})") from error


def _runnable(statement: Any) -> ast.Node:
    if not isinstance(statement, _RUNS_IN_A_BODY):
        raise BodyRefused(f"{type(statement).__name__.removesuffix('Stmt').upper()} in a function")
    return statement
