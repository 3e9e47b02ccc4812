"""Removes a table with all that hangs on it; foreign keys were dropped before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Removal, Stage
from database_developer.migration.ddl import tables
from database_developer.migration.editing import remove
from database_developer.migration.mentions import needs, stands_with
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Restores, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import ConstraintKind, Schema, Table


@dataclass(frozen=True, kw_only=True)
class DropTable(Removal):
    """DROP TABLE; its indexes, keys, checks, triggers and policies go along and come back with it."""

    kind: ClassVar[str] = "drop-table"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 10
    table: Table

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each table that exists only before."""
        for _, gone in differences.removed(Table):
            table = before.tables[gone.name]
            if table.partition_of is None and not table.inherits:
                kept = tuple(it for it in table.constraints if it.kind is not ConstraintKind.FOREIGN_KEY)
                yield cls(table=replace(table, constraints=kept))

    def subject(self) -> Address:
        """The table."""
        return address_of(self.table)

    def removes(self) -> frozenset[Address]:
        """The table, its columns and its keys."""
        return stands_with(self.table)

    def releases(self) -> frozenset[Address]:
        """Its namespace, and the types, sequences and functions that it named."""
        return needs(self.table) - self.removes()

    def describe(self) -> str:
        """One line."""
        return f'remove the table "{self.table.name}" and all its rows'

    def apply(self, before: Schema) -> Schema:
        """Without the table."""
        return remove(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP TABLE."""
        return (tables.drop(self.table.name),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The table as it was, without rows."""
        return Reversal(
            statements=tuple(whole.table_with_parts(self.table, before, facts)),
            restores=Restores.STRUCTURE,
            note=f'the rows of "{self.table.name}" do not come back: restore them from a backup',
        )
