"""Lets a column count by itself, count otherwise, or no longer count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.diff.default_names import default_name
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import columns, guards, sequences
from database_developer.migration.editing import column_of, put_column
from database_developer.migration.retyping import retyped
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import Column, Identity, Schema


@dataclass(frozen=True, kw_only=True)
class SetIdentity(Alteration):
    """ADD, SET or DROP GENERATED ... AS IDENTITY; a new counter goes on after the largest value."""

    kind: ClassVar[str] = "set-identity"
    rank: ClassVar[int] = 16
    table: QualifiedName
    column: str
    before: Identity | None
    after: Identity | None

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each column whose identity changes by more than its type."""
        for address, old, new in differences.changed(Column):
            there = retyped(old, new).identity if new.identity else old.identity
            if address.owner and there != new.identity and _is_possible(there, new.identity):
                yield cls(table=address.owner, column=new.name, before=there, after=new.identity)

    def subject(self) -> Address:
        """The column."""
        return address_of(Column(name=self.column, type=""), self.table)

    def order(self) -> int:
        """After NOT NULL where it comes, and before a change of type where it goes."""
        return self.rank if self.after else 11

    def requires_gone(self) -> frozenset[Address]:
        """A sequence that has the name of its own."""
        return frozenset({of("sequence", self._sequence(self.after))}) if self.after else frozenset()

    def removes(self) -> frozenset[Address]:
        """Its sequence, where it no longer counts: the name is free."""
        is_end = self.before is not None and self.after is None
        return frozenset({of("sequence", self._sequence(self.before))}) if self.before and is_end else frozenset()

    def describe(self) -> str:
        """One line."""
        verb = "count by itself" if self.before is None else "count otherwise" if self.after else "no longer count"
        return f'let "{self.column}" of "{self.table}" {verb}'

    def apply(self, before: Schema) -> Schema:
        """With the identity of afterwards."""
        column = column_of(before, self.table, self.column)
        return put_column(before, self.table, replace(column, identity=self.after))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """ADD, SET or DROP."""
        return (*self._altered(self.before, self.after), *self._renamed(self.before, self.after))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same the other way round, where the column is there and counts as it does afterwards."""
        counts = "attidentity <> ''" if self.after else "attidentity = ''"
        there = guards.column_exists(self.table, self.column, counts)
        back = tuple(guards.only_if(there, it) for it in self._altered(self.after, self.before))
        return Reversal(statements=(*self._renamed(self.after, self.before, guarded=True), *back))

    def _altered(self, old: Identity | None, new: Identity | None) -> Iterator[Statement]:
        if new is None:
            yield columns.drop_identity(self.table, self.column)
        elif old is None:
            yield columns.add_identity(self.table, self.column, new)
            yield sequences.go_on_after(self.table, self.column, new.options)
        elif replace(old, sequence_name=new.sequence_name) != new:
            yield columns.alter_identity(self.table, self.column, new)

    def _renamed(self, old: Identity | None, new: Identity | None, *, guarded: bool = False) -> Iterator[Statement]:
        """The sequence's name, where the same sequence has another one."""
        if old is None or new is None or old.sequence_name == new.sequence_name:
            return
        was, will = self._sequence(old), self._sequence(new)
        is_open = guards.all_of(guards.relation_exists(was), f"NOT {guards.relation_exists(will)}")
        named = sequences.rename(was, will.name)
        yield guards.only_if(is_open, named) if guarded else named

    def _sequence(self, identity: Identity) -> QualifiedName:
        usual = self.table.renamed(default_name(self.table.name, self.column, "seq"))
        return identity.sequence_name or usual


def _is_possible(old: Identity | None, new: Identity | None) -> bool:
    """A sequence stays in its namespace."""
    names = [it.sequence_name for it in (old, new) if it is not None and it.sequence_name is not None]
    return len({it.schema for it in names}) < 2
