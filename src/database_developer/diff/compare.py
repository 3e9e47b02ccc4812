"""What separates one schema from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from database_developer.diff.addresses import MAPPINGS, PARTS, address_of
from database_developer.diff.renaming import in_order, renamed
from database_developer.diff.renaming.extensions import moved_extensions
from database_developer.model.differences import Difference, Differences, Renaming, Thing
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Schema, Table, View


def compare(before: Schema, after: Schema, renamings: tuple[Renaming, ...] = ()) -> Differences:
    """The differences between two schemas; column order is none.

    With renamings, ``before`` is renamed in memory first: what remains are true differences, under their
    names of afterwards. Raises DesignImpossible where a renaming does not fit ``before``.
    """
    renamings = with_moved_extensions(before, after, renamings)
    if renamings:
        before = renamed(before, renamings)
    items = sorted(_schema(before, after), key=lambda item: sort_key(item.address))
    return Differences(renamings=in_order(renamings), items=tuple(items))


def with_moved_extensions(before: Schema, after: Schema, renamings: tuple[Renaming, ...]) -> tuple[Renaming, ...]:
    """The renamings, and the extensions that stand elsewhere afterwards: nobody has to say so, for their names stay."""
    told = {it.before.name.name for it in renamings if it.before.kind == "extension"}
    current = renamed(before, tuple(it for it in renamings if it.after.kind == "namespace")) if renamings else before
    return (*renamings, *(it for it in moved_extensions(current, after) if it.before.name.name not in told))


def sort_key(address: Address) -> tuple[str, str, str, str, str]:
    """Orders addresses by kind, owner and name."""
    owner = address.owner or QualifiedName("", "")
    return (address.kind, owner.schema, owner.name, address.name.schema, address.name.name)


def _schema(before: Schema, after: Schema) -> Iterator[Difference]:
    for kind, mapping in MAPPINGS.items():
        old, new = getattr(before, mapping), getattr(after, mapping)
        if old != new:
            yield from _standing(kind, old, new)


def _standing(kind: str, before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Iterator[Difference]:
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if kind in ("table", "view"):
            yield from _relation(old, new)
        else:
            yield Difference(address=address_of(after[key] if key in after else before[key]), before=old, after=new)


def _relation(before: Table | View | None, after: Table | View | None) -> Iterator[Difference]:
    """A table's or view's own difference, and those of its parts."""
    found = after or before
    if found is None:
        return
    stays = before is not None and after is not None
    own_before, own_after = _own(before, stays=stays), _own(after, stays=stays)
    if own_before != own_after:
        yield Difference(address=address_of(found), before=own_before, after=own_after)
    for kind in _parts(found, stays=stays):
        attribute = PARTS[kind]
        yield from _each_part(found.name, getattr(before, attribute, ()), getattr(after, attribute, ()))


def _parts(relation: Table | View, *, stays: bool) -> Iterator[str]:
    """Which parts have differences of their own: a table's columns only where it stands on both sides."""
    for kind, attribute in PARTS.items():
        if hasattr(relation, attribute) and (kind != "column" or (stays and isinstance(relation, Table))):
            yield kind


def _own(relation: Table | View | None, *, stays: bool) -> Table | View | None:
    if isinstance(relation, View):
        return replace(relation, indexes=(), triggers=())
    if relation is None:
        return None
    columns = () if stays else relation.columns
    return replace(relation, columns=columns, constraints=(), indexes=(), triggers=(), policies=(), statistics=())


def _each_part(owner: QualifiedName, before: Iterable[Any], after: Iterable[Any]) -> Iterator[Difference]:
    if before == after:
        return
    old: dict[str, Thing] = {part.name: part for part in before}
    new: dict[str, Thing] = {part.name: part for part in after}
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            thing = new.get(name) or old[name]
            yield Difference(address=address_of(thing, owner), before=old.get(name), after=new.get(name))
