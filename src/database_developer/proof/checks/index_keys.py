"""The keys by which a table's rows are found: those of its indexes, and of its keys and uniques."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from database_developer.model.schema import ConstraintKind, Index, IndexKey, Table

ORDERED_OR_HASHED = ("btree", "hash")


class KeyList(NamedTuple):
    """The keys of an index, whoever it belongs to."""

    name: str
    owner: str
    keys: tuple[IndexKey, ...]
    unique: bool
    include: frozenset[str] = frozenset()
    predicate: str | None = None
    nulls_not_distinct: bool = False


def btrees(table: Table) -> Iterator[KeyList]:
    """The valid btree indexes of a table, with those of its primary key and unique constraints."""
    for constraint in table.constraints_of(ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE):
        keys = tuple(IndexKey(text=column) for column in constraint.columns)
        yield KeyList(constraint.name, "constraint", keys, True, nulls_not_distinct=constraint.nulls_not_distinct)
    for index in table.indexes:
        if index.method == "btree" and index.valid:
            yield _key_list(index)


def starts_with(keys: tuple[IndexKey, ...], first: tuple[IndexKey, ...]) -> bool:
    """Whether the keys begin with these, read from either end of the index."""
    opening = keys[: len(first)]
    return opening == first or tuple(_turned(key) for key in opening) == first


def leading_columns(table: Table) -> Iterator[tuple[str, ...]]:
    """For each index that can look up any row: the columns it begins with, up to the first expression."""
    for constraint in table.constraints_of(ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE):
        yield constraint.columns
    for index in table.indexes:
        if index.method in ORDERED_OR_HASHED and index.valid and index.predicate is None:
            yield tuple(_columns_first(index))


def _columns_first(index: Index) -> Iterator[str]:
    for key in index.keys:
        if key.is_expression:
            return
        yield key.text


def _key_list(index: Index) -> KeyList:
    return KeyList(
        index.name,
        "index",
        index.keys,
        index.unique,
        frozenset(index.include),
        index.predicate,
        index.nulls_not_distinct,
    )


def _turned(key: IndexKey) -> IndexKey:
    return IndexKey(
        text=key.text,
        is_expression=key.is_expression,
        descending=not key.descending,
        nulls_first=not key.nulls_first,
        opclass=key.opclass,
        collation=key.collation,
    )
