"""Removes a policy from a table that stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Removal, Turn
from database_developer.migration.ddl import policies
from database_developer.migration.editing import remove_part
from database_developer.migration.mentions import needs
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Policy, Schema


@dataclass(frozen=True, kw_only=True)
class DropPolicy(Removal):
    """DROP POLICY."""

    kind: ClassVar[str] = "drop-policy"
    turn: ClassVar[Turn] = Turn.CLEARING
    rank: ClassVar[int] = 2
    owner: QualifiedName
    policy: Policy

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that goes, changes, or is in the way."""
        for address, gone in rebuilding(differences, before).cleared:
            if isinstance(gone, Policy) and address.owner:
                yield cls(owner=address.owner, policy=gone)

    def subject(self) -> Address:
        """The policy."""
        return address_of(self.policy, self.owner)

    def releases(self) -> frozenset[Address]:
        """Its table, and what it named."""
        return needs(self.policy, self.owner)

    def describe(self) -> str:
        """One line."""
        return f'remove the policy "{self.policy.name}" of "{self.owner}"'

    def apply(self, before: Schema) -> Schema:
        """Without the policy."""
        return remove_part(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP POLICY."""
        return (policies.drop(self.owner, self.policy.name),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """CREATE POLICY, unless it is there."""
        return Reversal(statements=tuple(whole.policy(self.owner, self.policy, before, facts, guarded=True)))
