"""A column that only the old application knows must not stand in the new one's way."""

from __future__ import annotations

from dataclasses import replace

from database_developer.migration.defaults import stand_in
from database_developer.migration.types import shape_of
from database_developer.model.schema import Column, ConstraintKind, Schema, Table

TELLING = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE, ConstraintKind.FOREIGN_KEY, ConstraintKind.EXCLUDE)


def loosened(column: Column, table: Table, schema: Schema) -> Column:
    """The column so that rows can come without it: with a default, or without its NOT NULL.

    A default keeps the old application from meeting NULL; it is none where values must differ or refer.
    """
    if column.not_null is None or column.default is not None or column.identity or column.generated:
        return column
    value = None if _must_tell(column.name, table) else spelled_stand_in(column.type, schema)
    return replace(column, not_null=None) if value is None else replace(column, default=value)


def spelled_stand_in(type_: str, schema: Schema) -> str | None:
    """A value for rows that have none, as the server prints a default; None where none is known."""
    value = stand_in(type_, schema)
    if value is None or not value.startswith("'"):
        return value
    shape = shape_of(type_)
    base = "bpchar" if shape.base == "character" else shape.base
    return f"{value}::{base}{shape.array}"


def _must_tell(name: str, table: Table) -> bool:
    """Whether values of the column must differ, refer, or keep a rule."""
    if any(name in it.columns for it in table.constraints_of(*TELLING, ConstraintKind.CHECK)):
        return True
    return any(index.unique and any(key.text == name for key in index.keys) for index in table.indexes)
