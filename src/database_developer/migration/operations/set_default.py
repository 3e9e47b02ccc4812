"""Gives a column another default, or takes it away; rows that are there keep their values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.diff.renaming import renamed
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import columns, guards
from database_developer.migration.editing import column_of, put_column
from database_developer.migration.in_the_way import blocked_defaults
from database_developer.migration.late import defaults_of, late_when_dropped, late_when_made
from database_developer.migration.mentions import mentioned
from database_developer.migration.rebuilding import rebuilding
from database_developer.migration.retyping import changes_type
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import Column, Schema, Table, View


@dataclass(frozen=True, kw_only=True)
class SetDefault(Alteration):
    """SET DEFAULT or DROP DEFAULT."""

    kind: ClassVar[str] = "set-default"
    rank: ClassVar[int] = 13
    table: QualifiedName
    before: Column
    after: Column

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each column whose default changes; a change of type brings the new default along.

        Two where the default calls a function that is made anew meanwhile; and one for a new table's default
        that calls what can only be made after the table.
        """
        changed = {(it.owner, old.name): (old, new) for it, old, new in differences.changed(Column) if it.owner}
        stepping = {(table, column.name): column for table, column in _in_the_way(differences, before)}
        for (table, name), column in stepping.items():
            old, new = changed.pop((table, name), (column, column))
            yield cls(table=table, before=old, after=replace(old, default=None))
            if new.default is not None:
                yield cls(table=table, before=replace(new, default=None), after=new)
        for (owner, _), (old, new) in changed.items():
            if owner and old.default != new.default and not changes_type(old, new):
                yield cls(table=owner, before=old, after=new)
        yield from (cls(table=view, before=old, after=new) for view, old, new in _of_views(differences, before))
        for table, column in defaults_of(differences, late_when_made(differences)):
            yield cls(table=table, before=replace(column, default=None), after=column)
        for table, column in defaults_of(differences, late_when_dropped(differences)):
            yield cls(table=table, before=column, after=replace(column, default=None))

    def subject(self) -> Address:
        """The column."""
        return address_of(self.after, self.table)

    def order(self) -> int:
        """A default goes before an identity comes, and comes after an identity is gone."""
        return self.rank if self.after.default is None else 18

    def requires(self) -> frozenset[Address]:
        """The table, and what the new default names."""
        default = self.after.default
        return frozenset() if default is None else frozenset({*self._holder(), *mentioned(default)})

    def _holder(self) -> tuple[Address, Address]:
        return of("table", self.table), of("view", self.table)

    def releases(self) -> frozenset[Address]:
        """The table, and what the old default named."""
        default = self.before.default
        return frozenset() if default is None else frozenset({*self._holder(), *mentioned(default)})

    def describe(self) -> str:
        """One line."""
        place = f'"{self.after.name}" of "{self.table}"'
        if self.after.default is None:
            return f"take the default of {place} away"
        return f"give {place} the default {self.after.default}"

    def apply(self, before: Schema) -> Schema:
        """With the new default."""
        column = column_of(before, self.table, self.after.name)
        return put_column(before, self.table, replace(column, default=self.after.default))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """SET DEFAULT or DROP DEFAULT."""
        return (columns.set_default(self.table, self.after.name, self.after.default),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The default it has by then, where the column is there and does not count by itself still."""
        there = guards.column_exists(self.table, self.before.name, "attidentity = ''")
        back = columns.set_default(
            self.table, self.before.name, column_of(before, self.table, self.before.name).default
        )
        return Reversal(statements=(guards.only_if(there, back),))


def _of_views(differences: Differences, before: Schema) -> Iterator[tuple[QualifiedName, Column, Column]]:
    """The columns of views that stay and have another default: what is inserted through the view."""
    views = [(address, old, new) for address, old, new in differences.changed(View) if old.columns != new.columns]
    again = rebuilding(differences, before).again if views else {}
    for address, old, new in views:
        were = {column.name: column for column in old.columns}
        for column in new.columns if address not in again else ():
            was = were.get(column.name, column)
            if was.default != column.default:
                yield address.name, was, column


def _in_the_way(differences: Differences, before: Schema) -> Iterator[tuple[QualifiedName, Column]]:
    """The columns that stay and whose defaults call a function that is dropped."""
    if not any(item.address.kind in ("function", "view") for item in differences.items):
        return
    obstacles = rebuilding(differences, before).obstacles
    removed = {address.name for address, _ in differences.removed(Table)}
    dropped = {(address.owner, column.name) for address, column in differences.removed(Column)}
    for table, column in blocked_defaults(renamed(before, differences.renamings), obstacles):
        if table not in removed and (table, column.name) not in dropped:
            yield table, column
