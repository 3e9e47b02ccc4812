"""Changes how a table is stored, secured and replicated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import guards, tables
from database_developer.migration.ddl.options import option_name
from database_developer.migration.editing import put
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, part_of
from database_developer.model.schema import Schema, Table


@dataclass(frozen=True, kw_only=True)
class SetTableOptions(Alteration):
    """Storage parameters, LOGGED or UNLOGGED, row security, replica identity."""

    kind: ClassVar[str] = "set-table-options"
    rank: ClassVar[int] = 60
    before: Table
    after: Table

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each table whose settings change; for a new one, those that CREATE TABLE cannot say."""
        for _, old, new in differences.changed(Table):
            if _settings(old) != _settings(new):
                yield cls(before=old, after=new)
        for _, new in differences.added(Table):
            made = replace(new, row_security=False, row_security_forced=False, replica_identity="default")
            if made != new:
                yield cls(before=made, after=new)

    def subject(self) -> Address:
        """The table."""
        return address_of(self.after)

    def requires(self) -> frozenset[Address]:
        """The table, and the index that tells its rows apart."""
        return frozenset({self.subject(), *_identity_index(self.after)})

    def releases(self) -> frozenset[Address]:
        """The index that told its rows apart."""
        return frozenset(_identity_index(self.before))

    def describe(self) -> str:
        """One line."""
        return f'set how "{self.after.name}" is stored, secured or replicated'

    def apply(self, before: Schema) -> Schema:
        """With the settings of afterwards."""
        options, unlogged, secured, forced, identity = _settings(self.after)
        changed = replace(
            before.tables[self.after.name],
            options=options,
            unlogged=unlogged,
            row_security=secured,
            row_security_forced=forced,
            replica_identity=identity,
        )
        return put(before, changed)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """A statement for each setting that changes."""
        return tuple(_between(self.before, self.after))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same the other way round, where the table is there."""
        there = guards.relation_exists(self.after.name)
        return Reversal(
            statements=tuple(guards.only_if(there, it) for it in reversed(tuple(_between(self.after, self.before))))
        )


def _settings(table: Table) -> tuple[tuple[str, ...], bool, bool, bool, str]:
    return (
        table.options,
        table.unlogged,
        table.row_security,
        table.row_security_forced,
        table.replica_identity,
    )


def _identity_index(table: Table) -> Iterator[Address]:
    word, _, index = table.replica_identity.partition(" ")
    if word == "index":
        yield part_of("index", table.name, index)
        yield part_of("constraint", table.name, index)


def _between(old: Table, new: Table) -> Iterator[Statement]:
    wished = tuple(option for option in new.options if option not in old.options)
    names = {option_name(option) for option in new.options}
    dropped = tuple(option for option in old.options if option_name(option) not in names)
    if wished:
        yield tables.set_options(new.name, wished)
    if dropped:
        yield tables.reset_options(new.name, dropped)
    if old.unlogged != new.unlogged:
        yield tables.set_logged(new.name, unlogged=new.unlogged)
    if old.row_security != new.row_security:
        yield tables.set_row_security(new.name, enabled=new.row_security)
    if old.row_security_forced != new.row_security_forced:
        yield tables.force_row_security(new.name, forced=new.row_security_forced)
    if old.replica_identity != new.replica_identity:
        yield tables.set_replica_identity(new.name, new.replica_identity)
