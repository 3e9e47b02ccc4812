"""Makes an extended statistics object: what ANALYZE finds out about columns together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Addition
from database_developer.migration.ddl import statistics
from database_developer.migration.editing import put_part
from database_developer.migration.mentions import needs
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Schema, Statistics


@dataclass(frozen=True, kw_only=True)
class CreateStatistics(Addition):
    """CREATE STATISTICS."""

    kind: ClassVar[str] = "create-statistics"
    rank: ClassVar[int] = 40
    owner: QualifiedName
    statistics: Statistics

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that is new, changed, or was in the way."""
        for address, made in rebuilding(differences, before).built:
            if isinstance(made, Statistics) and address.owner:
                yield cls(owner=address.owner, statistics=made)

    def subject(self) -> Address:
        """The statistics object."""
        return address_of(self.statistics, self.owner)

    def requires(self) -> frozenset[Address]:
        """Its namespace, its table and columns, and the functions it calls."""
        return needs(self.statistics, self.owner)

    def describe(self) -> str:
        """One line."""
        return f'make the statistics object "{self.statistics.name}" on "{self.owner}"'

    def apply(self, before: Schema) -> Schema:
        """With it."""
        return put_part(before, self.owner, self.statistics)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE STATISTICS; ANALYZE fills it."""
        return tuple(whole.statistics_of(self.owner, self.statistics, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP STATISTICS."""
        return Reversal(statements=(statistics.drop(self.owner, self.statistics, guarded=True),))
