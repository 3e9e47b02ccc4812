"""The keys of an index: found in the server's spelling, or composed as the server would spell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from database_developer.errors import SchemaUnreadable
from database_developer.model.schema import IndexKey

_DESCENDING, _NULLS_FIRST = 1, 2  # the bits of pg_index.indoption
_NAME = r'(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_]*)(?:\.(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_]*))?'
_OPTIONS = r" \((?:'(?:[^']|'')*'|[^')])*\)"
_SUFFIX = re.compile(
    rf"(?: COLLATE (?P<collation>{_NAME}))?(?: (?P<opclass>{_NAME})(?:{_OPTIONS})?)?"
    r"(?: DESC)?(?: NULLS (?:FIRST|LAST))?"
)


class KeySort(NamedTuple):
    """All that decides whether the server prints a key's collation and operator class."""

    type: str
    column_collation: str | None
    opclass: int
    collation: int


class Suffix(NamedTuple):
    """What the server prints after a key of some sort."""

    collation: str | None
    opclass: str | None


def keys_of(
    definition: str, texts: Sequence[str], names: Sequence[str | None], orders: Sequence[int]
) -> Iterator[IndexKey]:
    """The keys of a definition such as ``btree (lower(email) text_pattern_ops, id DESC) INCLUDE (name)``.

    ``texts`` are the keys as they stand in it; ``names`` their columns' names, None for an expression.
    """
    position = definition.index("(") + 1
    for text, name, order in zip(texts, names, orders, strict=False):
        suffix = _SUFFIX.match(definition, position + len(text))
        if suffix is None or not definition.startswith(text, position):
            raise SchemaUnreadable(f'the index key "{text}" is not where it should be in "{definition}"')
        yield _key(text if name is None else name, name is None, order, Suffix(suffix["collation"], suffix["opclass"]))
        position = suffix.end() + len(", ")


def composed_key(name: str, order: int, suffix: Suffix) -> tuple[IndexKey, str]:
    """A key on a column, and its spelling."""
    collation = f" COLLATE {suffix.collation}" if suffix.collation else ""
    opclass = f" {suffix.opclass}" if suffix.opclass else ""
    return _key(name, False, order, suffix), f"{name}{collation}{opclass}{_order(order)}"


def _order(order: int) -> str:
    """NULLS FIRST is the usual place in a descending order, NULLS LAST in an ascending one."""
    if order & _DESCENDING:
        return " DESC" if order & _NULLS_FIRST else " DESC NULLS LAST"
    return " NULLS FIRST" if order & _NULLS_FIRST else ""


def _key(text: str, is_expression: bool, order: int, suffix: Suffix) -> IndexKey:
    return IndexKey(
        text=text,
        is_expression=is_expression,
        descending=bool(order & _DESCENDING),
        nulls_first=bool(order & _NULLS_FIRST),
        opclass=suffix.opclass,
        collation=suffix.collation,
    )
