"""Makes a domain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Addition, Stage
from database_developer.migration.ddl import types
from database_developer.migration.editing import put
from database_developer.migration.mentions import needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Domain, Schema


@dataclass(frozen=True, kw_only=True)
class CreateDomain(Addition):
    """CREATE DOMAIN with its checks."""

    kind: ClassVar[str] = "create-domain"
    stage: ClassVar[Stage] = Stage.TYPES
    domain: Domain

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that exists only afterwards."""
        return (cls(domain=made) for _, made in differences.added(Domain))

    def subject(self) -> Address:
        """What is made."""
        return address_of(self.domain)

    def requires(self) -> frozenset[Address]:
        """Its namespace and the types it is made of."""
        return needs(self.domain)

    def describe(self) -> str:
        """One line."""
        return f'make the domain "{self.domain.name}"'

    def apply(self, before: Schema) -> Schema:
        """With it."""
        return put(before, self.domain)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE DOMAIN."""
        return tuple(whole.domain(self.domain, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP DOMAIN."""
        return Reversal(statements=(types.drop_domain(self.domain.name, guarded=True),))
