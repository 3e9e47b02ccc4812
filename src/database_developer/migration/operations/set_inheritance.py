"""Lets the rows of a table be found in another one too, or no longer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.errors import NoPlan
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import guards, tables
from database_developer.migration.editing import put
from database_developer.migration.mentions import stands_with
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import Column, Constraint, Schema, Table


@dataclass(frozen=True, kw_only=True)
class SetInheritance(Alteration):
    """INHERIT and NO INHERIT."""

    kind: ClassVar[str] = "set-inheritance"
    rank: ClassVar[int] = 55
    before: Table
    after: Table

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each table that has other parents."""
        for _, old, new in differences.changed(Table):
            if old.inherits != new.inherits:
                yield cls(before=old, after=new)

    def subject(self) -> Address:
        """The child."""
        return address_of(self.after)

    def requires(self) -> frozenset[Address]:
        """The new parents."""
        return frozenset(of("table", it) for it in self._added())

    def follows(self) -> frozenset[Address]:
        """The columns and checks that a parent demands."""
        return stands_with(self.after)

    def releases(self) -> frozenset[Address]:
        """The old parents."""
        return frozenset(of("table", it) for it in self._dropped())

    def describe(self) -> str:
        """One line."""
        parents = ", ".join(f'"{it}"' for it in self.after.inherits) or "no table"
        return f'let "{self.after.name}" inherit from {parents}'

    def apply(self, before: Schema) -> Schema:
        """With the parents of afterwards."""
        return put(before, replace(before.tables[self.after.name], inherits=self.after.inherits))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """A statement for each parent."""
        self._ensure_can_return(before)
        gone = (tables.no_inherit(self.after.name, it) for it in self._dropped())
        return (*gone, *(tables.inherit(self.after.name, it) for it in self._added()))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same the other way round, where it is not so."""
        child = self.after.name
        gone = (guards.only_if(guards.inherits(child, it), tables.no_inherit(child, it)) for it in self._added())
        back = (guards.unless(guards.inherits(child, it), tables.inherit(child, it)) for it in self._dropped())
        return Reversal(statements=(*gone, *back), note=f'"{child}" must have the columns and checks of its parents')

    def _dropped(self) -> Iterator[QualifiedName]:
        return (it for it in self.before.inherits if it not in self.after.inherits)

    def _added(self) -> Iterator[QualifiedName]:
        return (it for it in self.after.inherits if it not in self.before.inherits)

    def _ensure_can_return(self, before: Schema) -> None:
        """What exists only through a parent becomes the child's own, and no rollback makes it inherited again."""
        table = before.tables[self.after.name]
        inherited = [it.name for it in _parts(table) if it.inherited]
        if inherited and any(True for _ in self._dropped()):
            raise NoPlan(
                f'"{table.name}" cannot stop inheriting: "{inherited[0]}" exists only through a parent,'
                " and could not be made so again",
                hint="make a table of its own with these columns, and move the rows",
            )


def _parts(table: Table) -> Iterator[Column | Constraint]:
    yield from table.columns
    yield from table.constraints
