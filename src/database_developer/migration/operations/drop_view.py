"""Removes a view or materialized view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Removal, Stage, Turn
from database_developer.migration.ddl import views
from database_developer.migration.editing import remove
from database_developer.migration.mentions import needs
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Schema, View


@dataclass(frozen=True, kw_only=True)
class DropView(Removal):
    """DROP [MATERIALIZED] VIEW, after the views that read it."""

    kind: ClassVar[str] = "drop-view"
    turn: ClassVar[Turn] = Turn.CLEARING
    stage: ClassVar[Stage] = Stage.VIEWS_GO
    view: View

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that goes, gets other columns, or is in the way."""
        for _, gone in rebuilding(differences, before).cleared:
            if isinstance(gone, View):
                yield cls(view=gone)

    def subject(self) -> Address:
        """The view."""
        return address_of(self.view)

    def releases(self) -> frozenset[Address]:
        """The tables, views, columns and functions it read."""
        return needs(self.view)

    def describe(self) -> str:
        """One line."""
        return f'remove the {"materialized " if self.view.materialized else ""}view "{self.view.name}"'

    def apply(self, before: Schema) -> Schema:
        """Without the view."""
        return remove(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP VIEW."""
        return (views.drop(self.view),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """CREATE VIEW as it was; a materialized one is filled anew."""
        return Reversal(statements=tuple(whole.view(self.view, before, facts, guarded=True)))
