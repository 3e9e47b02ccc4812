"""Gives a column another type, collation and, where it has one, the default of afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import columns, guards
from database_developer.migration.ddl.locks import exclusive
from database_developer.migration.ddl.quoting import identifier, literal
from database_developer.migration.defaults import domain_of
from database_developer.migration.editing import column_of, put_column
from database_developer.migration.mentions import mentioned, names_in
from database_developer.migration.retyping import changes_type, retyped
from database_developer.migration.types import conversion, keeps_values, needs_no_rewrite
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Restores, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, ConstraintKind, Schema


@dataclass(frozen=True, kw_only=True)
class ChangeColumnType(Alteration):
    """ALTER COLUMN ... TYPE; where values are converted, the whole table is written anew."""

    kind: ClassVar[str] = "change-column-type"
    rank: ClassVar[int] = 12
    table: QualifiedName
    before: Column
    after: Column

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each column whose type or collation changes."""
        for address, old, new in differences.changed(Column):
            if address.owner and changes_type(old, new) and not new.inherited:
                yield cls(table=address.owner, before=old, after=new)

    def subject(self) -> Address:
        """The column."""
        return address_of(self.after, self.table)

    def creates(self) -> frozenset[Address]:
        """The column as wished."""
        return frozenset({self.subject()})

    def removes(self) -> frozenset[Address]:
        """The column as it was: what leans on its type was dropped before."""
        return frozenset({self.subject()})

    def requires(self) -> frozenset[Address]:
        """The new type, and what the new default names."""
        return frozenset(mentioned(f"{self.after.type} {self.after.default or ''}"))

    def releases(self) -> frozenset[Address]:
        """The old type, and what the old default named."""
        return frozenset(mentioned(f"{self.before.type} {self.before.default or ''}"))

    def describe(self) -> str:
        """One line."""
        collation = f" collate {self.after.collation}" if self.before.collation != self.after.collation else ""
        return f'turn "{self.after.name}" of "{self.table}" from {self.before.type} into {self.after.type}{collation}'

    def apply(self, before: Schema) -> Schema:
        """With the new type."""
        column = column_of(before, self.table, self.after.name)
        return put_column(before, self.table, retyped(column, self.after))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """The default aside, the type, the default again."""
        typed = self._typed(self.before, self.after, before)
        default = columns.set_default(self.table, self.after.name, None)
        first = () if self.before.default is None else (default,)
        last = () if self.after.default is None else (self._default(self.after),)
        return (*first, typed, *last)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old type where it is another one, then the old default."""
        name = self.after.name
        there = guards.column_exists(self.table, name)
        other = f"pg_catalog.format_type(atttypid, atttypmod) <> {literal(self.before.type)}"
        if self.before.type == self.after.type:
            other = "true"
        back = [self._typed(self.after, self.before, before)]
        if self.after.default is not None:
            back.insert(0, columns.set_default(self.table, name, None))
        statements = [guards.only_if(guards.column_exists(self.table, name, other), *back)]
        statements += [guards.only_if(there, it) for it in self._settings()]
        keeps = keeps_values(self.before.type, self.after.type)
        note = f'values of "{self.table}.{name}" were converted: what the conversion lost does not come back'
        return Reversal(
            statements=tuple(statements),
            restores=Restores.EVERYTHING if keeps else Restores.STRUCTURE,
            note=f'values written to "{self.table}.{name}" since must fit {self.before.type}' if keeps else note,
        )

    def _settings(self) -> Iterator[Statement]:
        """What a change of type takes away: the default and how values lie."""
        if self.before.default is not None:
            yield self._default(self.before)
        if self.before.storage is not None:
            yield columns.set_storage(self.table, self.before.name, self.before.storage)
        if self.before.compression is not None:
            yield columns.set_compression(self.table, self.before.name, self.before.compression)

    def _default(self, column: Column) -> Statement:
        return columns.set_default(self.table, column.name, column.default)

    def _typed(self, old: Column, new: Column, before: Schema) -> Statement:
        using = conversion(identifier(new.name), old.type, new.type)
        is_rewritten = not needs_no_rewrite(_base(old.type, before), new.type)
        statement = columns.set_type(self.table, new, using, rewrites=is_rewritten)
        statement = replace(statement, locks=exclusive(self.table, *self._linked(before)))
        return statement if is_rewritten else replace(statement, scans=self._rechecked(before))

    def _linked(self, before: Schema) -> Iterator[QualifiedName]:
        """The tables at the other ends of foreign keys over the column: the server makes these anew."""
        for table in before.tables.values():
            for constraint in table.constraints:
                reference, name = constraint.reference, self.after.name
                if reference is None:
                    continue
                if table.name == self.table and name in constraint.columns:
                    yield reference.table
                if reference.table == self.table and name in reference.columns:
                    yield table.name

    def _rechecked(self, before: Schema) -> tuple[QualifiedName, ...]:
        """The table, where a CHECK names the column: the server reads every row again."""
        checks = before.tables[self.table].constraints_of(ConstraintKind.CHECK)
        is_checked = any(self.after.name in names_in(check.definition) for check in checks)
        return (self.table,) if is_checked else ()


def _base(type_: str, schema: Schema) -> str:
    """The type beneath a domain: its values lie as those of a domain over it."""
    domain = domain_of(type_, schema)
    return type_ if domain is None else domain.type
