"""Makes a table with its columns, keys, checks and exclusions; foreign keys come once both tables stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Addition
from database_developer.migration.ddl import tables
from database_developer.migration.editing import put
from database_developer.migration.foreign import refuse_foreign
from database_developer.migration.late import late_when_made, without_late
from database_developer.migration.mentions import needs, stands_with
from database_developer.migration.rebuilding import comes_with_table
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Constraint, Schema, Table, TableKind

KINDS = (TableKind.PLAIN, TableKind.PARTITIONED)


@dataclass(frozen=True, kw_only=True)
class CreateTable(Addition):
    """CREATE TABLE; row security and replica identity are set later, by ``set-table-options``."""

    kind: ClassVar[str] = "create-table"
    rank: ClassVar[int] = 10
    table: Table

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each table that exists only afterwards."""
        inline: dict[QualifiedName | None, list[Constraint]] = defaultdict(list)
        late = late_when_made(differences)
        for address, constraint in differences.added(Constraint):
            if comes_with_table(constraint):
                inline[address.owner].append(constraint)
        for _, made in differences.added(Table):
            refuse_foreign(made)
            if made.kind in KINDS and made.partition_of is None:
                yield cls(table=without_late(as_made(made, inline[made.name]), late))

    def subject(self) -> Address:
        """The table."""
        return address_of(self.table)

    def creates(self) -> frozenset[Address]:
        """The table, its columns, and the keys that others may refer to."""
        return stands_with(self.table)

    def requires(self) -> frozenset[Address]:
        """Its namespace, and the types, sequences and functions that its columns and checks name."""
        return needs(self.table) - self.creates()

    def describe(self) -> str:
        """One line."""
        count = len(self.table.columns)
        return f'make the table "{self.table.name}" with {count} column{"" if count == 1 else "s"}'

    def apply(self, before: Schema) -> Schema:
        """With the table."""
        return put(before, self.table)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE TABLE, its comments and privileges."""
        return tuple(whole.table(self.table, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP TABLE."""
        note = f'rows written to "{self.table.name}" since are gone'
        return Reversal(statements=(tables.drop(self.table.name, guarded=True),), note=note)


def as_made(table: Table, constraints: list[Constraint]) -> Table:
    """The table with these constraints, less the settings that CREATE TABLE cannot say."""
    ordered = tuple(sorted(constraints, key=lambda it: it.name))
    return replace(
        table, constraints=ordered, row_security=False, row_security_forced=False, replica_identity="default"
    )
