"""Removes a column and its data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Removal, Stage
from database_developer.migration.ddl import columns, guards
from database_developer.migration.defaults import fills_rows, stand_in
from database_developer.migration.editing import remove_part
from database_developer.migration.mentions import needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Restores, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Schema


@dataclass(frozen=True, kw_only=True)
class DropColumn(Removal):
    """DROP COLUMN, after everything that uses it was dropped."""

    kind: ClassVar[str] = "drop-column"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 0
    table: QualifiedName
    column: Column

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each column that a table has only before."""
        for address, gone in differences.removed(Column):
            if address.owner is not None and not gone.inherited:
                yield cls(table=address.owner, column=gone)

    def subject(self) -> Address:
        """The column."""
        return address_of(self.column, self.table)

    def releases(self) -> frozenset[Address]:
        """The types, sequences, functions and columns that it named."""
        return needs(self.column, self.table) - {self.subject()}

    def describe(self) -> str:
        """One line."""
        return f'remove "{self.column.name}" and its data from "{self.table}"'

    def apply(self, before: Schema) -> Schema:
        """Without the column."""
        return remove_part(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP COLUMN."""
        return (columns.drop(self.table, self.column.name),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """ADD COLUMN as it was, at the end of the table and without its data."""
        value = self._stand_in(before)
        note = f'the data of "{self.table}.{self.column.name}" does not come back: restore it from a backup'
        if value is not None:
            note += f"; rows that are there get {value}"
        return Reversal(
            statements=tuple(self._added_back(value, before, facts)),
            restores=Restores.EVERYTHING if self.column.generated else Restores.STRUCTURE,
            note=f'"{self.column.name}" stands last in "{self.table}"' if self.column.generated else note,
            moves_columns=True,
        )

    def _stand_in(self, before: Schema) -> str | None:
        column = self.column
        is_demanded = column.not_null is not None and column.not_null.validated
        if not is_demanded or column.default is not None or column.identity or column.generated:
            return None
        return stand_in(column.type, before)

    def _added_back(self, value: str | None, before: Schema, facts: Facts) -> Iterator[Statement]:
        there = guards.column_exists(self.table, self.column.name)
        added = columns.add(self.table, replace(self.column, default=value) if value else self.column)
        written = (self.table,) if fills_rows(self.column, before) else ()
        added = replace(added, scans=written, rewrites=written)
        statements = [added]
        if value is not None:
            statements.append(columns.set_default(self.table, self.column.name, None))
        yield guards.only_if(guards.all_of(guards.relation_exists(self.table), f"NOT {there}"), *statements)
        settings = (
            *whole.column_settings(self.table, self.column),
            *whole.notes(self.column, facts, self.table),
        )
        yield from (guards.only_if(there, it) for it in settings)
        yield from whole.unvalidated_not_null(self.table, self.column)
