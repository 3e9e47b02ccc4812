"""Types as ``format_type`` prints them, taken apart, and all places of a schema that have one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from database_developer.model.names import Address, of, part_of
from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Column, Domain, Schema, Table

INTEGER_BYTES = {"smallint": 2, "integer": 4, "bigint": 8}
TEXTS = frozenset({"text", "character varying", "character", "bpchar", "citext", "name"})
MODIFIER = re.compile(r"\((\d+)[^)]*\)")


class TypedPlace(NamedTuple):
    """A column, an attribute or a domain, and its type."""

    at: Address
    name: str
    type: str


def element(type_name: str) -> str:
    """The type without array brackets and modifier: ``character(3)[]`` is ``character``."""
    bare = " ".join(MODIFIER.sub("", type_name).removesuffix("[]").split())
    return "citext" if bare.endswith(".citext") else bare  # an extension's type, in whatever namespace it is


def limit(type_name: str) -> int | None:
    """The number in a type such as ``character varying(40)``; None where there is none."""
    found = MODIFIER.search(type_name)
    return int(found[1]) if found else None


def resolved(schema: Schema, type_name: str) -> str:
    """The type itself; for a domain, the one it is over."""
    while domain := domain_of(schema, type_name):
        type_name = domain.type
    return type_name


def domain_of(schema: Schema, type_name: str) -> Domain | None:
    """The domain of that name, with its namespace or without "public"; None where it is no domain."""
    for name, domain in schema.domains.items():
        if type_name in (qualified(name), f"{identifier(name.schema)}.{identifier(name.name)}"):
            return domain
    return None


def columns_of(schema: Schema) -> Iterator[tuple[Table, Column]]:
    """All columns of tables that stand in their own table, not only in its parent."""
    for table in schema.tables.values():
        yield from ((table, column) for column in table.columns if not column.inherited)


def typed_places(schema: Schema) -> Iterator[TypedPlace]:
    """All places where somebody chose a type: columns, domains and the attributes of composite types."""
    for table, column in columns_of(schema):
        yield TypedPlace(part_of("column", table.name, column.name), column.name, column.type)
    for name, domain in schema.domains.items():
        yield TypedPlace(of("domain", name), name.name, domain.type)
    for name, composite in schema.composites.items():
        for attribute in composite.attributes:
            yield TypedPlace(part_of("attribute", name, attribute.name), attribute.name, attribute.type)
