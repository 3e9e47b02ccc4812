"""Removes an empty namespace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Removal, Stage
from database_developer.migration.ddl import namespaces
from database_developer.migration.editing import remove
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Namespace, Schema


@dataclass(frozen=True, kw_only=True)
class DropNamespace(Removal):
    """DROP SCHEMA, after everything in it is gone."""

    kind: ClassVar[str] = "drop-namespace"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 60
    namespace: Namespace

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each namespace that exists only before."""
        return (cls(namespace=gone) for _, gone in differences.removed(Namespace))

    def subject(self) -> Address:
        """The namespace."""
        return address_of(self.namespace)

    def describe(self) -> str:
        """One line."""
        return f'remove the namespace "{self.namespace.name}"'

    def apply(self, before: Schema) -> Schema:
        """Without the namespace."""
        return remove(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP SCHEMA."""
        return (namespaces.drop(self.namespace.name),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """CREATE SCHEMA with its comment and privileges."""
        return Reversal(statements=tuple(whole.namespace(self.namespace, facts, guarded=True)))
