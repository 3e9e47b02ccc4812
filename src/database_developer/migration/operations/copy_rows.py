"""Makes the rows of a new table from those of the table that its columns come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.migration.change import Alteration
from database_developer.migration.ddl.locks import locks
from database_developer.migration.operations.fill_column import in_batches
from database_developer.migration.phases.carrying import insertion
from database_developer.model.design import RowMove, Side
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, LockMode, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class CopyRows(Alteration):
    """INSERT ... SELECT of what is not there yet; told by a rollout, never by differences."""

    kind: ClassVar[str] = "copy-rows"
    rank: ClassVar[int] = 12
    move: RowMove

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """None: rows are no part of a schema."""
        return iter(())

    def subject(self) -> Address:
        """The table that gets the rows."""
        return of("table", self.move.target)

    def creates(self) -> frozenset[Address]:
        """The rows: whoever refers to them comes after."""
        return frozenset({rows_of(self.move.target)})

    def describe(self) -> str:
        """One line."""
        return f'make the rows of "{self.move.target}" from those of "{self.move.source}"'

    def apply(self, before: Schema) -> Schema:
        """The same schema."""
        return before

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """In batches where each row gives one; in one statement, which nobody waits for, where alike ones give one."""
        source, target, sql = self.move.source, self.move.target, insertion(self.move)
        written = locks(LockMode.ROW_EXCLUSIVE, target)
        if self.move.side is Side.NEW:
            read = locks(LockMode.ROW_SHARE, source)
            return (in_batches(source, sql, self.describe(), before, (*read, *written)),)
        read = locks(LockMode.ACCESS_SHARE, source)
        why = f"{self.describe()}, one for those that are alike"
        return (Statement(sql=sql, why=why, table=target, locks=(*read, *written), scans=(source,)),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """Nothing: the table goes with the migration that made it."""
        source, target = self.move.source, self.move.target
        note = f'what was written to "{target}" since does not come back to "{source}", which has its own values again'
        return Reversal(statements=(), note=note)


def rows_of(table: QualifiedName) -> Address:
    """The place that a table's rows take up among what is made."""
    return of("rows of table", table)
