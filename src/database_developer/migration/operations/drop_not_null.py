"""Lets a column be NULL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import online
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import columns
from database_developer.migration.editing import column_of, put_column
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Schema


@dataclass(frozen=True, kw_only=True)
class DropNotNull(Alteration):
    """DROP NOT NULL."""

    kind: ClassVar[str] = "drop-not-null"
    rank: ClassVar[int] = 17
    table: QualifiedName
    before: Column

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each column that may be NULL afterwards."""
        for address, old, new in differences.changed(Column):
            if address.owner and old.not_null is not None and new.not_null is None:
                yield cls(table=address.owner, before=old)

    def subject(self) -> Address:
        """The column."""
        return address_of(self.before, self.table)

    def removes(self) -> frozenset[Address]:
        """The column as it was: keys over it are dropped first."""
        return frozenset({self.subject()})

    def describe(self) -> str:
        """One line."""
        return f'let rows of "{self.table}" be without "{self.before.name}"'

    def apply(self, before: Schema) -> Schema:
        """Without NOT NULL."""
        column = column_of(before, self.table, self.before.name)
        return put_column(before, self.table, replace(column, not_null=None))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP NOT NULL."""
        return (columns.drop_not_null(self.table, self.before.name),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """NOT NULL again, where the column is there; refused while rows without a value are there."""
        return Reversal(
            statements=online.demand_value(self.table, self.before, before, facts, guarded=True),
            note=f'rows written without "{self.before.name}" since must be given one first',
        )
