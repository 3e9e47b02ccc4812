"""Where each kind of object stands: the address of a thing, and the mapping that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from database_developer.model import names
from database_developer.model.differences import Thing
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import (
    Column,
    Composite,
    Constraint,
    Domain,
    Enum,
    Extension,
    Function,
    Index,
    Namespace,
    Policy,
    Schema,
    Sequence,
    Statistics,
    Table,
    Trigger,
    View,
)

MAPPINGS: Mapping[str, str] = {
    "namespace": "namespaces",
    "extension": "extensions",
    "enum": "enums",
    "domain": "domains",
    "composite": "composites",
    "sequence": "sequences",
    "table": "tables",
    "view": "views",
    "function": "functions",
}
PARTS: Mapping[str, str] = {
    "column": "columns",
    "constraint": "constraints",
    "index": "indexes",
    "trigger": "triggers",
    "policy": "policies",
    "statistics": "statistics",
}
KINDS: Mapping[type, str] = {
    Namespace: "namespace",
    Extension: "extension",
    Enum: "enum",
    Domain: "domain",
    Composite: "composite",
    Sequence: "sequence",
    Table: "table",
    View: "view",
    Function: "function",
    Column: "column",
    Constraint: "constraint",
    Index: "index",
    Trigger: "trigger",
    Policy: "policy",
    Statistics: "statistics",
}


def address_of(thing: Thing, owner: QualifiedName | None = None) -> Address:
    """The address of an object; parts need their owner.

    Namespaces and extensions stand in no namespace; their addresses say "public", which is not printed.
    """
    kind = KINDS[type(thing)]
    if owner is not None:
        return names.part_of(kind, owner, str(thing.name))
    if isinstance(thing, Function):
        return names.of(kind, thing.signature)
    return names.of(kind, thing.name if isinstance(thing.name, QualifiedName) else plain_name(thing.name))


def plain_name(name: str) -> QualifiedName:
    """The name of something that stands in no namespace, as addresses hold it."""
    return QualifiedName("public", name)


def key_of(address: Address) -> str | QualifiedName:
    """The key under which a standing object is held in its mapping."""
    return address.name.name if address.kind in ("namespace", "extension") else address.name


def find(schema: Schema, address: Address) -> Thing | None:
    """The object at an address, or None."""
    found: Any
    if address.owner is None:
        found = getattr(schema, MAPPINGS[address.kind]).get(key_of(address))
    else:
        owner = schema.tables.get(address.owner) or schema.views.get(address.owner)
        parts = getattr(owner, PARTS[address.kind], ())
        found = next((part for part in parts if part.name == address.name.name), None)
    thing: Thing | None = found
    return thing
