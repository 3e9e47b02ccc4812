"""Removes a composite type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Removal, Stage
from database_developer.migration.ddl import types
from database_developer.migration.editing import remove
from database_developer.migration.mentions import needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Composite, Schema


@dataclass(frozen=True, kw_only=True)
class DropComposite(Removal):
    """DROP TYPE, after all that uses it."""

    kind: ClassVar[str] = "drop-composite"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 39
    composite: Composite

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that exists only before."""
        return (cls(composite=gone) for _, gone in differences.removed(Composite))

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
        """DROP TYPE."""
        return (types.drop_type(self.composite.name),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """Made again as it was, unless it is there."""
        return Reversal(statements=tuple(whole.composite(self.composite, facts, guarded=True)))
