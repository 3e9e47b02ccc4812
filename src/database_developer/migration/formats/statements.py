"""A migration file cut into the statements it is made of."""

from __future__ import annotations

import re

import pglast

from database_developer.errors import SchemaUnreadable

PSQL_COMMAND = re.compile(r"^\\(?:un)?restrict \S+$", re.MULTILINE)


def split(sql_text: str, *, origin: str = "") -> tuple[str, ...]:
    """The statements without their semicolons and the comments around them.

    The lines with a random token that ``pg_dump`` writes for psql are left out. Raises
    SchemaUnreadable with ``origin`` and the line of a syntax error.
    """
    text = PSQL_COMMAND.sub("", sql_text.lstrip("\ufeff"))
    try:
        return tuple(pglast.split(text))
    except pglast.parser.ParseError as error:
        raise _unreadable(text, error, origin) from error


def _unreadable(text: str, error: pglast.parser.ParseError, origin: str) -> SchemaUnreadable:
    message, position = (*error.args, None)[:2]
    line = text.count("\n", 0, position or 0) + 1
    where = f"{origin}:{line}" if origin else f"line {line}"
    return SchemaUnreadable(str(message), where=where, hint="mend the statement; it must be PostgreSQL's SQL")
