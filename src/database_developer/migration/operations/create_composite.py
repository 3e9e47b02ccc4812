"""Makes a composite type."""

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
from database_developer.model.schema import Composite, Schema


@dataclass(frozen=True, kw_only=True)
class CreateComposite(Addition):
    """CREATE TYPE ... AS (...)."""

    kind: ClassVar[str] = "create-composite"
    stage: ClassVar[Stage] = Stage.TYPES
    composite: Composite

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that exists only afterwards."""
        return (cls(composite=made) for _, made in differences.added(Composite))

    def subject(self) -> Address:
        """What is made."""
        return address_of(self.composite)

    def requires(self) -> frozenset[Address]:
        """Its namespace and the types it is made of."""
        return needs(self.composite)

    def describe(self) -> str:
        """One line."""
        return f'make the composite type "{self.composite.name}"'

    def apply(self, before: Schema) -> Schema:
        """With it."""
        return put(before, self.composite)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE TYPE."""
        return tuple(whole.composite(self.composite, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP TYPE."""
        return Reversal(statements=(types.drop_type(self.composite.name, guarded=True),))
