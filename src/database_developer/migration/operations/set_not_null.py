"""Refuses NULL in a column; on a large table without stopping it while its rows are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import online
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import columns, constraints, guards
from database_developer.migration.editing import column_of, put_column
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, NotNull, Schema


@dataclass(frozen=True, kw_only=True)
class SetNotNull(Alteration):
    """SET NOT NULL; on a large table NOT VALID and validated later, before 18 by way of a CHECK."""

    kind: ClassVar[str] = "set-not-null"
    rank: ClassVar[int] = 15
    table: QualifiedName
    before: Column
    after: Column

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each column that must not be NULL any more, or whose NOT NULL is another one."""
        for address, old, new in differences.changed(Column):
            if address.owner and _is_called_for(old.not_null, new.not_null):
                yield cls(table=address.owner, before=old, after=new)

    def subject(self) -> Address:
        """The column."""
        return address_of(self.after, self.table)

    def creates(self) -> frozenset[Address]:
        """The column as wished: keys and identities come after."""
        return frozenset({self.subject()})

    def describe(self) -> str:
        """One line."""
        return f'refuse rows of "{self.table}" without "{self.after.name}"'

    def apply(self, before: Schema) -> Schema:
        """With NOT NULL."""
        column = column_of(before, self.table, self.after.name)
        return put_column(before, self.table, replace(column, not_null=self.after.not_null))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """NOT NULL, in the form that the table's size asks for."""
        if self._is_renaming():
            return (constraints.rename(self.table, *self._names()),)
        demanded = online.demand_value(self.table, self.after, before, facts)
        if self.before.not_null is not None:
            return (columns.drop_not_null(self.table, self.after.name), *demanded)
        return demanded

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP NOT NULL, or the NOT NULL of before."""
        if self._is_renaming():
            old, new = self._names()
            there = guards.constraint_exists(self.table, new)
            return Reversal(statements=(guards.only_if(there, constraints.rename(self.table, new, old)),))
        refuses = guards.column_exists(self.table, self.after.name, "attnotnull")
        dropped = guards.only_if(refuses, columns.drop_not_null(self.table, self.after.name))
        helper: tuple[Statement, ...] = ()
        if facts.server_version < online.NAMED_NOT_NULL_SINCE:
            helper = (constraints.drop(self.table, online.helper_check(self.table, self.after.name), guarded=True),)
        if self.before.not_null is None:
            return Reversal(statements=(*helper, dropped))
        again = online.demand_value(self.table, self.before, before, facts, guarded=True)
        return Reversal(statements=(*helper, dropped, *again))

    def _is_renaming(self) -> bool:
        old, new = self.before.not_null, self.after.not_null
        return old is not None and new is not None and replace(old, name=new.name) == new

    def _names(self) -> tuple[str, str]:
        old, new = self.before.not_null or NotNull(), self.after.not_null or NotNull()
        return (
            online.not_null_name(self.table, self.before.name, old),
            online.not_null_name(self.table, self.after.name, new),
        )


def _is_called_for(old: NotNull | None, new: NotNull | None) -> bool:
    """Whether NOT NULL comes or is another one; one that is only validated is validated in place."""
    if new is None or new == old:
        return False
    return old is None or old.validated or replace(old, validated=True) != new
