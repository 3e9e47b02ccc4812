"""Makes a function or procedure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.bodies import Awaited, are_settled, awaited
from database_developer.migration.change import Addition, Stage
from database_developer.migration.ddl import functions, guards
from database_developer.migration.editing import put
from database_developer.migration.existing import drop_if_there
from database_developer.migration.mentions import calls, needs, reads
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
    awaited: tuple[Awaited, ...] = ()
    """What its body names and this migration makes or changes."""
    was: Function | None = None
    """Another function or procedure of that name that is dropped before, if any, and leans on nothing else that is."""

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that is new, or changed in what its callers see."""
        found = rebuilding(differences, before)
        cleared = dict(found.cleared)
        for address, made in found.built:
            if isinstance(made, Function):
                was = cleared.get(address)
                if not isinstance(was, Function) or was.definition == made.definition or needs(was) & cleared.keys():
                    was = None
                bodies_need = awaited(made, differences)
                yield cls(function=made, leaners=found.leaners(address), awaited=bodies_need, was=was)

    def subject(self) -> Address:
        """The function with its argument types."""
        return address_of(self.function)

    def creates(self) -> frozenset[Address]:
        """The function, also as those name it who call it."""
        return frozenset({self.subject(), calls(self.function.name)})

    def requires(self) -> frozenset[Address]:
        """Its namespace and types; what a body without quotes names."""
        return needs(self.function)

    def follows(self) -> frozenset[Address]:
        """What the body names."""
        columns = frozenset(address for address, _ in self.awaited)
        return (reads(self.function) | columns) - self.creates()

    def describe(self) -> str:
        """One line."""
        return f'make the {"procedure" if self.function.procedure else "function"} "{self.function.signature}"'

    def apply(self, before: Schema) -> Schema:
        """With the function."""
        return put(before, self.function)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE FUNCTION; where it must be there before what its body names, without a look at the body."""
        unchecked = not are_settled(self.awaited, before)
        return tuple(whole.function(self.function, before, facts, unchecked=unchecked))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP FUNCTION, unless the one that stood there before still does."""
        leaners = tuple(drop_if_there(*it) for it in self.leaners)
        dropped = functions.drop(self.function, guarded=True)
        if self.was is not None:
            dropped = guards.unless(guards.is_defined_so(self.was), dropped)
        return Reversal(statements=(*leaners, dropped))
