"""The tree that a partitioned table is: its partitions, theirs, and the tables above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import attrgetter

from database_developer.diff.remembering import remembered
from database_developer.model.migration import SMALL_TABLE_ROWS, Facts
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, Schema, Table, TableKind

DEFAULT = "DEFAULT"
IDENTITY_BELOW_SINCE = 17  # from then on the partitions of a table count with it


def is_partitioned(name: QualifiedName, schema: Schema) -> bool:
    """Whether the table has partitions, or could have."""
    table = schema.tables.get(name)
    return table is not None and table.kind is TableKind.PARTITIONED


@remembered
def has_partitions(schema: Schema) -> bool:
    """Whether any table of the schema is cut or a part; asked of the schema of every step, so in no loop of ours."""
    tables = schema.tables.values()
    return any(map(attrgetter("partitioning"), tables)) or any(map(attrgetter("partition_of"), tables))


def partitions(parent: QualifiedName, schema: Schema) -> tuple[Table, ...]:
    """The tables that are parts of this one."""
    return _parts(schema).get(parent, ()) if has_partitions(schema) else ()


@remembered
def _parts(schema: Schema) -> Mapping[QualifiedName, tuple[Table, ...]]:
    """The partitions by the tables that they are parts of, in the order of their names."""
    found: dict[QualifiedName, list[Table]] = {}
    for table in schema.tables.values():
        if table.partition_of is not None:
            found.setdefault(table.partition_of.parent, []).append(table)
    return {parent: tuple(sorted(parts, key=lambda it: it.name)) for parent, parts in found.items()}


def below(name: QualifiedName, schema: Schema) -> tuple[Table, ...]:
    """All partitions, however deep; each after the one that it is a part of."""
    return tuple(found for child in partitions(name, schema) for found in (child, *below(child.name, schema)))


def names_below(name: QualifiedName, schema: Schema) -> tuple[QualifiedName, ...]:
    """The names of all partitions, however deep."""
    return tuple(it.name for it in below(name, schema))


def leaves(name: QualifiedName, schema: Schema) -> tuple[QualifiedName, ...]:
    """The tables that hold the rows: the table itself, or its lowest partitions."""
    if not is_partitioned(name, schema):
        return (name,)
    return tuple(it.name for it in below(name, schema) if it.kind is not TableKind.PARTITIONED)


def above(name: QualifiedName, schema: Schema) -> Iterator[Table]:
    """The tables of which this one is a part, the nearest first."""
    table = schema.tables.get(name)
    while table is not None and table.partition_of is not None:
        table = schema.tables.get(table.partition_of.parent)
        if table is not None:
            yield table


def default_of(parent: QualifiedName, schema: Schema) -> Table | None:
    """The partition for all rows that no other one takes."""
    return next((it for it in partitions(parent, schema) if it.partition_of and it.partition_of.bound == DEFAULT), None)


def is_small(name: QualifiedName, schema: Schema, facts: Facts) -> bool:
    """Whether a scan of the table, or of all its partitions, is over before anybody notices."""
    rows = (0 if it in facts.new_tables else facts.rows.get(it, SMALL_TABLE_ROWS) for it in leaves(name, schema))
    return facts.is_small(name) or sum(rows) < SMALL_TABLE_ROWS


def referring(name: QualifiedName, schema: Schema) -> Iterator[tuple[QualifiedName, Constraint]]:
    """The foreign keys that refer to the table, or to one that it is a part of."""
    targets = {name, *(it.name for it in above(name, schema))}
    for table in schema.tables.values():
        for key in table.foreign_keys:
            if key.reference is not None and key.reference.table in targets and not key.inherited:
                yield table.name, key


def standing_alone(table: Table) -> Table:
    """The partition as it is once it is none: all that it had by way of the table above is its own now."""
    columns = tuple(replace(it, inherited=False, identity=None) if it.inherited else it for it in table.columns)
    return replace(
        table,
        columns=columns,
        constraints=tuple(replace(it, inherited=False) for it in table.constraints),
        indexes=tuple(replace(it, inherited=False) for it in table.indexes),
        triggers=tuple(it for it in table.triggers if not it.inherited),
        partition_of=None,
    )
