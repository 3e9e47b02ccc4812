"""Derives a column otherwise, or keeps its values and stops deriving them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.errors import NoPlan
from database_developer.migration import online, whole
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import columns, constraints, guards, indexes, views
from database_developer.migration.editing import column_of, put_column
from database_developer.migration.in_the_way import Obstacles, blocked_views
from database_developer.migration.mentions import mentioned, names_in
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, ConstraintKind, Generated, Schema

SET_EXPRESSION_SINCE = 17


@dataclass(frozen=True, kw_only=True)
class SetGenerated(Alteration):
    """SET EXPRESSION or DROP EXPRESSION."""

    kind: ClassVar[str] = "set-generated"
    rank: ClassVar[int] = 14
    table: QualifiedName
    column: Column
    after: Generated | None

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each column derived otherwise, and each stored one that is no longer derived."""
        for address, old, new in differences.changed(Column):
            if address.owner and old.generated != new.generated and _is_possible(old.generated, new.generated):
                yield cls(table=address.owner, column=old, after=new.generated)

    def subject(self) -> Address:
        """The column."""
        return address_of(self.column, self.table)

    def requires(self) -> frozenset[Address]:
        """What the new expression names."""
        return frozenset(mentioned(self.after.expression if self.after else ""))

    def releases(self) -> frozenset[Address]:
        """What the old expression named."""
        return frozenset(mentioned(self.column.generated.expression if self.column.generated else ""))

    def describe(self) -> str:
        """One line."""
        place = f'"{self.column.name}" of "{self.table}"'
        return f"derive {place} as {self.after.expression}" if self.after else f"stop deriving {place}"

    def apply(self, before: Schema) -> Schema:
        """With the new expression, or none."""
        column = column_of(before, self.table, self.column.name)
        return put_column(before, self.table, replace(column, generated=self.after))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """SET EXPRESSION or DROP EXPRESSION."""
        if self.after is None:
            return (columns.drop_expression(self.table, self.column.name),)
        if facts.server_version < SET_EXPRESSION_SINCE:
            raise NoPlan(
                f'PostgreSQL {facts.server_version} cannot derive "{self.table}.{self.column.name}" otherwise in place',
                hint="drop the column in one migration and add it in the next",
            )
        if not self.after.stored and any(before.tables[self.table].constraints_of(ConstraintKind.CHECK)):
            raise NoPlan(
                f'PostgreSQL cannot derive the virtual "{self.table}.{self.column.name}" otherwise beside CHECKs',
                hint="drop the column in one migration and add it in the next",
            )
        return (self._expressed(self.after),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old expression; where the column is no longer derived, it is made anew."""
        derived = self.column.generated or Generated(expression="NULL")
        if self.after is not None:
            there = guards.column_exists(self.table, self.column.name, "attgenerated <> ''")
            return Reversal(statements=(guards.only_if(there, self._expressed(derived)),))
        return Reversal(
            statements=tuple(self._made_anew(before, facts)),
            note=f'"{self.column.name}" stands last in "{self.table}"; values changed by hand since are derived again',
            moves_columns=True,
        )

    def _expressed(self, derived: Generated) -> Statement:
        return columns.set_expression(self.table, self.column.name, derived.expression, stored=derived.stored)

    def _made_anew(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        """Drop the plain column with all that is over it, add the derived one, and put that back."""
        name, table = self.column.name, before.tables[self.table]
        plain = guards.column_exists(self.table, name, "attgenerated = ''")
        over = Obstacles(columns=frozenset({(self.table, name)}))
        blocked = tuple(blocked_views(before, over, changed=()))
        keys = tuple(it for it in table.constraints if name in (*it.columns, *names_in(it.definition)))
        added = replace(columns.add(self.table, self.column), scans=(self.table,), rewrites=(self.table,))
        yield guards.only_if(
            plain,
            *(views.drop(view, guarded=True) for view in reversed(blocked)),
            *(constraints.drop(self.table, it, guarded=True) for it in keys),
            columns.drop(self.table, name),
            added,
        )
        for statement in (
            *whole.column_settings(self.table, self.column),
            *whole.notes(self.column, facts, self.table),
        ):
            yield guards.only_if(guards.column_exists(self.table, name), statement)
        for constraint in keys:
            yield from online.add_constraint(self.table, constraint, before, facts, guarded=True)
        for index in table.indexes:
            if name in names_in(index.definition):
                yield indexes.create(self.table, index, guarded=True)
        for view in blocked:
            yield from whole.view(view, before, facts, guarded=True)


def _is_possible(old: Generated | None, new: Generated | None) -> bool:
    if old is None:
        return False
    return old.stored if new is None else old.stored == new.stored
