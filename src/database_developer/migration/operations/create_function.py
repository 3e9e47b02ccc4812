"""Makes a function or procedure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Addition, Stage
from database_developer.migration.ddl import functions
from database_developer.migration.editing import put
from database_developer.migration.existing import drop_if_there
from database_developer.migration.mentions import calls, needs
from database_developer.migration.rebuilding import Placed, rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Function, Schema


@dataclass(frozen=True, kw_only=True)
class CreateFunction(Addition):
    """CREATE FUNCTION or PROCEDURE."""

    kind: ClassVar[str] = "create-function"
    stage: ClassVar[Stage] = Stage.FUNCTIONS
    function: Function
    leaners: tuple[Placed, ...] = ()

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that is new, or changed in what its callers see."""
        found = rebuilding(differences, before)
        for address, made in found.built:
            if isinstance(made, Function):
                yield cls(function=made, leaners=found.leaners(address))

    def subject(self) -> Address:
        """The function with its argument types."""
        return address_of(self.function)

    def creates(self) -> frozenset[Address]:
        """The function, also as those name it who call it."""
        return frozenset({self.subject(), calls(self.function.name)})

    def requires(self) -> frozenset[Address]:
        """Its namespace and types; in SQL also what the body names."""
        return needs(self.function)

    def describe(self) -> str:
        """One line."""
        return f'make the {"procedure" if self.function.procedure else "function"} "{self.function.signature}"'

    def apply(self, before: Schema) -> Schema:
        """With the function."""
        return put(before, self.function)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE FUNCTION."""
        return tuple(whole.function(self.function, before, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP FUNCTION."""
        leaners = tuple(drop_if_there(*it) for it in self.leaners)
        return Reversal(statements=(*leaners, functions.drop(self.function, guarded=True)))
