"""Keeps a renamed table's old name alive as a view that is read and written like the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.migration import whole
from database_developer.migration.change import Alteration, Stage, Turn
from database_developer.migration.ddl import guards, views
from database_developer.migration.editing import put
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import Schema, View


@dataclass(frozen=True, kw_only=True)
class KeepOldName(Alteration):
    """CREATE VIEW under the old name, in one transaction with the RENAME."""

    kind: ClassVar[str] = "keep-old-name"
    turn: ClassVar[Turn] = Turn.RENAMING
    stage: ClassVar[Stage] = Stage.RENAMES
    rank: ClassVar[int] = 0
    table: QualifiedName
    """The table by its new name."""
    view: View

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each new view that has the old name of a renamed table."""
        made = {view.name: view for _, view in differences.added(View)}
        for renaming in differences.renamings:
            if renaming.after.kind == "table" and renaming.before.name in made:
                yield cls(table=renaming.after.name, view=made[renaming.before.name])

    def subject(self) -> Address:
        """The table's old name; it stands right behind the renaming."""
        return of("window", self.table)

    def creates(self) -> frozenset[Address]:
        """The view."""
        return frozenset({of("view", self.view.name)})

    def describe(self) -> str:
        """One line."""
        return f'keep the name "{self.view.name}" of "{self.table}" for the old application'

    def apply(self, before: Schema) -> Schema:
        """With the view."""
        return put(before, self.view)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE VIEW."""
        return tuple(whole.view(self.view, before, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP VIEW, if it is one."""
        there = guards.is_view(self.view.name, materialized=False)
        return Reversal(statements=(guards.only_if(there, views.drop(self.view)),))
