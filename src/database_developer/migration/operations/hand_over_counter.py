"""Lets a column that counted with a sequence beside it count by itself from the next number on, in one moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.diff.default_names import default_name
from database_developer.migration import whole
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import columns, guards, sequences
from database_developer.migration.editing import column_of, put_column, remove
from database_developer.migration.phases.counters import Counter
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class HandOverCounter(Alteration):
    """ADD GENERATED ... AS IDENTITY in the place of a default; told by a rollout, never by differences."""

    kind: ClassVar[str] = "hand-over-counter"
    counter: Counter

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """None: an identity is answered by ``add-column`` and ``set-identity``."""
        return iter(())

    def subject(self) -> Address:
        """The column."""
        return address_of(self.counter.column, self.counter.table)

    def describe(self) -> str:
        """One line."""
        return f'let "{self.counter.column.name}" of "{self.counter.table}" count by itself'

    def apply(self, before: Schema) -> Schema:
        """With the identity, and without the sequence that counted until then."""
        column = column_of(before, self.counter.table, self.counter.column.name)
        counted = replace(column, identity=self.counter.identity, default=None)
        return remove(put_column(before, self.counter.table, counted), address_of(self.counter.sequence))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """Numbers that somebody wrote meanwhile are passed over; then the identity goes on where the sequence is."""
        table, column, there = self._place()
        waits = guards.all_of(there, f"NOT {self._counts()}", guards.relation_exists(self._beside))
        handed = guards.only_if(
            waits,
            columns.set_default(table, column, None),
            columns.add_identity(table, column, self.counter.identity),
            sequences.go_on_from(self._own, self._beside),
            sequences.drop(self._beside),
        )
        return (*self._passed_over(waits), replace(handed, why=self.describe()))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The sequence counts again, from where the identity is, if that counts."""
        table, column, _ = self._place()
        back = guards.only_if(
            self._counts(),
            *whole.sequence(self.counter.sequence, facts),
            sequences.go_on_from(self._beside, self._own),
            columns.drop_identity(table, column),
            columns.set_default(table, column, self.counter.default),
        )
        why = f'let a sequence beside the table count for "{column}" of "{table}" again'
        return Reversal(statements=(replace(back, why=why, table=table),))

    def _passed_over(self, waits: str) -> Iterator[Statement]:
        if self.counter.identity.options.increment > 0:
            table, column, _ = self._place()
            yield guards.only_if(waits, sequences.catch_up(self._beside, table, column))

    def _place(self) -> tuple[QualifiedName, str, str]:
        """The table, the column, and whether they are there."""
        table, column = self.counter.table, self.counter.column.name
        return table, column, guards.column_exists(table, column)

    def _counts(self) -> str:
        """Whether the column counts by itself."""
        return guards.column_exists(self.counter.table, self.counter.column.name, "attidentity <> ''")

    @property
    def _beside(self) -> QualifiedName:
        return self.counter.sequence.name

    @property
    def _own(self) -> QualifiedName:
        """The identity's sequence."""
        usual = default_name(self.counter.table.name, self.counter.column.name, "seq")
        return self.counter.identity.sequence_name or self.counter.table.renamed(usual)
