"""Gives a column another type, collation and, where it has one, the default of afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import rechecks
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import columns, constraints, guards
from database_developer.migration.ddl.locks import exclusive
from database_developer.migration.ddl.quoting import identifier, literal
from database_developer.migration.defaults import domain_of
from database_developer.migration.editing import column_of, put_column
from database_developer.migration.mentions import mentioned
from database_developer.migration.retyping import changes_type, retyped
from database_developer.migration.types import conversion, keeps_values, needs_no_rewrite
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Restores, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Constraint, Schema


@dataclass(frozen=True, kw_only=True)
class ChangeColumnType(Alteration):
    """ALTER COLUMN ... TYPE; where values are converted, the whole table is written anew.

    Where they are not, a large table's CHECKs over the column look at the rows afterwards.
    """

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
        """The default aside, the type, the default again; on a large table the rows are checked after that."""
        waiting = self._waiting(self.before, self.after, before, facts)
        default = columns.set_default(self.table, self.after.name, None)
        first = () if self.before.default is None else (default,)
        last = () if self.after.default is None else (self._default(self.after),)
        typed = self._typed(self.before, self.after, before, facts)
        later = rechecks.look_later(self.table, waiting, facts)
        return (*later, *first, typed, *last, *rechecks.look(self.table, waiting))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old type where it is another one, then the old default, and the checks as they were."""
        name = self.after.name
        there = guards.column_exists(self.table, name)
        statements = [guards.only_if(self._is_other(), *self._back(before, facts))]
        statements += [guards.only_if(there, it) for it in self._settings()]
        waited = {
            check
            for ends in ((self.before, self.after), (self.after, self.before))
            for check in self._waiting(*ends, before, facts)
        }
        statements += rechecks.look_again(self.table, tuple(sorted(waited, key=lambda it: it.name)), facts)
        keeps = keeps_values(self.before.type, self.after.type)
        note = f'values of "{self.table}.{name}" were converted: what the conversion lost does not come back'
        return Reversal(
            statements=tuple(statements),
            restores=Restores.EVERYTHING if keeps else Restores.STRUCTURE,
            note=f'values written to "{self.table}.{name}" since must fit {self.before.type}' if keeps else note,
        )

    def _is_other(self) -> str:
        """Whether the column may have the new type; collations are not told apart."""
        other = f"pg_catalog.format_type(atttypid, atttypmod) <> {literal(self.before.type)}"
        is_same = self.before.type == self.after.type
        return guards.column_exists(self.table, self.after.name, "true" if is_same else other)

    def _back(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        """What turns the column back."""
        waiting = self._waiting(self.after, self.before, before, facts)
        yield from (constraints.look_later(self.table, it) for it in waiting)
        if self.after.default is not None:
            yield columns.set_default(self.table, self.after.name, None)
        yield self._typed(self.after, self.before, before, facts)

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

    def _typed(self, old: Column, new: Column, before: Schema, facts: Facts) -> Statement:
        using = conversion(identifier(new.name), old.type, new.type)
        is_rewritten = _is_rewritten(old, new, before)
        statement = columns.set_type(self.table, new, using, rewrites=is_rewritten)
        statement = replace(statement, locks=exclusive(self.table, *self._linked(before)))
        if is_rewritten or self._waiting(old, new, before, facts):
            return statement
        read = rechecks.rechecked(self.table, new.name, before)
        return replace(statement, scans=(self.table,)) if read else statement

    def _waiting(self, old: Column, new: Column, before: Schema, facts: Facts) -> tuple[Constraint, ...]:
        """The checks that are looked at after the change; one that writes every row looks at each anyway."""
        if _is_rewritten(old, new, before):
            return ()
        return rechecks.waiting(self.table, new.name, before, facts)

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


def _is_rewritten(old: Column, new: Column, schema: Schema) -> bool:
    """Whether every row is written anew; values of a domain lie as those of the type beneath it."""
    domain = domain_of(old.type, schema)
    return not needs_no_rewrite(old.type if domain is None else domain.type, new.type)
