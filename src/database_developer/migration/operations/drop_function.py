"""Removes a function or procedure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.bodies import is_touched
from database_developer.migration.change import Removal, Stage, Turn
from database_developer.migration.ddl import functions
from database_developer.migration.editing import remove
from database_developer.migration.mentions import calls, needs, reads
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
    is_touched: bool = False
    """Whether this migration changes what the body names."""
    early: bool = False
    """Whether it holds a view fast that is dropped before anything is renamed."""

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that goes, or changes in what its callers see."""
        found = rebuilding(differences, before)
        for address, gone in found.cleared:
            if isinstance(gone, Function):
                yield cls(function=gone, is_touched=is_touched(gone, differences), early=address in found.early)

    def when(self) -> Turn:
        """Before the renamings only where it must be."""
        return Turn.CLEARING if self.early else self.turn

    def subject(self) -> Address:
        """The function with its argument types."""
        return address_of(self.function)

    def removes(self) -> frozenset[Address]:
        """The function, also as those name it who call it."""
        return frozenset({self.subject(), calls(self.function.name)})

    def releases(self) -> frozenset[Address]:
        """Its namespace and types; what a body without quotes names."""
        return needs(self.function)

    def precedes(self) -> frozenset[Address]:
        """What the body names."""
        return reads(self.function) - self.removes()

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
        made = whole.function(self.function, before, facts, unchecked=self.is_touched)
        return Reversal(statements=tuple(made))
