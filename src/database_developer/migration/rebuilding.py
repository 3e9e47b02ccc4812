"""Which objects are dropped and made again, and which only have another name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from database_developer.diff.addresses import MAPPINGS, PARTS, address_of, find
from database_developer.diff.remembering import remembered
from database_developer.diff.renaming import renamed
from database_developer.migration.in_place import only_deferral_differs, replaced_in_place
from database_developer.migration.in_the_way import Obstacles, blocked_functions, blocked_parts, blocked_views
from database_developer.migration.late import late_when_dropped, late_when_made
from database_developer.migration.mentions import KEYS, calls, needs, provides
from database_developer.migration.replacing import is_replaceable_function, is_replaceable_view
from database_developer.migration.types import needs_no_rewrite
from database_developer.model.differences import Difference, Differences, Renaming, Thing
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.schema import (
    Column,
    Constraint,
    ConstraintKind,
    Function,
    Index,
    Policy,
    Schema,
    Statistics,
    Table,
    Trigger,
    View,
)

Part = (Constraint, Index, Trigger, Policy, Statistics)
Placed = tuple[Address, Thing]
Places = Mapping[Address, Thing]


@dataclass(frozen=True, kw_only=True)
class Rebuilding:
    """What is dropped, under its names of before, and what is made, under its names of after.

    Views come whole, with their indexes and triggers. What is in both was changed, or stood in the way.
    """

    cleared: tuple[Placed, ...]
    built: tuple[Placed, ...]
    again: Mapping[Address, Thing]
    """What is dropped and made again, as it was."""
    ended: tuple[Placed, ...]
    """What is dropped for good."""
    early: frozenset[Address]
    """The functions that are dropped before anything is renamed, for they hold views that are."""
    obstacles: Obstacles
    """What all this makes way for."""
    replaced: frozenset[Address]
    """The changed indexes and constraints of which one always holds."""

    def leaners(self, address: Address) -> tuple[Placed, ...]:
        """What leans on an object that is made anew, and is dropped for good; the last to lean first.

        A rollback from before the beginning meets both: it has to drop these before the object.
        """
        if address not in self.again:
            return ()
        found: dict[Address, Thing] = {}
        wanted = set(provides(self.again[address], address.owner))
        more = True
        while more:
            more = False
            for place, thing in self.ended:
                if place not in found and not wanted.isdisjoint(needs(thing, place.owner)):
                    found[place] = thing
                    wanted.add(place)
                    more = True
        return tuple(reversed(found.items()))


@remembered
def rebuilding(differences: Differences, before: Schema) -> Rebuilding:
    """What the differences call for; ``before`` is the schema before anything was renamed."""
    current = renamed(before, differences.renamings) if differences.renamings else before
    items = {item.address: item for item in differences.items}
    replaced = frozenset(it for it in replaced_in_place(differences, before) if _is_rebuilt(items[it]))
    gone, made = _called_for(differences, {it: item for it, item in items.items() if it not in replaced})
    _add_blocked(gone, made, current, items, differences.renamings)
    views = {address.name for address in gone if address.kind == "view"}
    cleared = {address: thing for address, thing in gone.items() if address.owner not in views}
    fresh = {address.name for address in made if address.kind == "view"}
    built = {address: thing for address, thing in made.items() if address.owner not in fresh}
    of_views = [item for item in differences.items if item.address.owner in fresh]
    early = frozenset(_early(gone)) if differences.renamings else frozenset()
    late = {it for it, thing in gone.items() if isinstance(thing, Function) and it not in early}
    originals = {
        it: (it, thing) if it in late else _as_before(it, thing, current, before, differences)
        for it, thing in cleared.items()
    }
    again = {address: thing for address, thing in gone.items() if address in made}
    return Rebuilding(
        cleared=tuple(originals.values()),
        built=tuple((address, _whole(thing, current, of_views)) for address, thing in built.items()),
        again=again,
        ended=tuple(placed for address, placed in originals.items() if address not in again),
        early=frozenset(originals[it][0] for it in early),
        obstacles=_obstacles(gone, items, differences.renamings),
        replaced=replaced - gone.keys(),
    )


def _early(gone: Places) -> Iterator[Address]:
    """The functions that hold a view fast, or another such function."""
    held = {address for address in gone if address.kind == "view"}
    functions = {address: thing for address, thing in gone.items() if isinstance(thing, Function)}
    more = True
    while more:
        more = False
        for address, thing in functions.items():
            if calls(thing.name) not in held and not held.isdisjoint(needs(thing)):
                held.add(calls(thing.name))
                more = True
                yield address


def twins(differences: Differences) -> tuple[Renaming, ...]:
    """Constraints and indexes that differ in nothing but the name: they are renamed, whoever said it or not."""
    added = [item for item in differences.items if item.is_addition and isinstance(item.after, (Constraint, Index))]
    free: dict[Any, list[Address]] = {}
    for item in added:
        free.setdefault(_but_name(item.address, item.after), []).append(item.address)
    pairs = []
    for item in differences.items if added else ():
        if item.is_removal and isinstance(item.before, (Constraint, Index)):
            candidates = free.get(_but_name(item.address, item.before))
            if candidates:
                pairs.append(Renaming(before=item.address, after=candidates.pop(0)))
    return tuple(pairs)


def _but_name(address: Address, thing: Any) -> tuple[Any, ...]:
    return (address.kind, address.owner, replace(thing, name=""))


def comes_with_table(thing: Thing) -> bool:
    """Whether a new table's constraint stands in its CREATE TABLE: all but foreign keys and the unvalidated."""
    if not isinstance(thing, Constraint) or thing.kind is ConstraintKind.FOREIGN_KEY:
        return False
    return thing.validated or not thing.enforced


def _called_for(
    differences: Differences, items: Mapping[Address, Difference]
) -> tuple[dict[Address, Thing], dict[Address, Thing]]:
    """What the differences themselves say is dropped and made, under the names of after."""
    renamed_parts = {address for pair in twins(differences) for address in (pair.before, pair.after)}
    removed = {address.name for address, _ in differences.removed(Table)}
    added = {address.name for address, _ in differences.added(Table)}
    late = late_when_made(differences) | late_when_dropped(differences)
    gone: dict[Address, Thing] = {}
    made: dict[Address, Thing] = {}
    for address, item in items.items():
        if address in renamed_parts or not _is_rebuilt(item):
            continue
        if item.before is not None and (
            address.owner not in removed or address in late or _is_foreign_key(item.before)
        ):
            gone[address] = item.before
        if item.after is not None and (
            address.owner not in added or address in late or not comes_with_table(item.after)
        ):
            made[address] = item.after
    return gone, made


def _is_rebuilt(item: Difference) -> bool:
    """Whether the object is dropped, made, or both: it has no form of change in place."""
    before, after = item.before, item.after
    if isinstance(before or after, View):
        return before is None or after is None or not is_replaceable_view(before, after)
    if isinstance(before or after, Function):
        return before is None or after is None or not is_replaceable_function(before, after)
    if not isinstance(before or after, Part) or getattr(before or after, "inherited", False):
        return False
    if before is None or after is None:
        return True
    in_place = (only_comment_differs, only_validation_differs, only_deferral_differs, only_place_or_target_differs)
    return not any(differs(before, after) for differs in in_place)


def only_comment_differs(before: Any, after: Any) -> bool:
    """Whether the two are the same but for the comment."""
    return bool(replace(before, comment=after.comment) == after)


def only_validation_differs(before: Thing, after: Thing) -> bool:
    """Whether a constraint is as it was, except that it has yet to be validated."""
    if not (isinstance(before, Constraint) and isinstance(after, Constraint)):
        return False
    if before.validated or not after.validated or not before.enforced:
        return False
    definition = before.definition.removesuffix(" NOT VALID")
    return replace(before, validated=True, definition=definition, comment=after.comment) == after


def only_place_or_target_differs(before: Any, after: Any) -> bool:
    """Whether a statistics object has the same definition."""
    return isinstance(before, Statistics) and isinstance(after, Statistics) and before.definition == after.definition


def _is_foreign_key(thing: Thing) -> bool:
    return isinstance(thing, Constraint) and thing.kind is ConstraintKind.FOREIGN_KEY


def _add_blocked(
    gone: dict[Address, Thing],
    made: dict[Address, Thing],
    current: Schema,
    items: Mapping[Address, Difference],
    renamings: tuple[Renaming, ...],
) -> None:
    """What is the same on both sides, or could be replaced, but stands in the way of another change."""
    known = -1
    while known < len(gone):  # what is dropped for another change's sake may itself be leaned on
        known = len(gone)
        obstacles = _obstacles(gone, items, renamings)
        if not obstacles:
            return
        for address, thing in _blocked(current, obstacles, items):
            item = items.get(address)
            after = thing if item is None else item.after
            gone.setdefault(address, thing)
            if after is not None:
                made.setdefault(address, after)


def _blocked(current: Schema, obstacles: Obstacles, items: Mapping[Address, Difference]) -> Iterator[Placed]:
    for name, part in blocked_parts(current, obstacles):
        address = address_of(part, name)
        item = items.get(address)
        if item is None or (item.before is not None and item.after is not None):
            yield address, part
    for view in blocked_views(current, obstacles, changed={it.name for it in items if it.kind == "view"}):
        yield address_of(view), view
    for function in blocked_functions(current, obstacles):
        yield address_of(function), function


def _obstacles(gone: Places, items: Mapping[Address, Difference], renamings: tuple[Renaming, ...]) -> Obstacles:
    retyped = dict(_retyped(items))
    return Obstacles(
        columns=frozenset(retyped),
        rewritten=frozenset(place for place, is_rewritten in retyped.items() if is_rewritten),
        keys=frozenset(_keys(gone)),
        functions=frozenset(thing.name for thing in gone.values() if isinstance(thing, Function)),
        renamed=frozenset(_renamed_places(renamings)),
        views=frozenset(address.name for address in gone if address.kind == "view"),
    )


def _retyped(items: Mapping[Address, Difference]) -> Iterator[tuple[tuple[QualifiedName, str], bool]]:
    """The columns that get another type, and whether their values are converted."""
    for address, item in items.items():
        before, after = item.before, item.after
        if not (isinstance(before, Column) and isinstance(after, Column) and address.owner):
            continue
        if (before.type, before.collation) != (after.type, after.collation):
            yield (address.owner, address.name.name), not needs_no_rewrite(before.type, after.type)


def _keys(gone: Places) -> Iterator[tuple[QualifiedName, frozenset[str]]]:
    for address, thing in gone.items():
        if isinstance(thing, Constraint) and thing.kind in KEYS and address.owner:
            yield address.owner, frozenset(thing.columns)
        if isinstance(thing, Index) and thing.unique and address.owner:
            yield address.owner, frozenset(it.text for it in thing.keys)


def _renamed_places(renamings: tuple[Renaming, ...]) -> Iterator[QualifiedName]:
    for renaming in renamings:
        if renaming.after.kind in ("table", "view"):
            yield renaming.after.name
        elif renaming.after.kind == "column" and renaming.after.owner:
            yield renaming.after.owner


def _as_before(
    address: Address, thing: Thing, current: Schema, before: Schema, differences: Differences
) -> tuple[Address, Thing]:
    """The object under the names it has before anything is renamed; a view with all its parts."""
    if not differences.renamings:
        return address, current.views[address.name] if isinstance(thing, View) else thing
    original = original_address(address, differences.renamings, before, current)
    found = find(before, original)
    assert found is not None  # noqa: S101 - it came from there
    return original, found


def original_address(address: Address, renamings: tuple[Renaming, ...], before: Schema, current: Schema) -> Address:
    """The address that an object had before anything was renamed; renaming keeps the order of things."""
    if address.owner is None:
        return of(address.kind, _original_name(address.kind, address.name, before, current))
    own = next((it.before for it in renamings if it.after == address), address)
    kind = "table" if address.owner in current.tables else "view"
    return part_of(address.kind, _original_name(kind, address.owner, before, current), own.name.name)


def _original_name(kind: str, name: QualifiedName, before: Schema, current: Schema) -> QualifiedName:
    names = zip(getattr(current, MAPPINGS[kind]), getattr(before, MAPPINGS[kind]), strict=True)
    return next((old for new, old in names if new == name), name)


def _whole(thing: Thing, current: Schema, items: list[Difference]) -> Thing:
    """A view with the indexes and triggers it has afterwards; anything else as it is."""
    if not isinstance(thing, View):
        return thing
    own = [item for item in items if item.address.owner == thing.name]
    there = current.views.get(thing.name)
    return replace(thing, indexes=_parts_after("index", there, own), triggers=_parts_after("trigger", there, own))


def _parts_after(kind: str, there: View | None, items: list[Difference]) -> tuple[Any, ...]:
    parts = {part.name: part for part in getattr(there, PARTS[kind], ())}
    parts |= {item.address.name.name: item.after for item in items if item.address.kind == kind}
    return tuple(parts[name] for name in sorted(parts) if parts[name] is not None)
