"""Lets a column that was filled beside another one take its place, in one moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.migration.change import Alteration
from database_developer.migration.ddl import guards
from database_developer.migration.phases.swaps import Swap
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Migration, Reversal, Statement
from database_developer.model.names import Address, part_of
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class TradePlaces(Alteration):
    """All renames of a column's change of type in one statement; told by a rollout, never by differences."""

    kind: ClassVar[str] = "trade-places"
    swap: Swap
    within: Migration
    """What leads from the schema before the moment to the one after it."""

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """None: another type is answered by ``change-column-type``."""
        return iter(())

    def subject(self) -> Address:
        """The column."""
        return part_of("column", self.swap.table, self.swap.new.name)

    def describe(self) -> str:
        """One line."""
        old, new = self.swap.old, self.swap.new
        return f'put the column of type {new.type} in the place of "{old.name}" of "{self.swap.table}" ({old.type})'

    def apply(self, before: Schema) -> Schema:
        """The schema after the moment."""
        return self.within.after

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """The renames and what goes with them, in one block."""
        waits = guards.column_exists(self.swap.table, self.swap.coming)
        return (self._together(waits, self.within.forward, self.describe()),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same back, if the columns did change places."""
        is_done = guards.column_exists(self.swap.table, self.swap.going)
        why = f'put the old column back in its place as "{self.swap.old.name}" of "{self.swap.table}"'
        note = f'values written to "{self.swap.table}.{self.swap.new.name}" since must fit {self.swap.old.type}'
        looks, rest = _looks_first(self.within.backward)
        first = (replace(guards.only_if(is_done, it), hazards=frozenset()) for it in looks)
        return Reversal(statements=(*first, self._together(is_done, rest, why)), note=note)

    def _together(self, condition: str, statements: tuple[Statement, ...], why: str) -> Statement:
        return replace(guards.only_if(condition, *statements), why=why, table=self.swap.table, hazards=frozenset())


def _looks_first(statements: tuple[Statement, ...]) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """What looks at rows, with what comes before it: that is done before the moment, while others go on writing."""
    last = max((place for place, it in enumerate(statements, 1) if it.scans), default=0)
    return statements[:last], statements[last:]
