"""Gives an index another name; its table is not locked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.renaming import renamed
from database_developer.migration.change import Alteration, Stage, Turn, name_of
from database_developer.migration.ddl import indexes
from database_developer.migration.rebuilding import rebuilding, twins
from database_developer.model.differences import Differences, Renaming
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class RenameIndex(Alteration):
    """ALTER INDEX ... RENAME, where somebody said so or nothing but the name differs."""

    kind: ClassVar[str] = "rename-index"
    turn: ClassVar[Turn] = Turn.RENAMING
    stage: ClassVar[Stage] = Stage.RENAMES
    rank: ClassVar[int] = 4
    renaming: Renaming

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each; an index that is made anew has its new name from the start."""
        told = [it for it in differences.renamings if it.after.kind == "index"]
        again = rebuilding(differences, before).again if told else {}
        for renaming in (*told, *twins(differences)):
            if renaming.after.kind == "index" and renaming.after not in again:
                yield cls(renaming=renaming)

    @property
    def owner(self) -> QualifiedName:
        """The table or materialized view, by the name it has by then."""
        return self.renaming.after.owner or self.renaming.after.name

    def subject(self) -> Address:
        """The index under its new name."""
        return self.renaming.after

    def creates(self) -> frozenset[Address]:
        """The index under its new name."""
        return frozenset({self.renaming.after})

    def removes(self) -> frozenset[Address]:
        """The index under its old name, which something else may take."""
        return frozenset({self.renaming.before, name_of(self.renaming, self.renaming.before)})

    def requires_gone(self) -> frozenset[Address]:
        """Whatever has the new name."""
        return frozenset({name_of(self.renaming, self.renaming.after)})

    def describe(self) -> str:
        """One line."""
        old, new = self._ends()
        return f'rename the index "{old}" to "{new}"'

    def apply(self, before: Schema) -> Schema:
        """With the new name."""
        return renamed(before, (self.renaming,))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """ALTER INDEX ... RENAME."""
        return (indexes.rename(self.owner, *self._ends()),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old name, where it has the new one."""
        old, new = self._ends()
        return Reversal(statements=(indexes.rename(self.owner, new, old, guarded=True),))

    def _ends(self) -> tuple[str, str]:
        return self.renaming.before.name.name, self.renaming.after.name.name
