"""Looks whether the rows that are there keep a constraint that was added without looking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import online, whole
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import columns, constraints, guards
from database_developer.migration.editing import column_of, put_column, put_part
from database_developer.migration.rebuilding import only_validation_differs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Constraint, NotNull, Schema


@dataclass(frozen=True, kw_only=True)
class ValidateConstraint(Alteration):
    """VALIDATE CONSTRAINT for a foreign key, a check, or (18 and later) a NOT NULL."""

    kind: ClassVar[str] = "validate-constraint"
    rank: ClassVar[int] = 25
    table: QualifiedName
    before: Constraint | Column

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each constraint and each NOT NULL that differs in nothing but this."""
        for address, old, new in differences.changed(Constraint):
            if address.owner and only_validation_differs(old, new):
                yield cls(table=address.owner, before=old)
        for address, was, column in differences.changed(Column):
            if address.owner and _only_validated(was.not_null, column.not_null):
                yield cls(table=address.owner, before=was)

    def subject(self) -> Address:
        """The constraint, or the column whose NOT NULL it is."""
        return address_of(self.before, self.table)

    def creates(self) -> frozenset[Address]:
        """The column as wished: a key over it comes after."""
        return frozenset({self.subject()})

    @property
    def name(self) -> str:
        """The constraint's name."""
        if isinstance(self.before, Constraint):
            return self.before.name
        return online.not_null_name(self.table, self.before.name, self.before.not_null or NotNull())

    def describe(self) -> str:
        """One line."""
        return f'look whether the rows of "{self.table}" keep "{self.name}"'

    def apply(self, before: Schema) -> Schema:
        """With the constraint validated."""
        if isinstance(self.before, Constraint):
            there = before.tables[self.table].constraint(self.before.name) or self.before
            definition = there.definition.removesuffix(" NOT VALID")
            return put_part(before, self.table, replace(there, validated=True, definition=definition))
        column = column_of(before, self.table, self.before.name)
        demand = column.not_null and replace(column.not_null, validated=True)
        return put_column(before, self.table, replace(column, not_null=demand))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """VALIDATE CONSTRAINT."""
        reference = self.before.reference if isinstance(self.before, Constraint) else None
        return (constraints.validate(self.table, self.name, reference.table if reference else None),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The constraint anew, NOT VALID, where it is validated."""
        validated = guards.constraint_exists(self.table, self.name, "convalidated")
        if isinstance(self.before, Constraint):
            again = (
                constraints.drop(self.table, self.before),
                constraints.add(self.table, self.before),
                *whole.notes(self.before, facts, self.table),
            )
            return Reversal(statements=(guards.only_if(validated, *again),))
        column, demand = self.before.name, self.before.not_null or NotNull()
        renewed = columns.add_not_null(self.table, column, self.name, demand, valid=False)
        dropped = columns.drop_not_null(self.table, column)
        return Reversal(statements=(guards.only_if(validated, dropped, renewed),))


def _only_validated(old: NotNull | None, new: NotNull | None) -> bool:
    return old is not None and not old.validated and replace(old, validated=True) == new
