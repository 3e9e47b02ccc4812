"""Which tables must hold rows so that others can."""

from __future__ import annotations

from collections.abc import Iterable

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema


def with_parents(schema: Schema, tables: Iterable[QualifiedName]) -> tuple[QualifiedName, ...]:
    """The tables and all that they refer to, directly or through others, by name."""
    found: set[QualifiedName] = set()
    waiting = list(tables)
    while waiting:
        name = waiting.pop()
        table = schema.tables.get(name)
        if name in found or table is None:
            continue
        found.add(name)
        waiting.extend(key.reference.table for key in table.foreign_keys if key.reference is not None)
    return tuple(sorted(found))
