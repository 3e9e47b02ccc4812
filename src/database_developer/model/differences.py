"""What separates one schema from another, as a flat list of differences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from database_developer.model.names import Address
from database_developer.model.schema import (
    Column,
    Composite,
    Constraint,
    Domain,
    Enum,
    Extension,
    Function,
    Index,
    Namespace,
    Policy,
    Sequence,
    Statistics,
    Table,
    Trigger,
    View,
)

Thing = (
    Namespace
    | Extension
    | Enum
    | Domain
    | Composite
    | Sequence
    | Table
    | View
    | Function
    | Column
    | Constraint
    | Index
    | Trigger
    | Policy
    | Statistics
)
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One object that was added (``before`` is None), removed (``after`` is None) or changed.

    A table's own difference carries only what is the table's own (kind, options, comment, grants,
    row security, ...): each of its parts has a difference of its own, also where the whole table is
    added or removed (an added table: one difference for the table, and one for each constraint,
    index, trigger and policy; its columns come with it, in order, and have none).
    """

    address: Address
    before: Thing | None = None
    after: Thing | None = None

    @property
    def is_addition(self) -> bool:
        """Whether the object exists only afterwards."""
        return self.before is None

    @property
    def is_removal(self) -> bool:
        """Whether the object exists only before."""
        return self.after is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Renaming:
    """An object that has another name afterwards; told by somebody, never guessed.

    ``before`` and ``after`` are addresses of the same kind: "table", "column", "constraint",
    "index", "enum", ... For a column, ``after.owner`` is the table's name after all renamings.
    """

    before: Address
    after: Address


@dataclass(frozen=True, kw_only=True, slots=True, weakref_slot=True)
class Differences:
    """All that separates two schemas, ordered by address; renamings first.

    ``followed`` are differences of partitions that come about when the tables they are parts of change.
    ``adopted`` says of tables that become partitioned which of their partitions keeps the rows.
    """

    renamings: tuple[Renaming, ...] = ()
    items: tuple[Difference, ...] = ()
    followed: tuple[Difference, ...] = ()
    adopted: tuple[Renaming, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items or self.renamings)

    def added(self, kind: type[T]) -> Iterator[tuple[Address, T]]:
        """The objects of that class that exist only afterwards."""
        for item in self.items:
            if item.before is None and isinstance(item.after, kind):
                yield item.address, item.after

    def removed(self, kind: type[T]) -> Iterator[tuple[Address, T]]:
        """The objects of that class that exist only before."""
        for item in self.items:
            if item.after is None and isinstance(item.before, kind):
                yield item.address, item.before

    def changed(self, kind: type[T]) -> Iterator[tuple[Address, T, T]]:
        """The objects of that class that exist on both sides and differ: (address, before, after)."""
        for item in self.items:
            if isinstance(item.before, kind) and isinstance(item.after, kind):
                yield item.address, item.before, item.after
