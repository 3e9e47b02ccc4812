"""SQL to a tree, with a bound on a statement's length: the parser's own recursion has none that is safe."""

from __future__ import annotations

from typing import Any

from pglast import parse_plpgsql, parse_sql
from pglast.parser import ParseError, Token, scan

_LONGEST = 10_000  # tokens in one statement; a few ten thousand operators in a row overflow the parser's stack
_COMMENTS = {"SQL_COMMENT", "C_COMMENT"}


def parsed(sql: str) -> tuple[Any, ...]:
    """The raw statements. ParseError where it is no SQL, or too long to be parsed safely."""
    _check_length(sql)
    return tuple(parse_sql(sql))


def parsed_plpgsql(sql: str, body: str) -> Any:
    """The parts of a plpgsql function; ``body`` is the text between its quotes."""
    _check_length(body)
    return parse_plpgsql(sql)


def tokens_of(sql: str) -> list[Token]:
    """The tokens, comments left out."""
    return [token for token in scan(sql) if token.name not in _COMMENTS]


def _check_length(sql: str) -> None:
    if "\x00" in sql:
        raise ParseError("there is a zero byte in the SQL", sql.index("\x00"))
    length = 0
    for token in scan(sql):
        length = 0 if token.name == "ASCII_59" else length + 1
        if length > _LONGEST:
            raise ParseError(f"a statement has more than {_LONGEST} words", token.start)
