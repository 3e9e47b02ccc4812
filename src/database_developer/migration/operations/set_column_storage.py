"""Changes how a column's large values lie, and how the planner looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import columns, guards
from database_developer.migration.ddl.options import option_name
from database_developer.migration.editing import column_of, put_column
from database_developer.migration.retyping import retyped
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Schema

STORAGE_DEFAULT_SINCE = 16


@dataclass(frozen=True, kw_only=True)
class SetColumnStorage(Alteration):
    """SET STORAGE, SET COMPRESSION, SET STATISTICS, SET (...)."""

    kind: ClassVar[str] = "set-column-storage"
    rank: ClassVar[int] = 19
    table: QualifiedName
    before: Column
    after: Column

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each column whose settings change, or are lost by a change of type."""
        for address, old, new in differences.changed(Column):
            there = retyped(old, new)
            if address.owner and _settings(there) != _settings(new):
                yield cls(table=address.owner, before=there, after=new)

    def subject(self) -> Address:
        """The column."""
        return address_of(self.after, self.table)

    def describe(self) -> str:
        """One line."""
        return f'set how values of "{self.after.name}" of "{self.table}" lie'

    def apply(self, before: Schema) -> Schema:
        """With the settings of afterwards."""
        column = column_of(before, self.table, self.after.name)
        changed = replace(
            column,
            storage=self.after.storage,
            compression=self.after.compression,
            statistics=self.after.statistics,
            options=self.after.options,
        )
        return put_column(before, self.table, changed)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """A statement for each setting that changes."""
        return tuple(self._between(self.before, self.after, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same the other way round, where the column is there."""
        there = guards.column_exists(self.table, self.after.name)
        return Reversal(
            statements=tuple(guards.only_if(there, it) for it in self._between(self.after, self.before, facts)),
            note="values that were written meanwhile lie as they were written",
        )

    def _between(self, old: Column, new: Column, facts: Facts) -> Iterator[Statement]:
        if old.storage != new.storage and new.storage is None and facts.server_version < STORAGE_DEFAULT_SINCE:
            yield columns.set_usual_storage(self.table, new.name)
        elif old.storage != new.storage:
            yield columns.set_storage(self.table, new.name, new.storage)
        if old.compression != new.compression:
            yield columns.set_compression(self.table, new.name, new.compression)
        if old.statistics != new.statistics:
            yield columns.set_statistics(self.table, new.name, new.statistics)
        wished = tuple(option for option in new.options if option not in old.options)
        names = {option_name(option) for option in new.options}
        dropped = tuple(option for option in old.options if option_name(option) not in names)
        if wished:
            yield columns.set_options(self.table, new.name, wished)
        if dropped:
            yield columns.reset_options(self.table, new.name, dropped)


def _settings(column: Column) -> tuple[object, ...]:
    return (column.storage, column.compression, column.statistics, column.options)
