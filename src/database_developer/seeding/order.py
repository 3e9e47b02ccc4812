"""The order in which tables are filled, and which foreign keys must wait for an UPDATE."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, Schema, Table
from database_developer.seeding.sources import is_required


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A foreign key that is filled after all rows are there."""

    table: QualifiedName
    constraint: Constraint


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """Tables, parents first; keys that wait; and tables that cannot be filled, with the reason."""

    tables: tuple[QualifiedName, ...]
    waiting: tuple[Waiting, ...]
    impossible: tuple[tuple[QualifiedName, str], ...]


def in_order(schema: Schema, tables: tuple[QualifiedName, ...]) -> Order:
    """Parents before children; circles are opened at a key that may be NULL for a while."""
    remaining, done = dict.fromkeys(tables), list[QualifiedName]()
    waiting = [Waiting(table=name, constraint=key) for name in remaining for key in _own_circles(schema.table(name))]
    impossible: list[tuple[QualifiedName, str]] = []
    while remaining:
        ready = [name for name in remaining if not _open_parents(schema.table(name), remaining, waiting)]
        if ready:
            done += ready
            remaining = dict.fromkeys(name for name in remaining if name not in ready)
            continue
        opened = _opened(schema, remaining, waiting)
        if opened is None:
            hopeless = next(iter(remaining))
            impossible.append((hopeless, "its foreign keys go round in a circle and none of them may be NULL"))
            del remaining[hopeless]
        else:
            waiting.append(opened)
    return Order(tables=tuple(done), waiting=tuple(waiting), impossible=tuple(impossible))


def may_wait(table: Table, key: Constraint) -> bool:
    """Whether some column of the key may be NULL until the key is filled."""
    return any(not is_required(table, column) for column in key.columns)


def _own_circles(table: Table) -> list[Constraint]:
    return [
        key
        for key in table.foreign_keys
        if key.reference is not None and key.reference.table == table.name and may_wait(table, key)
    ]


def _open_parents(table: Table, remaining: Collection[QualifiedName], waiting: list[Waiting]) -> list[Constraint]:
    put_off = {one.constraint.name for one in waiting if one.table == table.name}
    return [
        key
        for key in table.foreign_keys
        if key.reference is not None
        and key.name not in put_off
        and key.reference.table != table.name
        and key.reference.table in remaining
    ]


def _opened(schema: Schema, remaining: Collection[QualifiedName], waiting: list[Waiting]) -> Waiting | None:
    for name in remaining:
        for key in _open_parents(schema.table(name), remaining, waiting):
            if may_wait(schema.table(name), key) and _reaches(schema, key, name, remaining):
                return Waiting(table=name, constraint=key)
    return None


def _reaches(schema: Schema, key: Constraint, goal: QualifiedName, remaining: Collection[QualifiedName]) -> bool:
    """Whether the key's parent depends, however far, on the table itself."""
    start = key.reference.table if key.reference is not None else goal
    seen, ahead = set[QualifiedName](), [start]
    while ahead:
        name = ahead.pop()
        if name == goal:
            return True
        if name in seen or name not in remaining:
            continue
        seen.add(name)
        ahead += [one.reference.table for one in schema.table(name).foreign_keys if one.reference is not None]
    return False
