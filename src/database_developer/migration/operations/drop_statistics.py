"""Removes an extended statistics object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Removal, Turn
from database_developer.migration.ddl import statistics
from database_developer.migration.editing import remove_part
from database_developer.migration.mentions import needs
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Schema, Statistics


@dataclass(frozen=True, kw_only=True)
class DropStatistics(Removal):
    """DROP STATISTICS."""

    kind: ClassVar[str] = "drop-statistics"
    turn: ClassVar[Turn] = Turn.CLEARING
    rank: ClassVar[int] = 4
    owner: QualifiedName
    statistics: Statistics

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that goes, changes, or is in the way."""
        for address, gone in rebuilding(differences, before).cleared:
            if isinstance(gone, Statistics) and address.owner:
                yield cls(owner=address.owner, statistics=gone)

    def subject(self) -> Address:
        """The statistics object."""
        return address_of(self.statistics, self.owner)

    def releases(self) -> frozenset[Address]:
        """Its namespace, its table and columns, and the functions it called."""
        return needs(self.statistics, self.owner)

    def describe(self) -> str:
        """One line."""
        return f'remove the statistics object "{self.statistics.name}" of "{self.owner}"'

    def apply(self, before: Schema) -> Schema:
        """Without it."""
        return remove_part(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP STATISTICS."""
        return (statistics.drop(self.owner, self.statistics),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """CREATE STATISTICS, unless it is there; the next ANALYZE fills it."""
        return Reversal(statements=tuple(whole.statistics_of(self.owner, self.statistics, facts, guarded=True)))
