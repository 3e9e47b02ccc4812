"""Removes a function or procedure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Removal, Stage
from database_developer.migration.ddl import functions
from database_developer.migration.editing import remove
from database_developer.migration.mentions import calls, needs
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Function, Schema


@dataclass(frozen=True, kw_only=True)
class DropFunction(Removal):
    """DROP FUNCTION or PROCEDURE, after the triggers, defaults and checks that call it."""

    kind: ClassVar[str] = "drop-function"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 20
    function: Function

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that goes, or changes in what its callers see."""
        for _, gone in rebuilding(differences, before).cleared:
            if isinstance(gone, Function):
                yield cls(function=gone)

    def subject(self) -> Address:
        """The function with its argument types."""
        return address_of(self.function)

    def removes(self) -> frozenset[Address]:
        """The function, also as those name it who call it."""
        return frozenset({self.subject(), calls(self.function.name)})

    def releases(self) -> frozenset[Address]:
        """Its namespace and types; in SQL also what the body names."""
        return needs(self.function)

    def describe(self) -> str:
        """One line."""
        return f'remove the {"procedure" if self.function.procedure else "function"} "{self.function.signature}"'

    def apply(self, before: Schema) -> Schema:
        """Without the function."""
        return remove(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP FUNCTION."""
        return (functions.drop(self.function),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """CREATE OR REPLACE FUNCTION as it was."""
        return Reversal(statements=tuple(whole.function(self.function, before, facts)))
