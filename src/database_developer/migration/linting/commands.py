"""What a file runs, one command after the other, also those inside of DO blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pglast import ast, parse_plpgsql, parse_sql
from pglast.parser import ParseError, scan

from database_developer.migration.formats import backfills
from database_developer.migration.linting.finding import Span
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.source import Source, Statement
from database_developer.model.migration import Batches

LOOPS = frozenset(f"PLpgSQL_stmt_{kind}" for kind in ("loop", "while", "fori", "fors", "forc", "foreach_a", "dynfors"))
QUIET_PSQL = ("set", "unset", "echo", "qecho", "warn", "timing", "pset", "encoding", "prompt", "restrict", "unrestrict")


@dataclass(frozen=True, kw_only=True, slots=True)
class InBatches:
    """A DO block that is known to cut one UPDATE or DELETE into transactions."""

    batches: Batches


@dataclass(frozen=True, kw_only=True, slots=True)
class EndsTransaction:
    """COMMIT or ROLLBACK inside of a DO block: the rest runs in a new transaction."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A part that was not looked into; ``what`` says which, ``ours`` that it is in a guard that we write ourselves."""

    what: str
    ours: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One command: the parser's ``node`` (or one of the above), its text, and where it stands.

    ``statement`` counts the file's statements from 0; the commands of a DO block share one.
    """

    node: Any
    sql: str
    span: Span
    statement: int
    in_block: bool = False
    in_loop: bool = False


def commands_of(source: Source) -> tuple[Command, ...]:
    """All commands of the file, in order."""
    found = [command for number, one in enumerate(source.statements) for command in _commands(source, one, number)]
    found += _psql_commands(source)
    return tuple(sorted(found, key=lambda command: command.span.start))


def _commands(source: Source, statement: Statement, number: int) -> Iterator[Command]:
    whole = Command(node=statement.node, sql=statement.sql, span=statement.span, statement=number)
    if not isinstance(statement.node, ast.DoStmt):
        yield whole
        return
    if any(one.defname == "language" and one.arg.sval != "plpgsql" for one in statement.node.args or ()):
        yield replace(whole, node=Unread(what="the DO block"))
        return
    batches = backfills.read(statement.sql)
    if batches is not None:
        yield replace(whole, node=InBatches(batches=batches))
        return
    for command in _block(source, replace(whole, in_block=True)):
        is_ours = isinstance(command.node, Unread) and statement.sql.startswith("DO $dbd")
        yield replace(command, node=replace(command.node, ours=True)) if is_ours else command


def _psql_commands(source: Source) -> Iterator[Command]:
    for span in source.psql_lines:
        line = source.text[span.start : span.end].strip()
        if line.lstrip("\\").split()[0] not in QUIET_PSQL:
            before = sum(one.span.start < span.start for one in source.statements)
            node = Unread(what=f'the line "{line}", which only psql understands,')
            yield Command(node=node, sql=line, span=span, statement=before - 1)


def _block(source: Source, whole: Command) -> Iterator[Command]:
    """The commands of a DO block; the block itself as unread where it is in no language that can be read."""
    try:
        body = parse_plpgsql(whole.sql)
        yield from _parts(source, whole, body, _first_line(whole), in_loop=False)
    except (ParseError, RecursionError, KeyError, IndexError):
        yield replace(whole, node=Unread(what="the DO block"))


def _first_line(whole: Command) -> int:
    """The line of the file on which the block's text begins, the line that its parser calls the first."""
    quotes = (token for token in scan(whole.sql) if token.name == "SCONST")
    quote = max(quotes, key=lambda token: token.end - token.start)
    return whole.span.line + whole.sql.count("\n", 0, quote.start)


def _parts(source: Source, whole: Command, part: Any, first: int, *, in_loop: bool) -> Iterator[Command]:
    if isinstance(part, list):
        for one in part:
            yield from _parts(source, whole, one, first, in_loop=in_loop)
    elif isinstance(part, dict):
        for kind, inner in part.items():
            here = _placed(source, whole, inner, first, in_loop=in_loop)
            found = _spoken(here, kind, inner)
            if found is None:
                yield from _parts(source, whole, inner, first, in_loop=in_loop or kind in LOOPS)
            else:
                yield from found


def _placed(source: Source, whole: Command, inner: Any, first: int, *, in_loop: bool) -> Command:
    """The block's command with the place of a part of it, which may have a line of its own."""
    number = inner.get("lineno") if isinstance(inner, dict) else None
    line = first + number - 1 if number else whole.span.line
    if not number or line > len(source.lines):
        return replace(whole, in_loop=in_loop)
    text = source.line_text(line)
    start = source.lines[line - 1] + len(text) - len(text.lstrip())
    return replace(whole, span=source.span(start, source.lines[line - 1] + len(text)), in_loop=in_loop)


def _spoken(here: Command, kind: str, inner: Any) -> Iterator[Command] | None:
    """The commands that a part of a block stands for; None where one has to look deeper."""
    if kind == "PLpgSQL_stmt_execsql":
        return _parsed(here, inner["sqlstmt"]["PLpgSQL_expr"]["query"])
    if kind == "PLpgSQL_stmt_perform":
        return _parsed(here, inner["expr"]["PLpgSQL_expr"]["query"])
    if kind == "PLpgSQL_stmt_dynexecute":
        return _dynamic(here, inner["query"]["PLpgSQL_expr"]["query"])
    if kind in ("PLpgSQL_stmt_commit", "PLpgSQL_stmt_rollback"):
        return iter((replace(here, node=EndsTransaction()),))
    return iter(()) if kind in ("PLpgSQL_expr", "datums") else None


def _parsed(here: Command, sql: str) -> Iterator[Command]:
    try:
        for raw in parse_sql(sql):
            yield replace(here, node=raw.stmt, sql=sql.strip())
    except ParseError:
        yield replace(here, node=Unread(what="a statement of the DO block"), sql=sql)


def _dynamic(here: Command, expression: str) -> Iterator[Command]:
    """EXECUTE of a constant text is that text; of anything else it is not known what runs."""
    select: Any = parse_sql(f"SELECT {expression}")[0].stmt
    value = select.targetList[0].val
    if is_a(value, ast.A_Const) and is_a(value.val, ast.String):
        yield from _parsed(here, str(value.val.sval))
    else:
        yield replace(here, node=Unread(what=f"EXECUTE {expression}"), sql=expression)
