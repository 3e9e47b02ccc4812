"""Removes a trigger from a table that stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Removal, Turn
from database_developer.migration.ddl import triggers
from database_developer.migration.editing import remove_part
from database_developer.migration.mentions import needs
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Schema, Trigger


@dataclass(frozen=True, kw_only=True)
class DropTrigger(Removal):
    """DROP TRIGGER."""

    kind: ClassVar[str] = "drop-trigger"
    turn: ClassVar[Turn] = Turn.CLEARING
    rank: ClassVar[int] = 1
    owner: QualifiedName
    trigger: Trigger

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that goes, changes, or is in the way."""
        for address, gone in rebuilding(differences, before).cleared:
            if isinstance(gone, Trigger) and address.owner:
                yield cls(owner=address.owner, trigger=gone)

    def subject(self) -> Address:
        """The trigger."""
        return address_of(self.trigger, self.owner)

    def releases(self) -> frozenset[Address]:
        """Its table, and what it named."""
        return needs(self.trigger, self.owner)

    def describe(self) -> str:
        """One line."""
        return f'remove the trigger "{self.trigger.name}" of "{self.owner}"'

    def apply(self, before: Schema) -> Schema:
        """Without the trigger."""
        return remove_part(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP TRIGGER."""
        return (triggers.drop(self.owner, self.trigger.name),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """CREATE TRIGGER, unless it is there."""
        return Reversal(statements=tuple(whole.trigger(self.owner, self.trigger, facts, guarded=True)))
