"""Adds a column to a table that stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.errors import DesignImpossible
from database_developer.migration import whole
from database_developer.migration.change import Addition
from database_developer.migration.ddl import columns
from database_developer.migration.defaults import domain_of, fills_rows, is_volatile
from database_developer.migration.editing import append_column
from database_developer.migration.mentions import needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Schema


@dataclass(frozen=True, kw_only=True)
class AddColumn(Addition):
    """ADD COLUMN; on a large table a volatile default counts for new rows only."""

    kind: ClassVar[str] = "add-column"
    rank: ClassVar[int] = 11
    table: QualifiedName
    column: Column

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each column that a table has only afterwards."""
        for address, made in differences.added(Column):
            if address.owner is not None and not made.inherited:
                yield cls(table=address.owner, column=made)

    def subject(self) -> Address:
        """The column."""
        return address_of(self.column, self.table)

    def requires(self) -> frozenset[Address]:
        """Its table, and the types, sequences, functions and columns that it names."""
        return needs(self.column, self.table) - {self.subject()}

    def describe(self) -> str:
        """One line."""
        return f'add "{self.column.name}" ({self.column.type}) to "{self.table}"'

    def apply(self, before: Schema) -> Schema:
        """With the column last."""
        return append_column(before, self.table, self.column)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """ADD COLUMN, in two steps where a default would have the whole table written anew."""
        self._ensure_fillable(before, facts)
        return (*self._added(before, facts), *self._settings(facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP COLUMN."""
        note = f'what was written to "{self.table}.{self.column.name}" since is gone'
        return Reversal(statements=(columns.drop(self.table, self.column.name, guarded=True),), note=note)

    def _added(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        if self._must_wait(before, facts):
            yield columns.add(self.table, replace(self.column, default=None))
            yield columns.set_default(self.table, self.column.name, self.column.default)
            return
        added = columns.add(self.table, self.column)
        written = (self.table,) if fills_rows(self.column, before) else ()
        yield replace(added, scans=written, rewrites=written)

    def _settings(self, facts: Facts) -> Iterator[Statement]:
        yield from whole.unvalidated_not_null(self.table, self.column)
        yield from whole.column_settings(self.table, self.column)
        yield from whole.notes(self.column, facts, self.table)

    def _must_wait(self, before: Schema, facts: Facts) -> bool:
        is_large = not facts.is_small(self.table)
        return is_large and self.column.default is not None and is_volatile(self.column.default, before)

    def _ensure_fillable(self, before: Schema, facts: Facts) -> None:
        """Rows that are there need a value where NULL is refused; raises DesignImpossible where none is known."""
        demand = self.column.not_null
        is_empty = self.table in facts.new_tables or facts.rows.get(self.table) == 0
        if demand is None or not demand.validated or is_empty:
            return
        place = f"{self.table}.{self.column.name}"
        if self._must_wait(before, facts):
            raise DesignImpossible(
                f'"{place}" refuses NULL, and its default would have every row of a large table written at once',
                where=str(self.table),
                hint="add it without NOT NULL, fill it in batches, and demand NOT NULL in a later migration",
            )
        if not _has_value(self.column, before):
            raise DesignImpossible(
                f'"{place}" refuses NULL, but the rows that are there would have no value for it',
                where=str(self.table),
                hint="give it a default, or add it without NOT NULL, fill it, and demand NOT NULL later",
            )


def _has_value(column: Column, before: Schema) -> bool:
    if column.default is not None or column.identity is not None or column.generated is not None:
        return True
    domain = domain_of(column.type, before)
    return domain is not None and domain.default is not None
