"""Gives a column another name; what was named after it by the server follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.default_names import default_name
from database_developer.diff.renaming import renamed
from database_developer.migration.change import Alteration, Stage, Turn, name_of
from database_developer.migration.ddl import columns, constraints, guards, sequences
from database_developer.migration.ddl.aside import CLIENTS_BREAK
from database_developer.migration.editing import column_of
from database_developer.migration.online import NAMED_NOT_NULL_SINCE
from database_developer.model.differences import Differences, Renaming
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class RenameColumn(Alteration):
    """RENAME COLUMN, and its NOT NULL constraint and identity sequence of usual name."""

    kind: ClassVar[str] = "rename-column"
    turn: ClassVar[Turn] = Turn.RENAMING
    stage: ClassVar[Stage] = Stage.RENAMES
    rank: ClassVar[int] = 2
    renaming: Renaming

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each renaming of a column."""
        return (cls(renaming=it) for it in differences.renamings if it.after.kind == "column")

    @property
    def table(self) -> QualifiedName:
        """The table, by the name it has when the column is renamed."""
        return self.renaming.after.owner or self.renaming.after.name

    def subject(self) -> Address:
        """The column under its new name."""
        return self.renaming.after

    def removes(self) -> frozenset[Address]:
        """The old name, which something else may take."""
        return frozenset({name_of(self.renaming, self.renaming.before)})

    def requires_gone(self) -> frozenset[Address]:
        """Whatever has the new name."""
        return frozenset({name_of(self.renaming, self.renaming.after)})

    def describe(self) -> str:
        """One line."""
        old, new = self._ends()
        return f'rename "{old}" of "{self.table}" to "{new}"'

    def apply(self, before: Schema) -> Schema:
        """With the new name wherever the column is mentioned."""
        return renamed(before, (self.renaming,))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """RENAME COLUMN, then what is named after the column."""
        named = self._named_after(before, facts, guarded=False)
        return (replace(columns.rename(self.table, *self._ends()), hazards=CLIENTS_BREAK), *named)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old names again, last one first."""
        old, new = self._ends()
        is_new = guards.all_of(guards.column_exists(self.table, new), f"NOT {guards.column_exists(self.table, old)}")
        back = guards.only_if(is_new, columns.rename(self.table, new, old))
        return Reversal(statements=(*reversed(self._named_after(before, facts, guarded=True)), back))

    def _ends(self) -> tuple[str, str]:
        return self.renaming.before.name.name, self.renaming.after.name.name

    def _named_after(self, before: Schema, facts: Facts, *, guarded: bool) -> tuple[Statement, ...]:
        """The renames of what is named after the column; ``guarded`` back to the old names."""
        old, new = self._ends()
        column = column_of(before, self.table, old)
        found = []
        if column.not_null and column.not_null.name is None and facts.server_version >= NAMED_NOT_NULL_SINCE:
            was, will = (default_name(self.table.name, it, "not_null") for it in (old, new))
            back = guards.constraint_exists(self.table, will)
            found.append(
                guards.only_if(back, constraints.rename(self.table, will, was))
                if guarded
                else constraints.rename(self.table, was, will)
            )
        if column.identity and column.identity.sequence_name is None:
            was, will = (default_name(self.table.name, it, "seq") for it in (old, new))
            ends = (will, was) if guarded else (was, will)
            found.append(sequences.rename(self.table.renamed(ends[0]), ends[1], guarded=guarded))
        return tuple(found)
