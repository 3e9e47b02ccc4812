"""The schema as rows keep it that a migration finds: they keep what it demands of them and does not mend itself.

Rows that break a new rule are for whoever owns them: the migration looks before it demands anything and stops there,
which the constraints' own exercise shows. What it fills itself is left as it is, so that the filling is proven.
"""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, ConstraintKind, Schema, Table

_LOOKED_AT = (ConstraintKind.CHECK, ConstraintKind.UNIQUE, ConstraintKind.FOREIGN_KEY)
Place = tuple[QualifiedName, str]


def with_rules_to_come(schema: Schema, after: Schema, filled: frozenset[Place]) -> Schema:
    """``schema`` with the rules of ``after`` over columns that stay as they are and are not ``filled``."""
    tables = {name: _ruled(table, after.tables.get(name), filled, schema) for name, table in schema.tables.items()}
    return replace(schema, tables=tables) if tables != schema.tables else schema


def _ruled(table: Table, later: Table | None, filled: frozenset[Place], schema: Schema) -> Table:
    if later is None or later is table:
        return table
    same = {it.name for it in table.columns if _stays(table, later, it.name) and (table.name, it.name) not in filled}
    demanded = {it.name: it.not_null for it in later.columns if it.name in same and it.is_required}
    columns = tuple(
        replace(it, not_null=demanded[it.name]) if it.name in demanded and not it.is_required else it
        for it in table.columns
    )
    known = {key.name for key in table.constraints}
    keys = [key for key in later.constraints if key.name not in known and _is_looked_at(key, same, schema)]
    return replace(table, columns=columns, constraints=(*table.constraints, *keys))


def _stays(table: Table, later: Table, name: str) -> bool:
    column, other = table.column(name), later.column(name)
    return column is not None and other is not None and column.type == other.type


def _is_looked_at(key: Constraint, same: set[str], schema: Schema) -> bool:
    """Whether it speaks of columns that stay alone, and of a table that is there."""
    is_there = key.reference is None or _refers(key, schema)
    return key.kind in _LOOKED_AT and bool(key.columns) and same.issuperset(key.columns) and is_there


def _refers(key: Constraint, schema: Schema) -> bool:
    other = schema.tables.get(key.reference.table) if key.reference is not None else None
    return other is not None and key.reference is not None and all(other.column(it) for it in key.reference.columns)
