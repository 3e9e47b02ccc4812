"""A schema with one object put in, changed or taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from database_developer.diff.addresses import MAPPINGS, PARTS, address_of, key_of
from database_developer.model.differences import Thing
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Schema


def put(schema: Schema, thing: Thing) -> Schema:
    """The schema with a standing object added, or in place of the one of its name."""
    address = address_of(thing)
    attribute = MAPPINGS[address.kind]
    mapping: Mapping[Any, Any] = getattr(schema, attribute)
    return _with(schema, attribute, {**mapping, key_of(address): thing})


def remove(schema: Schema, address: Address) -> Schema:
    """The schema without a standing object."""
    attribute = MAPPINGS[address.kind]
    mapping: dict[Any, Any] = {**getattr(schema, attribute)}
    mapping.pop(key_of(address), None)
    return _with(schema, attribute, mapping)


def put_part(schema: Schema, owner: QualifiedName, part: Thing) -> Schema:
    """The schema with a part of a table or view added, or in place of the one of its name; parts by name."""
    attribute = PARTS[address_of(part, owner).kind]
    parts = [it for it in _parts(schema, owner, attribute) if it.name != part.name]
    return _with_parts(schema, owner, attribute, tuple(sorted([*parts, part], key=lambda it: it.name)))


def remove_part(schema: Schema, address: Address) -> Schema:
    """The schema without a part of a table or view."""
    owner, attribute = address.owner, PARTS[address.kind]
    assert owner is not None  # noqa: S101 - a part has an owner
    parts = tuple(it for it in _parts(schema, owner, attribute) if it.name != address.name.name)
    return _with_parts(schema, owner, attribute, parts)


def append_column(schema: Schema, table: QualifiedName, column: Column) -> Schema:
    """The schema with a column at the end of a table."""
    return put(schema, replace(schema.tables[table], columns=(*schema.tables[table].columns, column)))


def put_column(schema: Schema, owner: QualifiedName, column: Column) -> Schema:
    """The schema with a column changed in its place."""
    columns = tuple(column if it.name == column.name else it for it in _parts(schema, owner, "columns"))
    return _with_parts(schema, owner, "columns", columns)


def column_of(schema: Schema, owner: QualifiedName, name: str) -> Column:
    """The column of a table or view; KeyError where there is none."""
    for column in _parts(schema, owner, "columns"):
        if column.name == name:
            found: Column = column
            return found
    raise KeyError(f"{owner}.{name}")


def _parts(schema: Schema, owner: QualifiedName, attribute: str) -> tuple[Any, ...]:
    parts: tuple[Any, ...] = getattr(_owner(schema, owner), attribute)
    return parts


def _with_parts(schema: Schema, owner: QualifiedName, attribute: str, parts: tuple[Any, ...]) -> Schema:
    changed: Any = {attribute: parts}
    return put(schema, replace(_owner(schema, owner), **changed))


def _owner(schema: Schema, name: QualifiedName) -> Any:
    return schema.tables[name] if name in schema.tables else schema.views[name]


def _with(schema: Schema, attribute: str, mapping: Mapping[Any, Any]) -> Schema:
    changed: Any = {attribute: mapping}
    return replace(schema, **changed)
