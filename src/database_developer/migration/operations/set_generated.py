"""Derives a column otherwise, or keeps its values and stops deriving them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.errors import NoPlan
from database_developer.migration.change import Alteration
from database_developer.migration.column_anew import made_anew
from database_developer.migration.ddl import columns, definitions, guards
from database_developer.migration.ddl.quoting import literal
from database_developer.migration.editing import column_of, put_column
from database_developer.migration.mentions import mentioned
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
        """One for each column derived otherwise, or no longer derived."""
        for address, old, new in differences.changed(Column):
            if address.owner and old.generated is None and new.generated is not None and not new.inherited:
                raise NoPlan(
                    f'"{address.owner}.{new.name}" cannot be derived from now on: its own values would be lost',
                    hint="drop the column in one migration and add it in the next",
                )
            if address.owner and old.generated != new.generated and old.generated is not None:
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
        """SET EXPRESSION or DROP EXPRESSION; the column anew where the server knows neither for it."""
        there = guards.column_exists(self.table, self.column.name)
        if self.after is not None:
            if self._is_in_place(before, facts):
                return (self._expressed(self.after),)
            return tuple(made_anew(self.table, replace(self._now(before), generated=self.after), there, before, facts))
        dropped = columns.drop_expression(self.table, self.column.name)
        if self._derived().stored:
            return (dropped,)
        stored = replace(self._now(before), generated=replace(self._derived(), stored=True))
        return (*made_anew(self.table, stored, there, before, facts), dropped)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old expression; or the column anew, where it is as it became or half way to it."""
        if self.after is not None and self._is_in_place(before, facts):
            there = guards.column_exists(self.table, self.column.name, "attgenerated <> ''")
            return Reversal(statements=(guards.only_if(there, self._expressed(self._derived())),))
        by_hand = "; values changed by hand since are derived again" if self.after is None else ""
        return Reversal(
            statements=tuple(made_anew(self.table, self._now(before), self._is_other(), before, facts)),
            note=f'"{self.column.name}" stands last in "{self.table}"{by_hand}',
            moves_columns=True,
        )

    def _derived(self) -> Generated:
        return self.column.generated or Generated(expression="NULL")

    def _now(self, before: Schema) -> Column:
        """The column as it stands by then, still derived as it was."""
        return replace(column_of(before, self.table, self.column.name), generated=self.column.generated)

    def _is_in_place(self, before: Schema, facts: Facts) -> bool:
        """Whether SET EXPRESSION leads from the one way of deriving to the other."""
        if self.after is None or facts.server_version < SET_EXPRESSION_SINCE:
            return False
        is_checked = any(before.tables[self.table].constraints_of(ConstraintKind.CHECK))
        return self._derived().stored == self.after.stored and (self.after.stored or not is_checked)

    def _is_other(self) -> str:
        """The condition that the column is no longer derived as it was."""
        if self.after is None:
            kind = "s" if self._derived().stored else "v"
            return guards.column_exists(self.table, self.column.name, f"attgenerated <> {literal(kind)}")
        return definitions.derived_as(self.table, self.column.name, self.after)

    def _expressed(self, derived: Generated) -> Statement:
        return columns.set_expression(self.table, self.column.name, derived.expression, stored=derived.stored)
