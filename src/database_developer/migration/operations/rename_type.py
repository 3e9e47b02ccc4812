"""Gives an enumerated type, a domain or a composite type another name; columns and functions follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.default_names import default_name
from database_developer.diff.renaming.steps import moves
from database_developer.migration.ddl import guards, types
from database_developer.migration.online import NAMED_NOT_NULL_SINCE
from database_developer.migration.rename import Rename, thing_at
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.schema import Domain, Schema

KINDS = ("enum", "domain", "composite")


@dataclass(frozen=True, kw_only=True)
class RenameType(Rename):
    """ALTER TYPE or DOMAIN ... RENAME, and the domain's NOT NULL constraint of usual name."""

    kind: ClassVar[str] = "rename-type"
    rank: ClassVar[int] = -4

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each renaming of an "enum", "domain" or "composite"."""
        return (cls(renaming=it) for it in differences.renamings if it.after.kind in KINDS and not moves(it))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """RENAME TO, then what is named after the domain."""
        named = tuple(self._named_after(before, facts, back=False))
        return (*super().forward(before, facts), *named)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old names, last one first."""
        reversal = super().reverse(before, facts)
        named = tuple(self._named_after(before, facts, back=True))
        return replace(reversal, statements=(*named, *reversal.statements))

    def _named_after(self, before: Schema, facts: Facts, *, back: bool) -> Iterator[Statement]:
        domain = thing_at(before, self.before)
        if facts.server_version < NAMED_NOT_NULL_SINCE or not isinstance(domain, Domain):
            return
        if domain.not_null is None or domain.not_null.name is not None:
            return
        new = self.renaming.after
        was, will = (default_name(it.name.name, "", "not_null") for it in (self.before, new))
        ends = (will, was) if back else (was, will)
        statement = types.rename_domain_constraint(new.name, *ends)
        yield guards.only_if(guards.domain_constraint_exists(new.name, will), statement) if back else statement
