"""What the bodies of functions name, as far as the same migration changes it."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.diff.addresses import find
from database_developer.migration.mentions import calls, reads
from database_developer.model.differences import Difference, Differences, Thing
from database_developer.model.names import Address
from database_developer.model.schema import Column, Enum, Function, Schema, View

Awaited = tuple[Address, Thing]


def awaited(function: Function, differences: Differences) -> tuple[Awaited, ...]:
    """What the body names and the migration makes or changes, as it will be; columns too."""
    return tuple((item.address, item.after) for item in _named(function, differences) if item.after is not None)


def is_touched(function: Function, differences: Differences) -> bool:
    """Whether the migration changes, renames or removes anything that the body may name."""
    return bool(differences.renamings) or any(True for _ in _named(function, differences))


def are_settled(things: tuple[Awaited, ...], schema: Schema) -> bool:
    """Whether all of these stand as they will be, as far as a body can tell."""
    return all(_shape(find(schema, address)) == _shape(thing) for address, thing in things)


def _named(function: Function, differences: Differences) -> Iterator[Difference]:
    named = reads(function) if differences.items else frozenset()
    if not named:
        return
    for item in differences.items:
        address, thing = item.address, item.after or item.before
        if isinstance(thing, Function):
            is_named = calls(thing.name) in named and thing.signature != function.signature
        elif isinstance(thing, Column):
            is_named = any(it.name == address.owner for it in named)
        else:
            is_named = address in named
        if is_named:
            yield item


def _shape(thing: Thing | None) -> object:
    """What of a thing a body depends on."""
    if isinstance(thing, Column):
        return thing.type
    if isinstance(thing, View):
        return [(column.name, column.type) for column in thing.columns]
    if isinstance(thing, Function):
        return (thing.returns, thing.procedure)
    if isinstance(thing, Enum):
        return thing.labels
    return thing is not None
