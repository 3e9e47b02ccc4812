"""What the server lets be done to a composite type under the rows that have it."""

from __future__ import annotations

from database_developer.migration.mentions import mentioned
from database_developer.model.names import QualifiedName, of
from database_developer.model.schema import Column, Composite, Schema, Table, View

Shape = tuple[tuple[str, str, str | None], ...]


def can_change_in_place(old: Composite, new: Composite, schema: Schema) -> bool:
    """Whether ALTER TYPE leads there, and back to the same order of attributes.

    New attributes come last. Where rows have the type, none of its attributes may change its type.
    """
    if not _is_reached(old, new) or not _is_reached(new, old):
        return False
    return not has_rows(old, schema) or not _are_retyped(old, new)


def same_but_notes(old: Composite, new: Composite) -> bool:
    """Whether nothing but comments differs."""
    return _shape(old.attributes) == _shape(new.attributes)


def has_rows(composite: Composite, schema: Schema) -> bool:
    """Whether a table or materialized view may hold values of the type, also within values of other types."""
    wanted, known = {composite.name}, 0
    while known < len(wanted):
        known = len(wanted)
        wanted |= {it.name for it in schema.composites.values() if any(_is_of(a, wanted) for a in it.attributes)}
        wanted |= {it.name for it in schema.domains.values() if _names(it.type, wanted)}
    stored: list[Table | View] = [*schema.tables.values(), *(it for it in schema.views.values() if it.materialized)]
    return any(_is_of(column, wanted) for holder in stored for column in holder.columns)


def _is_reached(old: Composite, new: Composite) -> bool:
    wished = [it.name for it in new.attributes]
    there = [it.name for it in old.attributes]
    kept = [name for name in there if name in wished]
    return wished == [*kept, *(name for name in wished if name not in there)]


def _are_retyped(old: Composite, new: Composite) -> bool:
    there = {name: rest for name, *rest in _shape(old.attributes)}
    return any(name in there and there[name] != rest for name, *rest in _shape(new.attributes))


def _shape(attributes: tuple[Column, ...]) -> Shape:
    return tuple((it.name, it.type, it.collation) for it in attributes)


def _is_of(column: Column, names: set[QualifiedName]) -> bool:
    return _names(column.type, names)


def _names(type_: str, names: set[QualifiedName]) -> bool:
    return not {of("composite", name) for name in names}.isdisjoint(mentioned(type_))
