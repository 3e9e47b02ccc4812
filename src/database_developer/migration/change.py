"""What the planner needs to know of an operation to put it in its place."""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar

from database_developer.model.differences import Renaming
from database_developer.model.migration import Operation
from database_developer.model.names import Address, QualifiedName


class Turn(IntEnum):
    """Where something is renamed: what runs before it under the old names, and what after it."""

    CLEARING = 0
    RENAMING = 1
    BUILDING = 2


class Stage(IntEnum):
    """The order that reads well where nothing demands another."""

    VIEWS_GO = 0
    RENAMES = 1
    NAMESPACES = 2
    EXTENSIONS = 3
    TYPES = 4
    SEQUENCES = 5
    FUNCTIONS = 6
    TABLES = 7
    VIEWS = 8
    REMOVALS = 9


class Change(Operation):
    """An operation that says what it makes, what it ends, and what the ended thing leaned on.

    ``turn`` and ``stage`` are the operation's usual place; ``rank`` orders the changes of one object.
    """

    turn: ClassVar[Turn] = Turn.BUILDING
    stage: ClassVar[Stage] = Stage.TABLES
    rank: ClassVar[int] = 0

    def creates(self) -> frozenset[Address]:
        """What stands as wished once this has run."""
        return frozenset()

    def removes(self) -> frozenset[Address]:
        """What no longer stands as it was once this has run."""
        return frozenset()

    def releases(self) -> frozenset[Address]:
        """What no longer has to stand for this object's sake; removed only after this."""
        return frozenset()

    def follows(self) -> frozenset[Address]:
        """What is better made before this runs; given up where it would lead in a circle."""
        return frozenset()

    def precedes(self) -> frozenset[Address]:
        """What is better removed only after this; given up where it would lead in a circle."""
        return frozenset()

    def opens(self) -> frozenset[QualifiedName]:
        """The tables of which every other change comes after this one."""
        return frozenset()

    def closes(self) -> frozenset[QualifiedName]:
        """The tables of which every other change comes before this one."""
        return frozenset()

    def order(self) -> int:
        """The place among the changes of one object."""
        return self.rank

    def when(self) -> Turn:
        """The side of the renamings on which this runs."""
        return self.turn


class Addition(Change):
    """Makes its subject."""

    def creates(self) -> frozenset[Address]:
        """The subject."""
        return frozenset({self.subject()})


class Removal(Change):
    """Ends its subject."""

    def removes(self) -> frozenset[Address]:
        """The subject."""
        return frozenset({self.subject()})


class Alteration(Change):
    """Changes its subject in place."""


def name_of(renaming: Renaming, address: Address) -> Address:
    """The place that a part's name takes up, for renamings that hand names on."""
    return Address(f"name of {address.kind}", renaming.after.owner, address.name)
