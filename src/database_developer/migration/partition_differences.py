"""What separates two schemas, told apart for partitions: what is done to them, and what comes by way of their tables.

A partition that stays follows its table. One that is taken out has all its parts as its own from then on; one that is
put in has them as its own until then: so every other operation meets an ordinary table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from database_developer.diff.addresses import address_of
from database_developer.migration.conversions import conversions
from database_developer.model.differences import Difference, Differences, Renaming
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Schema, Trigger


def settled(differences: Differences, current: Schema, after: Schema, told: tuple[Renaming, ...]) -> Differences:
    """The differences that operations answer; those that follow from others are set aside.

    ``current`` is the schema before, with everything under its name of afterwards; ``told`` are the tables of
    which somebody said which partition they become.
    """
    parts = {name for schema in (current, after) for name, it in schema.tables.items() if it.partition_of}
    adopted = conversions(current, after, told)
    swapped = {end.name for it in adopted for end in (it.before, it.after)} & parts
    items: list[Difference] = []
    followed: list[Difference] = []
    for item in differences.items:
        own, with_parts = _sorted(item, parts, swapped, (current, after))
        items += own
        followed += with_parts
    followed += _as_before(parts, current, after, {it.address for it in differences.items})
    return replace(differences, items=tuple(items), followed=tuple(followed), adopted=adopted)


def _as_before(
    parts: Collection[QualifiedName], current: Schema, after: Schema, known: Collection[Address]
) -> Iterator[Difference]:
    """What a partition has from above on both sides, though it is taken out and put in again."""
    for name in sorted(parts):
        new = after.tables.get(name)
        if name in current.tables and new is not None and new.partition_of and not _stays(name, current, after):
            things: tuple[Any, ...] = (*new.columns, *new.constraints, *new.indexes)
            for thing in things:
                address = address_of(thing, name)
                if thing.inherited and address not in known:
                    yield Difference(address=address, before=thing, after=thing)


def _sorted(
    item: Difference, parts: Collection[QualifiedName], swapped: Collection[QualifiedName], ends: tuple[Schema, Schema]
) -> tuple[Iterable[Difference], Iterable[Difference]]:
    """The difference among those that are answered, those that follow, or changed for both."""
    place, is_inherited = item.address, _is_inherited(item)
    if place.name in swapped and place.kind == "table":
        return (), (item,)
    if place.owner in swapped and is_inherited:
        return (), (item,)
    if place.owner not in parts or not is_inherited:
        return (item,), ()
    if _goes_with_its_table(place.owner, *ends):
        return (), (item,)
    if place.owner is not None and _stays(place.owner, *ends):
        return (), (item,)
    return _own(item), _by_attaching(item)


def _is_inherited(item: Difference) -> bool:
    return any(getattr(it, "inherited", False) for it in (item.before, item.after))


def _goes_with_its_table(name: QualifiedName | None, current: Schema, after: Schema) -> bool:
    """Whether neither the partition nor the table that it is a part of is there afterwards."""
    old = current.tables.get(name) if name is not None and name not in after.tables else None
    return old is not None and old.partition_of is not None and old.partition_of.parent not in after.tables


def _stays(name: QualifiedName, current: Schema, after: Schema) -> bool:
    """Whether the partition is one of the same table, for the same values, on both sides."""
    old, new = current.tables.get(name), after.tables.get(name)
    return old is not None and new is not None and old.partition_of == new.partition_of is not None


def _own(item: Difference) -> Iterator[Difference]:
    """What is left to do while the table stands alone."""
    before, after = _alone(item.before), item.after
    if isinstance(after, Column):
        yield from _unless_same(item, before, _alone(after))
    elif after is None or not getattr(after, "inherited", False):
        yield from _unless_same(item, before, after)
    elif before is not None:
        alone = _flagless(after)
        is_same = replace(before, comment=alone.comment) == alone
        yield from _unless_same(item, before, alone if is_same else None)


def _unless_same(item: Difference, before: Any, after: Any) -> Iterator[Difference]:
    if before != after:
        yield replace(item, before=before, after=after)


def _by_attaching(item: Difference) -> Iterator[Difference]:
    """What the operation that puts the table into its place has to know."""
    if getattr(item.after, "inherited", False) and (not isinstance(item.after, Column) or item.after.identity):
        yield item


def _alone(thing: Any) -> Any:
    """The part as its table's own; a trigger from above is not there."""
    if not getattr(thing, "inherited", False):
        return thing
    if isinstance(thing, Trigger):
        return None
    alone = _flagless(thing)
    return replace(alone, identity=None) if isinstance(alone, Column) else alone


def _flagless(thing: Any) -> Any:
    return replace(thing, inherited=False)
