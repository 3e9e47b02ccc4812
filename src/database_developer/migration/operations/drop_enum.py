"""Removes an enumerated type: it is set aside, for what is aside may still have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Removal, Stage
from database_developer.migration.ddl import aside, types
from database_developer.migration.editing import remove
from database_developer.migration.mentions import needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Hazard, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Enum, Schema


@dataclass(frozen=True, kw_only=True)
class DropEnum(Removal):
    """SET SCHEMA into a hidden namespace, after all that uses it; DROP TYPE where losses are allowed."""

    kind: ClassVar[str] = "drop-enum"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 40
    enum: Enum
    certain: bool = True

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that exists only before."""
        certain = not differences.renamings
        return (cls(enum=gone, certain=certain) for _, gone in differences.removed(Enum))

    def subject(self) -> Address:
        """What is removed."""
        return address_of(self.enum)

    def releases(self) -> frozenset[Address]:
        """Its namespace and the types it is made of."""
        return needs(self.enum)

    def describe(self) -> str:
        """One line."""
        return f'remove the enumerated type "{self.enum.name}"'

    def apply(self, before: Schema) -> Schema:
        """Without it."""
        return remove(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """SET SCHEMA, or DROP TYPE."""
        if Hazard.DATA_LOSS in facts.allowed:
            return (types.drop_type(self.enum.name),)
        return (aside.moved("enum", self.enum.name),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """Back where it was; a dropped one is made again, unless it is there."""
        if Hazard.DATA_LOSS in facts.allowed:
            return Reversal(statements=tuple(whole.enum(self.enum, facts, guarded=True)))
        return Reversal(statements=(aside.moved_back("enum", self.enum.name, self.enum.comment, certain=self.certain),))
