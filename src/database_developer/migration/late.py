"""What hangs on a new table and calls a function that needs the table itself, so that it comes after both.

The same is true of a table that goes, the other way round: it lets go first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from database_developer.diff.addresses import address_of
from database_developer.migration.mentions import calls, mentioned, needs
from database_developer.model.differences import Differences, Thing
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.schema import Column, Constraint, Function, Index, Policy, Statistics, Table, Trigger

Part = Constraint | Index | Policy | Statistics | Trigger
Placed = tuple[Address, Thing]


def late_when_made(differences: Differences) -> frozenset[Address]:
    """The parts of new tables, and the columns for their defaults, that come after the table."""
    return _in_circles([(it.address, it.after) for it in differences.items if it.is_addition and it.after is not None])


def late_when_dropped(differences: Differences) -> frozenset[Address]:
    """The parts of tables that go, and the columns for their defaults, that go before the table."""
    return _in_circles([(it.address, it.before) for it in differences.items if it.is_removal and it.before is not None])


def without_late(table: Table, late: frozenset[Address]) -> Table:
    """The table less what comes, or goes, apart from it."""
    if not any(it.owner == table.name for it in late):
        return table

    def kept(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(it for it in parts if address_of(it, table.name) not in late)

    columns = (replace(it, default=None) if address_of(it, table.name) in late else it for it in table.columns)
    changed: dict[str, object] = {
        attribute: kept(getattr(table, attribute))
        for attribute in ("constraints", "indexes", "policies", "statistics", "triggers")
    }
    return replace(table, columns=tuple(columns), **changed)  # type: ignore[arg-type]


def defaults_of(differences: Differences, late: frozenset[Address]) -> Iterator[tuple[QualifiedName, Column]]:
    """The columns, with their tables, whose defaults are among these."""
    for item in differences.items:
        table = item.after or item.before
        if isinstance(table, Table):
            for column in table.columns:
                if part_of("column", table.name, column.name) in late:
                    yield table.name, column


def _in_circles(things: list[Placed]) -> frozenset[Address]:
    standing = _standing(things)
    if not any(address.kind == "function" for address in standing):
        return frozenset()
    return frozenset(
        address for address, owner, text in _calling(things) if _reaches(of("table", owner), mentioned(text), standing)
    )


def _standing(things: list[Placed]) -> dict[Address, list[Thing]]:
    """What stands by itself, functions by the name by which they are called."""
    found: dict[Address, list[Thing]] = {}
    for address, thing in things:
        if address.owner is None:
            place = calls(thing.name) if isinstance(thing, Function) else address
            found.setdefault(place, []).append(thing)
    return found


def _calling(things: list[Placed]) -> Iterator[tuple[Address, QualifiedName, str]]:
    """What may call a function: its address, its table and its text."""
    for address, thing in things:
        if isinstance(thing, Table):
            for column in thing.columns:
                if column.default is not None:
                    yield part_of("column", thing.name, column.name), thing.name, column.default
        elif address.owner is not None and isinstance(thing, Policy):
            yield address, address.owner, f"{thing.using or ''} {thing.check or ''}"
        elif address.owner is not None and isinstance(thing, Constraint | Index | Statistics | Trigger):
            yield address, address.owner, thing.definition


def _reaches(goal: Address, starts: Iterable[Address], standing: dict[Address, list[Thing]]) -> bool:
    """Whether a function that is named leads to the table."""
    waiting = [it for it in starts if it.kind == "function" and it in standing]
    seen = set(waiting)
    while waiting:
        for thing in standing[waiting.pop()]:
            for address in needs(thing):
                if address == goal:
                    return True
                if address in standing and address not in seen:
                    seen.add(address)
                    waiting.append(address)
    return False
