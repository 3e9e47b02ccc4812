"""Gives a column another default, or takes it away; rows that are there keep their values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import columns, guards
from database_developer.migration.editing import column_of, put_column
from database_developer.migration.mentions import mentioned
from database_developer.migration.retyping import changes_type
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Schema


@dataclass(frozen=True, kw_only=True)
class SetDefault(Alteration):
    """SET DEFAULT or DROP DEFAULT."""

    kind: ClassVar[str] = "set-default"
    rank: ClassVar[int] = 13
    table: QualifiedName
    before: Column
    after: Column

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each column whose default changes; a change of type brings the new default along."""
        for address, old, new in differences.changed(Column):
            if address.owner and old.default != new.default and not changes_type(old, new):
                yield cls(table=address.owner, before=old, after=new)

    def subject(self) -> Address:
        """The column."""
        return address_of(self.after, self.table)

    def order(self) -> int:
        """A default goes before an identity comes, and comes after an identity is gone."""
        return self.rank if self.after.default is None else 18

    def requires(self) -> frozenset[Address]:
        """What the new default names."""
        return frozenset(mentioned(self.after.default or ""))

    def releases(self) -> frozenset[Address]:
        """What the old default named."""
        return frozenset(mentioned(self.before.default or ""))

    def describe(self) -> str:
        """One line."""
        place = f'"{self.after.name}" of "{self.table}"'
        if self.after.default is None:
            return f"take the default of {place} away"
        return f"give {place} the default {self.after.default}"

    def apply(self, before: Schema) -> Schema:
        """With the new default."""
        column = column_of(before, self.table, self.after.name)
        return put_column(before, self.table, replace(column, default=self.after.default))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """SET DEFAULT or DROP DEFAULT."""
        return (columns.set_default(self.table, self.after.name, self.after.default),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The default it has by then, where the column is there and does not count by itself still."""
        there = guards.column_exists(self.table, self.before.name, "attidentity = ''")
        back = columns.set_default(
            self.table, self.before.name, column_of(before, self.table, self.before.name).default
        )
        return Reversal(statements=(guards.only_if(there, back),))
