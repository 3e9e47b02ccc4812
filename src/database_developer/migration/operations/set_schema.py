"""Moves a table, view, sequence, type, function or extension to another namespace; what belongs to it moves along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import plain_name
from database_developer.diff.renaming.steps import moves
from database_developer.migration.ddl import guards, renames
from database_developer.migration.rebuilding import rebuilding
from database_developer.migration.rename import Rename, is_there_now, thing_at
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, of
from database_developer.model.schema import Extension, Schema


@dataclass(frozen=True, kw_only=True)
class SetSchema(Rename):
    """ALTER ... SET SCHEMA: indexes, constraints, owned and identity sequences move with their table."""

    kind: ClassVar[str] = "set-schema"
    rank: ClassVar[int] = -6

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each renaming that leads to another namespace; what is made anew is made there."""
        told = [it for it in differences.renamings if moves(it)]
        again = rebuilding(differences, before).again if told else {}
        return (cls(renaming=it) for it in told if it.after not in again)

    def order(self) -> int:
        """A function after the types of its arguments."""
        return 7 if self.renaming.after.kind == "function" else self.rank

    def requires(self) -> frozenset[Address]:
        """The namespace."""
        return frozenset({of("namespace", plain_name(self._namespaces()[1]))})

    def requires_gone(self) -> frozenset[Address]:
        """Nothing: what has the name there may be this very thing, which gets another name next."""
        return frozenset()

    def describe(self) -> str:
        """One line."""
        return f'move the {self.before.kind} "{self.before.name}" to the namespace "{self._namespaces()[1]}"'

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """SET SCHEMA."""
        return (renames.set_schema(self.before, thing_at(before, self.before), self._namespaces()[1]),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """SET SCHEMA to where it was."""
        was, now = thing_at(before, self.before), thing_at(self.apply(before), self.renaming.after)
        back = renames.set_schema(self.renaming.after, now, self._namespaces()[0])
        is_moved = is_there_now(self.renaming.after, now, self.before, was)
        if isinstance(now, Extension):
            is_moved = guards.extension_exists(now.name, now.schema)
        return Reversal(statements=(guards.only_if(is_moved, back),))

    def _namespaces(self) -> tuple[str, str]:
        return self.before.name.schema, self.renaming.after.name.schema
