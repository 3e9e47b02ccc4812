"""Gives a table another name; what was named after it by the server follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.default_names import default_name
from database_developer.diff.renaming import renamed
from database_developer.diff.renaming.steps import moves
from database_developer.migration.change import Alteration, Stage, Turn
from database_developer.migration.ddl import constraints, guards, sequences, tables
from database_developer.migration.ddl.aside import CLIENTS_BREAK
from database_developer.migration.online import NAMED_NOT_NULL_SINCE
from database_developer.model.differences import Differences, Renaming
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class RenameTable(Alteration):
    """ALTER TABLE ... RENAME, and its NOT NULL constraints and identity sequences of usual name."""

    kind: ClassVar[str] = "rename-table"
    turn: ClassVar[Turn] = Turn.RENAMING
    stage: ClassVar[Stage] = Stage.RENAMES
    rank: ClassVar[int] = 0
    renaming: Renaming

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each renaming of a table."""
        return (cls(renaming=it) for it in differences.renamings if it.after.kind == "table" and not moves(it))

    def subject(self) -> Address:
        """The table under its new name."""
        return self.renaming.after

    def describe(self) -> str:
        """One line."""
        return f'rename the table "{self.renaming.before.name}" to "{self.renaming.after.name.name}"'

    def apply(self, before: Schema) -> Schema:
        """With the new name wherever the table is mentioned."""
        return renamed(before, (self.renaming,))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """RENAME, then what is named after the table."""
        old, new = self.renaming.before.name, self.renaming.after.name
        demands = tuple(constraints.rename(new, was, will) for was, will in self._not_nulls(before, facts))
        counters = tuple(sequences.rename(old.renamed(was), will) for was, will in self._counters(before))
        return (replace(tables.rename(old, new.name), hazards=CLIENTS_BREAK), *demands, *counters)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old names again, last one first."""
        old, new = self.renaming.before.name, self.renaming.after.name
        counters = tuple(sequences.rename(old.renamed(will), was, guarded=True) for was, will in self._counters(before))
        demands = tuple(
            guards.only_if(guards.constraint_exists(new, will), constraints.rename(new, will, was))
            for was, will in self._not_nulls(before, facts)
        )
        is_new = guards.all_of(guards.relation_exists(new), f"NOT {guards.relation_exists(old)}")
        return Reversal(statements=(*counters, *demands, guards.only_if(is_new, tables.rename(new, old.name))))

    def _not_nulls(self, before: Schema, facts: Facts) -> Iterator[tuple[str, str]]:
        if facts.server_version < NAMED_NOT_NULL_SINCE:
            return
        for column in before.tables[self.renaming.before.name].columns:
            if column.not_null is not None and column.not_null.name is None and not column.inherited:
                yield self._names(column.name, "not_null")

    def _counters(self, before: Schema) -> Iterator[tuple[str, str]]:
        for column in before.tables[self.renaming.before.name].columns:
            if column.identity is not None and column.identity.sequence_name is None:
                yield self._names(column.name, "seq")

    def _names(self, column: str, label: str) -> tuple[str, str]:
        old, new = self.renaming.before.name.name, self.renaming.after.name.name
        return default_name(old, column, label), default_name(new, column, label)
