"""The indexes of tables and materialized views that serve no constraint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from database_developer.model.schema import Index, IndexKey
from database_developer.postgres.catalog.columns import Columns
from database_developer.postgres.catalog.index_keys import KeySort, Suffix, composed_key, keys_of
from database_developer.postgres.catalog.naming import PlainNames
from database_developer.postgres.catalog.relations import Relations
from database_developer.postgres.catalog.source import Source

_ORDINARY_METHODS = ("btree", "hash")  # their own operator classes have no options of their own
_FIRST_USER_OID = 16384


class _Row(NamedTuple):
    """One row of ``indexes.sql``; ``is_bare`` where there are neither expressions, predicate nor options."""

    oid: int
    relation: int
    name: str
    method: str
    unique: bool
    nulls_not_distinct: bool
    valid: bool
    inherited: bool
    key_count: int
    numbers: list[int]
    classes: list[int]
    collations: list[int]
    orders: list[int]
    is_bare: bool


class _Shape(NamedTuple):
    """All that decides how an ordinary index is spelled; many indexes of a schema are of one shape."""

    method: str
    nulls_not_distinct: bool
    names: tuple[str, ...]
    sorts: tuple[KeySort, ...]
    orders: tuple[int, ...]


class _Spelling(NamedTuple):
    """What an index is, in the server's words."""

    definition: str
    keys: tuple[IndexKey, ...]
    include: tuple[str, ...]
    predicate: str | None = None


def read_indexes(
    source: Source, relations: Relations, columns: Columns, comments: Mapping[int, str], plain: PlainNames
) -> Mapping[int, list[Index]]:
    """The indexes of each relation by name.

    Printing an index is slow on the server, so it is asked for one index of each sort of key and for
    the special ones; the others are composed of what it said.
    """
    rows = [row for row in map(_Row._make, source.rows("indexes")) if _is_shown(row, relations, columns)]
    shapes = {row.oid: shape for row in rows if (shape := _shape(row, columns, plain))}
    spelled, suffixes = _ask(source, rows, shapes, columns)
    composed = {shape: _composed(shape, suffixes) for shape in set(shapes.values())}
    indexes: dict[int, list[Index]] = defaultdict(list)
    for row in rows:
        spelling = spelled.get(row.oid) or composed[shapes[row.oid]]
        indexes[row.relation].append(_index(row, spelling, comments.get(row.oid)))
    for siblings in indexes.values():
        siblings.sort(key=lambda index: index.name)
    return indexes


def _is_shown(row: _Row, relations: Relations, columns: Columns) -> bool:
    return row.relation in relations.by_oid and columns.names.are_shown(row.relation, row.numbers)


def _shape(row: _Row, columns: Columns, plain: PlainNames) -> _Shape | None:
    """The shape of an ordinary index: plain columns, under plain names, with built-in operator classes."""
    if not row.is_bare or row.method not in _ORDINARY_METHODS or max(row.classes) >= _FIRST_USER_OID:
        return None
    names = columns.names.named(row.relation, row.numbers)
    if not plain.are_plain(names):
        return None
    found = [columns.at(row.relation, number) for number in row.numbers[: row.key_count]]
    sorts = [
        KeySort(column.type, column.collation, opclass, collation)
        for column, opclass, collation in zip(found, row.classes, row.collations, strict=True)
    ]
    return _Shape(row.method, row.nulls_not_distinct, names, tuple(sorts), tuple(row.orders))


def _ask(
    source: Source, rows: list[_Row], shapes: Mapping[int, _Shape], columns: Columns
) -> tuple[Mapping[int, _Spelling], Mapping[KeySort, Suffix]]:
    """The server's spelling of the special indexes, and of one for each sort of key."""
    asked = {row.oid: row for row in rows if row.oid not in shapes}
    first: dict[KeySort, tuple[int, int]] = {}
    for row in rows:
        for position, sort in enumerate(shapes[row.oid].sorts if row.oid in shapes else ()):
            if sort not in first:
                first[sort] = (row.oid, position)
                asked[row.oid] = row
    answers = source.rows("index_definitions", list(asked)) if asked else iter(())
    spelled = {oid: _spelling(asked[oid], columns, *answer) for oid, *answer in answers}
    learned = {sort: spelled[oid].keys[position] for sort, (oid, position) in first.items()}
    return spelled, {sort: Suffix(key.collation, key.opclass) for sort, key in learned.items()}


def _spelling(row: _Row, columns: Columns, definition: str, texts: list[str], predicate: str | None) -> _Spelling:
    names = [columns.names.of[row.relation][number] if number else None for number in row.numbers]
    keys = tuple(keys_of(definition, texts, names, row.orders))
    return _Spelling(definition, keys, columns.names.named(row.relation, row.numbers[row.key_count :]), predicate)


def _composed(shape: _Shape, suffixes: Mapping[KeySort, Suffix]) -> _Spelling:
    key_names, include = shape.names[: len(shape.sorts)], shape.names[len(shape.sorts) :]
    suffixes_in_order = [suffixes[sort] for sort in shape.sorts]
    keys = [composed_key(*each) for each in zip(key_names, shape.orders, suffixes_in_order, strict=True)]
    including = f" INCLUDE ({', '.join(include)})" if include else ""
    distinct = " NULLS NOT DISTINCT" if shape.nulls_not_distinct else ""
    text = f"{shape.method} ({', '.join(text for _, text in keys)}){including}{distinct}"
    return _Spelling(text, tuple(key for key, _ in keys), include)


def _index(row: _Row, spelling: _Spelling, comment: str | None) -> Index:
    return Index(
        name=row.name,
        definition=spelling.definition,
        method=row.method,
        unique=row.unique,
        keys=spelling.keys,
        include=spelling.include,
        predicate=spelling.predicate,
        nulls_not_distinct=row.nulls_not_distinct,
        valid=row.valid,
        inherited=row.inherited,
        comment=comment,
    )
