"""Makes a trigger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Addition
from database_developer.migration.ddl import triggers
from database_developer.migration.editing import put_part
from database_developer.migration.mentions import needs
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Schema, Trigger


@dataclass(frozen=True, kw_only=True)
class CreateTrigger(Addition):
    """CREATE TRIGGER."""

    kind: ClassVar[str] = "create-trigger"
    rank: ClassVar[int] = 40
    owner: QualifiedName
    trigger: Trigger

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that is new, changed, or was in the way."""
        for address, made in rebuilding(differences, before).built:
            if isinstance(made, Trigger) and address.owner:
                yield cls(owner=address.owner, trigger=made)

    def subject(self) -> Address:
        """The trigger."""
        return address_of(self.trigger, self.owner)

    def requires(self) -> frozenset[Address]:
        """Its table, and what it names."""
        return needs(self.trigger, self.owner)

    def describe(self) -> str:
        """One line."""
        return f'make the trigger "{self.trigger.name}" on "{self.owner}"'

    def apply(self, before: Schema) -> Schema:
        """With the trigger."""
        return put_part(before, self.owner, self.trigger)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE TRIGGER."""
        return tuple(whole.trigger(self.owner, self.trigger, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP TRIGGER."""
        return Reversal(statements=(triggers.drop(self.owner, self.trigger.name, guarded=True),))
