"""Sequences: those that stand by themselves, and those that count an identity column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Sequence, SequenceOptions
from database_developer.postgres.catalog.annotations import Comments, Grants, Place
from database_developer.postgres.catalog.column_names import ColumnNames
from database_developer.postgres.catalog.relations import Relations
from database_developer.postgres.catalog.source import Rows, Source


class Counter(NamedTuple):
    """How one sequence counts, and the column that owns it."""

    oid: int
    options: SequenceOptions
    is_identity: bool
    owner: Place | None


def read_counters(source: Source) -> Mapping[int, Counter]:
    """Every sequence's counter by its oid."""
    return {counter.oid: counter for counter in _counters(source.rows("sequences"))}


def _counters(rows: Rows) -> Iterator[Counter]:
    shared: dict[tuple[object, ...], SequenceOptions] = {}
    for oid, *way, dependency, table, column in rows:
        key = tuple(way)
        if key not in shared:
            shared[key] = _options(key)
        yield Counter(oid, shared[key], dependency == "i", (table, column) if dependency else None)


def _options(way: tuple[Any, ...]) -> SequenceOptions:
    type_, start, increment, minimum, maximum, cache, cycle = way
    return SequenceOptions(
        type=type_, start=start, increment=increment, minimum=minimum, maximum=maximum, cache=cache, cycle=cycle
    )


def build_sequences(
    counters: Mapping[int, Counter], relations: Relations, names: ColumnNames, comments: Comments, grants: Grants
) -> dict[QualifiedName, Sequence]:
    """The sequences that are no identity column's."""
    return {
        relation.name: Sequence(
            name=relation.name,
            options=counters[relation.oid].options,
            owned_by=_owner(counters[relation.oid], relations, names),
            unlogged=relation.persistence == "u",
            comment=comments.of("pg_class").get(relation.oid),
            grants=grants.of("pg_class").get(relation.oid, ()),
        )
        for relation in relations.of_kind("S")
        if not counters[relation.oid].is_identity
    }


def _owner(counter: Counter, relations: Relations, names: ColumnNames) -> tuple[QualifiedName, str] | None:
    if counter.owner is None:
        return None
    table, column = counter.owner
    if table not in relations.by_oid or not names.are_shown(table, [column]):
        return None
    return relations.by_oid[table].name, names.of[table][column]
