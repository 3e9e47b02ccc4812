"""The schema as rows know it that are to be moved yet: nothing has been made of them, and they refer to nothing new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from database_developer.design.spelling import check, one_of
from database_developer.model.design import Filling, RowMove, Side
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, ConstraintKind, Reference, Schema, Table

_TEXTS = ("text", "character")  # of another type since it changed places


def before_moving(schema: Schema, moves: Sequence[RowMove]) -> Schema:
    """The schema less the tables that take rows, and the references to them; as it is where others refer to those."""
    targets = {move.target for move in moves}
    tables = dict(schema.tables)
    for move in moves:
        if move.side is Side.OLD:
            tables[move.source] = _without(tables[move.source], move.reference)
    tables = {name: table for name, table in tables.items() if name not in targets}
    return schema if _refer(tables, targets) else replace(schema, tables=tables)


def without(schema: Schema, columns: frozenset[tuple[QualifiedName, str]]) -> Schema:
    """The schema without these columns."""
    tables = dict(schema.tables)
    for name, column in columns:
        if name in tables:
            tables[name] = _without(tables[name], column)
    return replace(schema, tables=tables) if columns else schema


def with_values_found(schema: Schema, fillings: Sequence[Filling]) -> Schema:
    """The schema with rules for what the ticket takes for granted: what is found stands there, no other value does."""
    tables = dict(schema.tables)
    for filling in fillings:
        own, found = tables.get(filling.table), filling.found_by
        if own is None or found is None or found.table not in tables or own.column(found.value) is None:
            continue
        reference = Reference(table=found.table, columns=(found.column,))
        name, columns = f"{found.value}_found", (found.value,)
        key = Constraint(
            name=name, kind=ConstraintKind.FOREIGN_KEY, columns=columns, reference=reference, definition=name
        )
        tables[filling.table] = replace(own, constraints=(*own.constraints, key))
    for filling in fillings:
        own, known = tables.get(filling.table), filling.known
        column = own.column(known[0]) if own is not None and known is not None else None
        if own is not None and known is not None and column is not None and column.type.startswith(_TEXTS):
            rule = check(f"{known[0]}_known", (known[0],), one_of(known[0], known[1]))
            tables[filling.table] = replace(own, constraints=(*own.constraints, rule))
    return schema if tables == schema.tables else replace(schema, tables=tables)


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
