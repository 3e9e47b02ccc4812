"""Makes a namespace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.diff.renaming.steps import moves
from database_developer.migration import whole
from database_developer.migration.change import Addition, Stage, Turn
from database_developer.migration.ddl import namespaces
from database_developer.migration.editing import put
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Namespace, Schema


@dataclass(frozen=True, kw_only=True)
class CreateNamespace(Addition):
    """CREATE SCHEMA with comment and privileges."""

    kind: ClassVar[str] = "create-namespace"
    stage: ClassVar[Stage] = Stage.NAMESPACES
    namespace: Namespace
    early: bool = False
    """Whether something moves into it, so that it must be there before anything is renamed."""

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each namespace that exists only afterwards."""
        goals = {it.after.name.schema for it in differences.renamings if moves(it)}
        return (cls(namespace=made, early=made.name in goals) for _, made in differences.added(Namespace))

    def when(self) -> Turn:
        """Before what moves into it."""
        return Turn.CLEARING if self.early else self.turn

    def subject(self) -> Address:
        """The namespace."""
        return address_of(self.namespace)

    def describe(self) -> str:
        """One line."""
        return f'make the namespace "{self.namespace.name}"'

    def apply(self, before: Schema) -> Schema:
        """With the namespace."""
        return put(before, self.namespace)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE SCHEMA."""
        return tuple(whole.namespace(self.namespace, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP SCHEMA; what else was put into it since must be gone first."""
        return Reversal(statements=(namespaces.drop(self.namespace.name, guarded=True),))
