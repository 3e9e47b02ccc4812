"""Makes a view or materialized view with its indexes and triggers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Addition, Stage
from database_developer.migration.ddl import guards, views
from database_developer.migration.editing import put
from database_developer.migration.existing import drop_if_there
from database_developer.migration.mentions import needs
from database_developer.migration.rebuilding import Placed, rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Schema, View


@dataclass(frozen=True, kw_only=True)
class CreateView(Addition):
    """CREATE [MATERIALIZED] VIEW."""

    kind: ClassVar[str] = "create-view"
    stage: ClassVar[Stage] = Stage.VIEWS
    view: View
    leaners: tuple[Placed, ...] = ()
    was: View | None = None
    """The view of that name that is dropped before, if any."""

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that is new, has other columns, or was in the way."""
        found = rebuilding(differences, before)
        kept_names = {it.before.name for it in differences.renamings if it.after.kind == "table"}
        for address, made in found.built:
            if isinstance(made, View) and made.name not in kept_names:
                was = next((it for _, it in found.cleared if isinstance(it, View) and it.name == made.name), None)
                yield cls(view=made, leaners=found.leaners(address), was=was)

    def subject(self) -> Address:
        """The view."""
        return address_of(self.view)

    def requires(self) -> frozenset[Address]:
        """The tables, views, columns and functions it reads."""
        return needs(self.view)

    def describe(self) -> str:
        """One line."""
        return f'make the {"materialized " if self.view.materialized else ""}view "{self.view.name}"'

    def apply(self, before: Schema) -> Schema:
        """With the view."""
        return put(before, self.view)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE VIEW, then its indexes and triggers."""
        return tuple(whole.view(self.view, before, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP VIEW."""
        dropped = views.drop(self.view, guarded=True)
        if self.was is not None and self.was.materialized != self.view.materialized:
            dropped = guards.only_if(guards.is_view(self.view.name, materialized=self.view.materialized), dropped)
        return Reversal(statements=(*(drop_if_there(*it) for it in self.leaners), dropped))
