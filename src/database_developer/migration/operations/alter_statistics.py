"""Changes how closely ANALYZE looks for an extended statistics object, or moves it to another namespace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of, plain_name
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import guards, statistics
from database_developer.migration.editing import put_part
from database_developer.migration.rebuilding import only_place_or_target_differs, rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import Schema, Statistics


@dataclass(frozen=True, kw_only=True)
class AlterStatistics(Alteration):
    """ALTER STATISTICS ... SET STATISTICS and SET SCHEMA."""

    kind: ClassVar[str] = "alter-statistics"
    rank: ClassVar[int] = 41
    owner: QualifiedName
    before: Statistics
    after: Statistics

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each with another target or namespace that stays otherwise."""
        changed = [it for it in differences.changed(Statistics) if only_place_or_target_differs(it[1], it[2])]
        again = rebuilding(differences, before).again if changed else {}
        for address, old, new in changed:
            is_other = (old.schema, old.target) != (new.schema, new.target)
            if address.owner and is_other and address not in again:
                yield cls(owner=address.owner, before=old, after=new)

    def subject(self) -> Address:
        """The statistics object."""
        return address_of(self.after, self.owner)

    def requires(self) -> frozenset[Address]:
        """The namespace it moves to."""
        return frozenset({of("namespace", plain_name(statistics.place_of(self.owner, self.after).schema))})

    def releases(self) -> frozenset[Address]:
        """The namespace it leaves."""
        return frozenset({of("namespace", plain_name(statistics.place_of(self.owner, self.before).schema))})

    def describe(self) -> str:
        """One line."""
        return f'change the statistics object "{self.after.name}" of "{self.owner}"'

    def apply(self, before: Schema) -> Schema:
        """With the target and the namespace of afterwards."""
        there = next(it for it in before.tables[self.owner].statistics if it.name == self.after.name)
        return put_part(before, self.owner, replace(there, schema=self.after.schema, target=self.after.target))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """A statement for each change."""
        return tuple(self._between(self.before, self.after))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same the other way round, where the object is there."""
        return Reversal(statements=tuple(self._between(self.after, self.before, guarded=True)))

    def _between(self, old: Statistics, new: Statistics, *, guarded: bool = False) -> Iterator[Statement]:
        def wrapped(statement: Statement, at: Statistics) -> Statement:
            there = guards.statistics_exist(statistics.place_of(self.owner, at))
            return guards.only_if(there, statement) if guarded else statement

        if old.schema != new.schema:
            yield wrapped(statistics.set_schema(self.owner, old, new), old)
        if old.target != new.target:
            yield wrapped(statistics.set_target(self.owner, new), new)
