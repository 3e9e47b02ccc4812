"""Gives a label of an enumerated type another name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.renaming import renamed
from database_developer.migration.change import Alteration, Stage, Turn
from database_developer.migration.ddl import guards, types
from database_developer.model.differences import Differences, Renaming
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class RenameEnumValue(Alteration):
    """ALTER TYPE ... RENAME VALUE; rows and definitions follow by themselves."""

    kind: ClassVar[str] = "rename-enum-value"
    turn: ClassVar[Turn] = Turn.RENAMING
    stage: ClassVar[Stage] = Stage.RENAMES
    rank: ClassVar[int] = 1
    renaming: Renaming

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each renaming of an "enum value", whose owner is the type."""
        return (cls(renaming=it) for it in differences.renamings if it.after.kind == "enum value")

    @property
    def enum(self) -> QualifiedName:
        """The type."""
        return self.renaming.after.owner or self.renaming.after.name

    def subject(self) -> Address:
        """The label under its new name."""
        return self.renaming.after

    def describe(self) -> str:
        """One line."""
        old, new = self._ends()
        return f'rename "{old}" of "{self.enum}" to "{new}"'

    def apply(self, before: Schema) -> Schema:
        """With the new label wherever the type's labels are written."""
        return renamed(before, (self.renaming,))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """RENAME VALUE."""
        return (types.rename_label(self.enum, *self._ends()),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old label, where it has the new name."""
        old, new = self._ends()
        is_new = guards.all_of(guards.label_exists(self.enum, new), f"NOT {guards.label_exists(self.enum, old)}")
        return Reversal(statements=(guards.only_if(is_new, types.rename_label(self.enum, new, old)),))

    def _ends(self) -> tuple[str, str]:
        return self.renaming.before.name.name, self.renaming.after.name.name
