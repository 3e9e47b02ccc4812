"""The objects that stay and have another comment or other privileges."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.diff.addresses import address_of
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences, Thing
from database_developer.model.names import Address
from database_developer.model.schema import Schema, View

Pair = tuple[Address, Thing, Thing]


def staying(differences: Differences, before: Schema, field: str) -> Iterator[Pair]:
    """Each object in which the field differs; what is made anew brings its own."""
    wished = [pair for pair in _changed(differences) if getattr(pair[1], field, ()) != getattr(pair[2], field, ())]
    found = rebuilding(differences, before) if wished else None
    again = {*found.again, *found.replaced} if found else set()
    views = {address.name for address in again if address.kind == "view"}
    return (pair for pair in wished if pair[0] not in again and pair[0].owner not in views)


def _changed(differences: Differences) -> Iterator[Pair]:
    """The objects on both sides, and where it is a view its columns, which have no differences of their own."""
    for item in differences.items:
        if item.before is not None and item.after is not None:
            yield item.address, item.before, item.after
            if isinstance(item.before, View) and isinstance(item.after, View):
                yield from _columns(item.before, item.after)


def _columns(before: View, after: View) -> Iterator[Pair]:
    old = {column.name: column for column in before.columns}
    for column in after.columns:
        if column.name in old:
            yield address_of(column, after.name), old[column.name], column
