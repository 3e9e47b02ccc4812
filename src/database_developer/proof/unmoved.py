"""The schema as rows know it that are to be moved yet: nothing has been made of them, and they refer to nothing new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from database_developer.model.design import RowMove, Side
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema, Table


def before_moving(schema: Schema, moves: Sequence[RowMove]) -> Schema:
    """The schema less the tables that take rows, and the references to them; as it is where others refer to those."""
    targets = {move.target for move in moves}
    tables = dict(schema.tables)
    for move in moves:
        if move.side is Side.OLD:
            tables[move.source] = _without(tables[move.source], move.reference)
    tables = {name: table for name, table in tables.items() if name not in targets}
    return schema if _refer(tables, targets) else replace(schema, tables=tables)


def _without(table: Table, column: str) -> Table:
    return replace(
        table,
        columns=tuple(it for it in table.columns if it.name != column),
        constraints=tuple(it for it in table.constraints if column not in it.columns),
        indexes=tuple(it for it in table.indexes if column not in [key.text for key in it.keys]),
    )


def _refer(tables: Mapping[QualifiedName, Table], targets: set[QualifiedName]) -> bool:
    """Whether any of the tables refers to one of the targets."""
    keys = (key for table in tables.values() for key in table.foreign_keys)
    return any(key.reference is not None and key.reference.table in targets for key in keys)
