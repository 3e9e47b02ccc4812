"""Gives the rows that are there a value in a column, batch by batch while others read and write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.change import Alteration
from database_developer.migration.ddl.locks import locks
from database_developer.migration.formats import backfills
from database_developer.model.differences import Differences
from database_developer.model.migration import Batches, Facts, Lock, LockMode, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Schema


@dataclass(frozen=True, kw_only=True)
class FillColumn(Alteration):
    """UPDATE in batches, each a transaction of its own; told by a rollout, never by differences."""

    kind: ClassVar[str] = "fill-column"
    rank: ClassVar[int] = 13
    table: QualifiedName
    columns: tuple[Column, ...]
    """All columns of the table that are filled, in one pass."""
    update: str
    """The UPDATE of all rows, as ``Batches`` wants it."""
    looks_up: frozenset[Address] = frozenset()
    """What must be made before, for the values are looked up there."""

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """None: values are no part of a schema."""
        return iter(())

    def subject(self) -> Address:
        """The first of the columns."""
        return address_of(self.columns[0], self.table)

    def creates(self) -> frozenset[Address]:
        """The columns as wished: what holds their rows to a rule comes after."""
        return frozenset(address_of(column, self.table) for column in self.columns)

    def requires(self) -> frozenset[Address]:
        """The rows among which the values are looked up."""
        return self.looks_up

    def describe(self) -> str:
        """One line."""
        return f"fill {self._names()} in the rows that are there"

    def apply(self, before: Schema) -> Schema:
        """The same schema."""
        return before

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """The UPDATE in batches."""
        why = f"fill {self._names()}, a batch of rows at a time"
        return (in_batches(self.table, self.update, why, before),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """Nothing: the columns go with the migration that made them."""
        return Reversal(statements=())

    def _names(self) -> str:
        names = ", ".join(f'"{column.name}"' for column in self.columns)
        return f'{names} of "{self.table}"'


def in_batches(table: QualifiedName, update: str, why: str, schema: Schema, held: tuple[Lock, ...] = ()) -> Statement:
    """An UPDATE (or INSERT) cut into batches by the best key that the table has; ``held`` are locks of another one."""
    batches = Batches(table=table, update=update, key=batch_key(schema, table))
    return Statement(
        sql=backfills.spelled(batches),
        why=why,
        table=table,
        locks=held or locks(LockMode.ROW_EXCLUSIVE, table),
        scans=(table,),
        transactional=False,
        batches=batches,
    )


def batch_key(schema: Schema, table: QualifiedName) -> tuple[tuple[str, str], ...]:
    """The columns (with their types) of the primary key, or of a unique constraint that allows no NULL; else none."""
    found = schema.tables[table]
    for constraint in (found.primary_key, *found.constraints):
        if constraint is None or constraint.kind.value not in ("primary key", "unique") or constraint.deferrable:
            continue
        columns = [found.column(name) for name in constraint.columns]
        if columns and all(column is not None and column.is_required for column in columns):
            return tuple((column.name, column.type) for column in columns if column is not None)
    return ()
