"""Gives a view another query under the same columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.ddl import views
from database_developer.migration.editing import put
from database_developer.migration.mentions import needs
from database_developer.migration.rebuilding import rebuilding
from database_developer.migration.replacing import is_replaceable_view, only_notes_differ
from database_developer.migration.whole import view_locks
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Schema, View


@dataclass(frozen=True, kw_only=True)
class ReplaceView(Alteration):
    """CREATE OR REPLACE VIEW."""

    kind: ClassVar[str] = "replace-view"
    stage: ClassVar[Stage] = Stage.VIEWS
    before: View
    after: View

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each whose columns stay, unless it is in the way of something else."""
        changed = [
            (address, old, new)
            for address, old, new in differences.changed(View)
            if is_replaceable_view(old, new) and not only_notes_differ(old, new)
        ]
        again = rebuilding(differences, before).again if changed else {}
        for address, old, new in changed:
            if address not in again:
                yield cls(before=old, after=new)

    def subject(self) -> Address:
        """The view."""
        return address_of(self.after)

    def creates(self) -> frozenset[Address]:
        """The view as wished."""
        return frozenset({self.subject()})

    def requires(self) -> frozenset[Address]:
        """What the new query reads."""
        return needs(self.after) - self.creates()

    def releases(self) -> frozenset[Address]:
        """What the old query read."""
        return needs(self.before)

    def describe(self) -> str:
        """One line."""
        return f'replace the query of the view "{self.after.name}"'

    def apply(self, before: Schema) -> Schema:
        """With the new query; comments, privileges and triggers stay."""
        there = before.views[self.after.name]
        changed = replace(
            there, definition=self.after.definition, options=self.after.options, depends_on=self.after.depends_on
        )
        return put(before, changed)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE OR REPLACE."""
        return (views.create(self.after, view_locks(self.after, before), replace=True),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """CREATE OR REPLACE with the old query."""
        return Reversal(statements=(views.create(self.before, view_locks(self.before, before), replace=True),))
