"""What all operations have in common that give something another name and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from database_developer.diff.addresses import find
from database_developer.diff.renaming import renamed
from database_developer.migration.change import Alteration, Stage, Turn
from database_developer.migration.ddl import guards, renames
from database_developer.migration.existing import there
from database_developer.model.differences import Renaming, Thing
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, part_of
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class Rename(Alteration):
    """ALTER ... RENAME TO there, and back where the object has the new name and not the old one."""

    turn: ClassVar[Turn] = Turn.RENAMING
    stage: ClassVar[Stage] = Stage.RENAMES
    renaming: Renaming

    @property
    def before(self) -> Address:
        """The object under its old name; its owner has the name of afterwards by then."""
        owner = self.renaming.after.owner
        old = self.renaming.before
        return part_of(old.kind, owner, old.name.name) if owner else old

    def subject(self) -> Address:
        """The object under its new name."""
        return self.renaming.after

    def creates(self) -> frozenset[Address]:
        """The object under its new name."""
        return frozenset({self.renaming.after})

    def removes(self) -> frozenset[Address]:
        """The object under its old name."""
        return frozenset({self.before})

    def requires_gone(self) -> frozenset[Address]:
        """Whatever has the new name."""
        return frozenset({self.renaming.after})

    def describe(self) -> str:
        """One line."""
        old, new = self.before, self.renaming.after.name.name
        place = f' of "{old.owner}"' if old.owner else ""
        return f'rename the {old.kind} "{old.name.name if old.owner else old.name}"{place} to "{new}"'

    def apply(self, before: Schema) -> Schema:
        """With the new name wherever the object is mentioned."""
        return renamed(before, (self.renaming,))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """RENAME TO."""
        thing = thing_at(before, self.before)
        return (renames.rename(self.before, thing, bare(self.renaming.after)),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old name."""
        was, now = thing_at(before, self.before), thing_at(self.apply(before), self.renaming.after)
        back = renames.rename(self.renaming.after, now, bare(self.before))
        return Reversal(statements=(guards.only_if(is_there_now(self.renaming.after, now, self.before, was), back),))


def thing_at(schema: Schema, address: Address) -> Thing:
    """The object that stands at an address."""
    found = find(schema, address)
    assert found is not None  # noqa: S101 - the renaming was held against the schema
    return found


def is_there_now(after: Address, now: Thing, before: Address, was: Thing) -> str:
    """The condition that the object has its new name and nothing has the old one."""
    return guards.all_of(there(after, now), f"NOT {there(before, was)}")


def bare(address: Address) -> str:
    """The name alone: of a function without its argument types."""
    return address.name.name.partition("(")[0] if address.kind == "function" else address.name.name
