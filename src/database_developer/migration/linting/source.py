"""A migration file as text with places in it, cut into its statements."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pglast import parse_sql
from pglast.parser import ParseError, Token, scan

from database_developer.errors import SchemaUnreadable
from database_developer.migration.linting.finding import Span

LINE_END = re.compile(r"\r\n|\r|\n")
PSQL_LINE = re.compile(r"^[ \t]*\\[a-z!?]+[^\r\n]*", re.MULTILINE)
LONGEST_RUN = 8_000  # tokens without a comma or semicolon; a few times as many overflow the parser's stack
COMMENTS = frozenset({"SQL_COMMENT", "C_COMMENT"})
DEEPEST = 1_000  # brackets within brackets
TOO_DEEP = "a statement is nested deeper than can be read"


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One statement of a file, without its semicolon; ``node`` is the parser's."""

    node: Any
    sql: str
    span: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A file's text without a byte order mark; ``lines`` are the places where its lines begin.

    ``psql_lines`` are the lines that only psql understands; the parser does not see them.
    """

    origin: str
    text: str
    lines: tuple[int, ...]
    statements: tuple[Statement, ...] = ()
    comments: tuple[Token, ...] = ()
    psql_lines: tuple[Span, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The piece from one place up to another, with lines and columns."""
        (line, column), (end_line, end_column) = self._place(start), self._place(end)
        return Span(line=line, column=column, end_line=end_line, end_column=end_column, start=start, end=end)

    def line_text(self, number: int) -> str:
        """The text of a line, without what ends it."""
        end = self.lines[number] if number < len(self.lines) else len(self.text)
        return self.text[self.lines[number - 1] : end].rstrip("\r\n")

    def _place(self, position: int) -> tuple[int, int]:
        line = bisect_right(self.lines, position)
        return line, position - self.lines[line - 1] + 1


def read(text: str, *, origin: str) -> Source:
    """The file in parts. Raises SchemaUnreadable with the line of what is no SQL."""
    plain = text.removeprefix("\ufeff")
    starts = (0, *(match.end() for match in LINE_END.finditer(plain)))
    bare = Source(origin=origin, text=plain, lines=starts)
    sql, raw = _parsed(bare)
    tokens = scan(sql)
    return Source(
        origin=origin,
        text=plain,
        lines=starts,
        statements=tuple(_statements(bare, raw, tokens)),
        comments=tuple(token for token in tokens if token.name == "SQL_COMMENT"),
        psql_lines=() if sql is plain else tuple(_psql_lines(bare)),
    )


def _parsed(source: Source) -> tuple[str, tuple[Any, ...]]:
    """The text as the parser takes it, and its statements; psql's own lines are blanked where they are in the way."""
    try:
        return source.text, _parse(source.text)
    except ParseError as error:
        blanked = PSQL_LINE.sub(lambda match: " " * len(match[0]), source.text)
        if blanked == source.text:
            raise _unreadable(source, error) from error
    try:
        return blanked, _parse(blanked)
    except ParseError as error:
        raise _unreadable(source, error) from error


def _parse(sql: str) -> tuple[Any, ...]:
    if "\x00" in sql:
        raise ParseError("there is a zero byte in the SQL", sql.index("\x00"))
    _check_depth(sql)
    return tuple(parse_sql(sql))


def _check_depth(sql: str) -> None:
    run = depth = 0
    for token in scan(sql):
        run = 0 if token.name in ("ASCII_44", "ASCII_59") else run + 1
        depth += (token.name in ("ASCII_40", "ASCII_91")) - (token.name in ("ASCII_41", "ASCII_93"))
        if run > LONGEST_RUN or depth > DEEPEST:
            raise ParseError(TOO_DEEP, token.start)


def _unreadable(source: Source, error: ParseError) -> SchemaUnreadable:
    message, position = (*error.args, 0)[:2]
    line = source.span(min(int(position or 0), len(source.text)), len(source.text)).line
    hint = "mend the statement; it must be PostgreSQL's SQL"
    return SchemaUnreadable(str(message), where=f"{source.origin}:{line}", hint=hint)


def _statements(source: Source, raw: tuple[Any, ...], tokens: Sequence[Token]) -> Iterator[Statement]:
    ends = [token.end + 1 for token in tokens if token.name not in COMMENTS]
    for one in raw:
        start = one.stmt_location
        limit = start + one.stmt_len if one.stmt_len else len(source.text)
        end = ends[bisect_right(ends, limit) - 1]
        yield Statement(node=one.stmt, sql=source.text[start:end], span=source.span(start, end))


def _psql_lines(source: Source) -> Iterator[Span]:
    return (source.span(match.start(), match.end()) for match in PSQL_LINE.finditer(source.text))
