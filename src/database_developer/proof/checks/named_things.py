"""Every name in a schema, with the sort of name it is to the parser."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from database_developer.diff.addresses import MAPPINGS, PARTS, plain_name
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.schema import Function, Schema, Table, View

CALLED_LIKE_TYPES = frozenset({"function", "enum", "domain", "composite"})


class NamedThing(NamedTuple):
    """Something with a name of its own."""

    at: Address
    name: str


def named_things(schema: Schema) -> Iterator[NamedThing]:
    """All that somebody named; extensions, and what came down from a parent table, are not."""
    for kind, mapping in MAPPINGS.items():
        if kind != "extension":
            for key, thing in getattr(schema, mapping).items():
                yield NamedThing(of(kind, key if isinstance(key, QualifiedName) else plain_name(key)), _own_name(thing))
    for owner in relations_of(schema):
        for kind, mapping in PARTS.items():
            for part in getattr(owner, mapping, ()):
                if not getattr(part, "inherited", False):
                    yield NamedThing(part_of(kind, owner.name, part.name), part.name)


def relations_of(schema: Schema) -> Iterator[Table | View]:
    """The tables and the views."""
    return chain(schema.tables.values(), schema.views.values())


def _own_name(thing: object) -> str:
    name = thing.name if isinstance(thing, Function) else getattr(thing, "name", "")
    return name.name if isinstance(name, QualifiedName) else str(name)
