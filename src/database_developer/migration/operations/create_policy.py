"""Makes a policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Addition
from database_developer.migration.ddl import policies
from database_developer.migration.editing import put_part
from database_developer.migration.mentions import needs
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Policy, Schema


@dataclass(frozen=True, kw_only=True)
class CreatePolicy(Addition):
    """CREATE POLICY."""

    kind: ClassVar[str] = "create-policy"
    rank: ClassVar[int] = 50
    owner: QualifiedName
    policy: Policy

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that is new, changed, or was in the way."""
        for address, made in rebuilding(differences, before).built:
            if isinstance(made, Policy) and address.owner:
                yield cls(owner=address.owner, policy=made)

    def subject(self) -> Address:
        """The policy."""
        return address_of(self.policy, self.owner)

    def requires(self) -> frozenset[Address]:
        """Its table, and what it names."""
        return needs(self.policy, self.owner)

    def describe(self) -> str:
        """One line."""
        return f'make the policy "{self.policy.name}" on "{self.owner}"'

    def apply(self, before: Schema) -> Schema:
        """With the policy."""
        return put_part(before, self.owner, self.policy)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE POLICY."""
        return tuple(whole.policy(self.owner, self.policy, before, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP POLICY."""
        return Reversal(statements=(policies.drop(self.owner, self.policy.name, guarded=True),))
