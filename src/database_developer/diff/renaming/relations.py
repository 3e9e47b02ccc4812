"""A table, view or sequence gets another name or namespace: all that mentions it follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from database_developer.diff.qualified_names import with_relation
from database_developer.diff.renaming.moving import Move, moved, swapping
from database_developer.diff.renaming.refusals import missing, taken
from database_developer.errors import DesignImpossible
from database_developer.model.differences import Renaming, Thing
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Schema, Statistics, Table


def rename_table(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after a table was renamed or moved; its sequences move along."""
    old, new = _ends(schema, renaming, schema.tables)
    table = schema.tables[old]
    if old.schema != new.schema:
        left = replace(_with_counters(table, new.schema), statistics=_left_behind(table, new.schema))
        schema = replace(schema, tables={**schema.tables, old: left})
        for sequence in schema.sequences.values():
            if sequence.owned_by is not None and sequence.owned_by[0] == old:
                schema = _moved(schema, sequence.name, QualifiedName(new.schema, sequence.name.name))
    return _moved(schema, old, new)


def rename_view(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after a view or materialized view was renamed or moved."""
    return _moved(schema, *_ends(schema, renaming, schema.views))


def rename_sequence(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after a sequence was renamed or moved."""
    old, new = _ends(schema, renaming, schema.sequences)
    owner = schema.sequences[old].owned_by
    if owner is not None and old.schema != new.schema:
        raise DesignImpossible(
            f'sequence "{old}" belongs to "{owner[0]}" and stays in its namespace', hint="move the table"
        )
    return _moved(schema, old, new)


def _ends(
    schema: Schema, renaming: Renaming, things: Mapping[QualifiedName, Thing]
) -> tuple[QualifiedName, QualifiedName]:
    """The old and the new name; raises DesignImpossible where the one is not there or the other is."""
    old, new = renaming.before.name, renaming.after.name
    if old not in things:
        raise missing(renaming)
    if new in schema.tables or new in schema.views or new in schema.sequences:
        raise taken(renaming)
    return old, new


def _moved(schema: Schema, old: QualifiedName, new: QualifiedName) -> Schema:
    def text(said: str, own: QualifiedName | None) -> str:
        return with_relation(said, old, new, own=own == old)

    return moved(schema, Move(text=text, relation=swapping(old, new)))


def _with_counters(table: Table, namespace: str) -> Table:
    """The table whose identity sequences of unusual name stand in another namespace."""
    return replace(table, columns=tuple(_counting_in(it, namespace) for it in table.columns))


def _counting_in(column: Column, namespace: str) -> Column:
    if column.identity is None or column.identity.sequence_name is None:
        return column
    name = QualifiedName(namespace, column.identity.sequence_name.name)
    return replace(column, identity=replace(column.identity, sequence_name=name))


def _left_behind(table: Table, namespace: str) -> tuple[Statistics, ...]:
    """The table's statistics objects: they stay in their namespaces when the table moves."""
    stand = ((it, it.schema or table.name.schema) for it in table.statistics)
    return tuple(replace(it, schema=None if place == namespace else place) for it, place in stand)
