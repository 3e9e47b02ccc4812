"""What separates two schemas, told apart for partitions: what is done to them, and what comes by way of their tables.

A partition that stays follows its table. One that is taken out has all its parts as its own from then on; one that is
put in has them as its own until then: so every other operation meets an ordinary table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from database_developer.model.differences import Difference, Differences, Renaming
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Schema, TableKind, Trigger


def settled(differences: Differences, current: Schema, after: Schema, adopted: tuple[Renaming, ...]) -> Differences:
    """The differences that operations answer; those that follow from others are set aside.

    ``current`` is the schema before, with everything under its name of afterwards.
    """
    parts = {name for schema in (current, after) for name, it in schema.tables.items() if it.partition_of}
    if not parts:
        return replace(differences, adopted=adopted)
    items: list[Difference] = []
    followed: list[Difference] = []
    for item in differences.items:
        if item.address.owner not in parts or not _is_inherited(item):
            items.append(item)
        elif _stays(item.address.owner, current, after):
            followed.append(item)
        else:
            items += _own(item)
            followed += _by_attaching(item)
    return replace(differences, items=tuple(items), followed=tuple(followed), adopted=adopted)


def joins(
    before: Schema, after: Schema, renamings: Iterable[Renaming]
) -> tuple[tuple[Renaming, ...], tuple[Renaming, ...]]:
    """The renamings, and apart from them those of tables that live on as a partition of a new one of their name."""
    told = tuple(renamings)
    adopted = tuple(it for it in told if it.after.kind == "table" and _is_adoption(it, before, after))
    return tuple(it for it in told if it not in adopted), adopted


def _is_adoption(renaming: Renaming, before: Schema, after: Schema) -> bool:
    old, new = renaming.before.name, after.tables.get(renaming.before.name)
    part = after.tables.get(renaming.after.name)
    if old not in before.tables or new is None or part is None or part.partition_of is None:
        return False
    return new.kind is TableKind.PARTITIONED and part.partition_of.parent == old


def _is_inherited(item: Difference) -> bool:
    return any(getattr(it, "inherited", False) for it in (item.before, item.after))


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
    if getattr(item.after, "inherited", False) and not isinstance(item.after, Column):
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
