"""The columns of tables, views and composite types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from database_developer.model.schema import Column, Generated, Identity, NotNull
from database_developer.postgres.catalog.annotations import Place, read_column_grants
from database_developer.postgres.catalog.column_names import ColumnNames
from database_developer.postgres.catalog.identities import Identities
from database_developer.postgres.catalog.naming import usual_name
from database_developer.postgres.catalog.relations import Relations
from database_developer.postgres.catalog.sequences import Counter
from database_developer.postgres.catalog.source import Rows, Source

_STORAGE = {"p": "plain", "e": "external", "m": "main", "x": "extended"}
_COMPRESSION = {"p": "pglz", "l": "lz4"}
_USUAL_NOT_NULL = NotNull()
_NONE: Mapping[int, str] = {}
_NOTHING_RARE = ("", None, None, "", None, "true", "false")


class Columns(NamedTuple):
    """Columns by the oid of what they stand in, in their order."""

    of: dict[int, list[Column]]
    names: ColumnNames

    def at(self, relation: int, number: int) -> Column:
        """The column of that number."""
        return self.of[relation][self._position(relation, number)]

    def change(self, place: Place, **fields: Any) -> None:
        """Put another column, changed in these fields, where one is."""
        position = self._position(*place)
        self.of[place[0]][position] = replace(self.of[place[0]][position], **fields)

    def _position(self, relation: int, number: int) -> int:
        """A column stands where its number says where none before it was dropped."""
        name, columns = self.names.of[relation][number], self.of[relation]
        if number <= len(columns) and columns[number - 1].name == name:
            return number - 1
        return next(position for position, column in enumerate(columns) if column.name == name)


class _Parts(NamedTuple):
    """What belongs to single columns and is known before they are read."""

    defaults: Mapping[int, Mapping[int, str]]
    comments: Mapping[int, Mapping[int, str]]
    identities: Identities


class _Unfinished(NamedTuple):
    """What can only be told of columns when all are read: privileges, and identities from above."""

    granted: set[int]
    partitions: list[Place]


def read_columns(
    source: Source, relations: Relations, counters: Mapping[int, Counter], comments: Mapping[int, Mapping[int, str]]
) -> Columns:
    """All columns, with what belongs to them."""
    columns = Columns({}, ColumnNames({}))
    parts = _Parts(_defaults(source.rows("defaults")), comments, Identities(relations, counters))
    unfinished = _gather(source.rows("columns"), columns, parts)
    for place, not_null in _unusual_not_nulls(source.rows("not_nulls"), relations, columns.names):
        columns.change(place, not_null=not_null)
    for place, grants in read_column_grants(source, unfinished.granted).items():
        columns.change(place, grants=grants)
    for place, options in parts.identities.options_above(unfinished.partitions, columns.names):
        identity = columns.at(*place).identity
        columns.change(place, identity=replace(identity, options=options) if identity else None)
    return columns


def _defaults(rows: Rows) -> Mapping[int, Mapping[int, str]]:
    defaults: dict[int, dict[int, str]] = defaultdict(dict)
    for expression, relations, numbers in rows:
        for relation, number in zip(relations, numbers, strict=True):
            defaults[relation][number] = expression
    return defaults


def _gather(rows: Rows, columns: Columns, parts: _Parts) -> _Unfinished:
    """Put the columns into their places, relation by relation."""
    unfinished = _Unfinished(set(), [])
    shared: dict[tuple[object, ...], Column] = {}
    for relation, group in groupby(rows, key=itemgetter(0)):
        names: dict[int, str] = {}
        columns.names.of[relation] = names
        columns.of[relation] = _columns_of(relation, group, names, parts, (shared, unfinished))
    return unfinished


def _columns_of(
    relation: int,
    rows: Rows,
    names: dict[int, str],
    parts: _Parts,
    gathered: tuple[dict[tuple[object, ...], Column], _Unfinished],
) -> list[Column]:
    """The columns of one relation. Columns that are alike are one value: a schema has many an ``id``."""
    shared, unfinished = gathered
    found: list[Column] = []
    defaults, comments = parts.defaults.get(relation, _NONE), parts.comments.get(relation, _NONE)
    for _, number, name, type_, required, counts, rare in rows:
        names[number] = name
        identity = parts.identities.of((relation, number), name, counts) if counts else None
        key = (name, type_, required, defaults.get(number), id(identity))  # identities are shared, too, and kept
        column = shared.get(key)
        if column is None:
            column = shared[key] = _column(name, type_, required, defaults.get(number), identity)
        if rare is not None or number in comments:
            _note((relation, number), counts, rare or _NOTHING_RARE, unfinished)
            column = _special_column(column, rare or _NOTHING_RARE, comments.get(number))
        found.append(column)
    return found


def _column(name: str, type_: str, required: bool, default: str | None, identity: Identity | None) -> Column:
    not_null = _USUAL_NOT_NULL if required else None
    return Column(name=name, type=type_, not_null=not_null, default=default, identity=identity)


def _note(place: Place, counts: str | None, rare: Sequence[str | None], unfinished: _Unfinished) -> None:
    is_local, is_granted = rare[5:7]
    if is_granted == "true":
        unfinished.granted.add(place[0])
    if counts and is_local == "false":
        unfinished.partitions.append(place)


def _special_column(column: Column, rare: Sequence[str | None], comment: str | None) -> Column:
    generated, collation, storage, compression, statistics, is_local, _, *options = rare
    return replace(
        column,
        default=None if generated else column.default,
        generated=Generated(expression=column.default or "", stored=generated == "s") if generated else None,
        collation=collation,
        storage=_STORAGE[storage] if storage else None,
        compression=_COMPRESSION[compression] if compression else None,
        statistics=int(statistics) if statistics else None,
        options=tuple(sorted(option for option in options if option)),
        inherited=is_local == "false",
        comment=comment,
    )


def _unusual_not_nulls(rows: Rows, relations: Relations, names: ColumnNames) -> Iterator[tuple[Place, NotNull]]:
    """The NOT NULL constraints that are not as the server makes them by itself."""
    tables = {relation.oid: relation.name.name for relation in relations.by_oid.values() if relation.kind != "S"}
    for oid, number, name, rare in rows:
        if (
            oid in tables
            and names.are_shown(oid, [number])
            and (rare or name != f"{tables[oid]}_{names.of[oid][number]}_not_null")
        ):
            is_usual = name == usual_name(tables[oid], names.of[oid][number], "not_null")
            validated, no_inherit = rare or (True, False)
            if rare or not is_usual:
                named = None if is_usual else name
                yield (oid, number), NotNull(name=named, validated=validated, no_inherit=no_inherit)
