"""Removes a column: it is set aside with its values, unless somebody allowed to lose them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.diff.renaming import renamed
from database_developer.migration import whole
from database_developer.migration.asides import ColumnAside, Role, role_of
from database_developer.migration.change import Removal, Stage
from database_developer.migration.ddl import columns, guards
from database_developer.migration.ddl.aside import CLIENTS_BREAK
from database_developer.migration.defaults import fills_rows, stand_in
from database_developer.migration.editing import remove_part
from database_developer.migration.family import family, has_heirs_of_its_own, on_family
from database_developer.migration.leaning import leans, lost_with
from database_developer.migration.mentions import needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Hazard, Restores, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Column, Schema


@dataclass(frozen=True, kw_only=True)
class DropColumn(Removal):
    """RENAME COLUMN to a hidden name, after everything that uses it was dropped; DROP COLUMN where that is allowed.

    ``role`` is what the column was to others; ``can_stay`` is false where its type goes with an extension,
    or where a child has it by itself too;
    ``certain`` says that nothing is renamed in the same migration.
    """

    kind: ClassVar[str] = "drop-column"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 0
    table: QualifiedName
    column: Column
    role: Role = field(default_factory=Role)
    can_stay: bool = True
    certain: bool = True

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each column that a table has only before."""
        found = [(it, gone) for it, gone in differences.removed(Column) if not gone.inherited]
        if not found:
            return
        current = renamed(before, differences.renamings)
        lost = lost_with(differences, current)
        for address, gone in found:
            if address.owner is not None:
                role = role_of(address.owner, gone, lost, current)
                yield cls(
                    table=address.owner,
                    column=gone,
                    role=role,
                    can_stay=not leans(gone.type, lost, current)
                    and not has_heirs_of_its_own(address.owner, gone.name, current),
                    certain=not differences.renamings,
                )

    def subject(self) -> Address:
        """The column."""
        return address_of(self.column, self.table)

    def releases(self) -> frozenset[Address]:
        """The types, sequences, functions and columns that it named."""
        return needs(self.column, self.table) - {self.subject()}

    def describe(self) -> str:
        """One line."""
        return f'remove "{self.column.name}" from "{self.table}"'

    def apply(self, before: Schema) -> Schema:
        """Without the column, also where it is inherited."""
        for name in family(self.table, before):
            column = before.tables[name].column(self.column.name)
            if name == self.table or (column is not None and column.inherited):
                before = remove_part(before, address_of(self.column, name))
        return before

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """The column set aside, or dropped."""
        if not self._is_dropped(facts):
            return (self._aside(before, facts).forward(),)
        hazards = CLIENTS_BREAK if self.column.generated else CLIENTS_BREAK | {Hazard.DATA_LOSS}
        dropped = replace(columns.drop(self.table, self.column.name), hazards=hazards)
        return (on_family(dropped, before),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The column as it was with its values; a dropped one stands last in the table, without them."""
        if not self._is_dropped(facts):
            return self._aside(before, facts).reverse()
        value = self._stand_in(before)
        note = f'the data of "{self.table}.{self.column.name}" does not come back: restore it from a backup'
        if value is not None:
            note += f"; rows that are there get {value}"
        return Reversal(
            statements=tuple(on_family(it, before) for it in self._added_back(value, before, facts)),
            restores=Restores.EVERYTHING if self.column.generated else Restores.STRUCTURE,
            note=f'"{self.column.name}" stands last in "{self.table}"' if self.column.generated else note,
            moves_columns=True,
        )

    def _aside(self, before: Schema, facts: Facts) -> ColumnAside:
        return ColumnAside(
            table=self.table,
            column=self.column,
            role=self.role,
            before=before,
            facts=facts,
            certain=self.certain,
        )

    def _is_dropped(self, facts: Facts) -> bool:
        """Whether nothing is kept: values that are derived can be derived again."""
        return self.column.generated is not None or not self.can_stay or Hazard.DATA_LOSS in facts.allowed

    def _stand_in(self, before: Schema) -> str | None:
        column = self.column
        is_demanded = column.not_null is not None and column.not_null.validated
        if not is_demanded or column.default is not None or column.identity or column.generated:
            return None
        return stand_in(column.type, before)

    def _added_back(self, value: str | None, before: Schema, facts: Facts) -> Iterator[Statement]:
        there = guards.column_exists(self.table, self.column.name)
        added = columns.add(self.table, replace(self.column, default=value) if value else self.column)
        written = (self.table,) if fills_rows(self.column, before) else ()
        added = replace(added, scans=written, rewrites=written)
        statements = [added]
        if value is not None:
            statements.append(columns.set_default(self.table, self.column.name, None))
        yield guards.only_if(guards.all_of(guards.relation_exists(self.table), f"NOT {there}"), *statements)
        settings = (
            *whole.column_settings(self.table, self.column),
            *whole.notes(self.column, facts, self.table),
        )
        yield from (guards.only_if(there, it) for it in settings)
        yield from whole.unvalidated_not_null(self.table, self.column)
