"""Removes a composite type: it is set aside, for what is aside may still have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.diff.renaming import renamed
from database_developer.migration import whole
from database_developer.migration.change import Removal, Stage
from database_developer.migration.ddl import aside, types
from database_developer.migration.editing import remove
from database_developer.migration.leaning import leans, lost_with
from database_developer.migration.mentions import needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Hazard, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Composite, Schema


@dataclass(frozen=True, kw_only=True)
class DropComposite(Removal):
    """SET SCHEMA into a hidden namespace, after all that uses it; DROP TYPE where losses are allowed.

    ``can_stay`` is false where a type in it goes with an extension.
    """

    kind: ClassVar[str] = "drop-composite"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 39
    composite: Composite
    can_stay: bool = True
    certain: bool = True

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that exists only before."""
        gone = [it for _, it in differences.removed(Composite)]
        current = renamed(before, differences.renamings) if gone else before
        lost = lost_with(differences, current)
        for each in gone:
            stays = not any(leans(attribute.type, lost, current) for attribute in each.attributes)
            yield cls(composite=each, can_stay=stays, certain=not differences.renamings)

    def subject(self) -> Address:
        """What is removed."""
        return address_of(self.composite)

    def releases(self) -> frozenset[Address]:
        """Its namespace and the types it is made of."""
        return needs(self.composite)

    def describe(self) -> str:
        """One line."""
        return f'remove the composite type "{self.composite.name}"'

    def apply(self, before: Schema) -> Schema:
        """Without it."""
        return remove(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """SET SCHEMA, or DROP TYPE."""
        if self._is_dropped(facts):
            return (types.drop_type(self.composite.name),)
        return (aside.moved("composite", self.composite.name),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """Back where it was; a dropped one is made again, unless it is there."""
        if self._is_dropped(facts):
            return Reversal(statements=tuple(whole.composite(self.composite, facts, guarded=True)))
        return Reversal(
            statements=(
                aside.moved_back("composite", self.composite.name, self.composite.comment, certain=self.certain),
            )
        )

    def _is_dropped(self, facts: Facts) -> bool:
        return not self.can_stay or Hazard.DATA_LOSS in facts.allowed
