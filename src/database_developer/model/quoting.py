"""How a name and a text are written in SQL so that the server reads back the same."""

from __future__ import annotations

import re

from pglast.keywords import COL_NAME_KEYWORDS, RESERVED_KEYWORDS, TYPE_FUNC_NAME_KEYWORDS

from database_developer.errors import DesignImpossible
from database_developer.model.names import QualifiedName

PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*")
PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
KEYWORDS = frozenset(RESERVED_KEYWORDS) | frozenset(TYPE_FUNC_NAME_KEYWORDS) | frozenset(COL_NAME_KEYWORDS)


def identifier(name: str) -> str:
    """The name, in quotation marks where SQL would otherwise read another one."""
    if PLAIN_NAME.fullmatch(name) and name not in KEYWORDS:
        return name
    return '"' + _storable(name).replace('"', '""') + '"'


def qualified(name: QualifiedName) -> str:
    """The name with its schema, except that "public" is left out."""
    if name.schema == "public":
        return identifier(name.name)
    return f"{identifier(name.schema)}.{identifier(name.name)}"


def in_full(name: QualifiedName) -> str:
    """A name with its namespace, also ``public``: for functions that look nowhere by themselves."""
    return f"{identifier(name.schema)}.{identifier(name.name)}"


def literal(text: str) -> str:
    """The text as a string constant (``standard_conforming_strings`` is on)."""
    return "'" + _storable(text).replace("'", "''") + "'"


def is_number(text: str) -> bool:
    """Whether the text is a number that SQL reads as it stands: no sign but one minus, since two begin a comment."""
    return PLAIN_NUMBER.fullmatch(text) is not None


def _storable(text: str) -> str:
    if "\x00" in text:
        raise DesignImpossible(
            f"{text!r} holds a NUL character, which PostgreSQL cannot store",
            hint="take the character out of the name or value",
        )
    return text
