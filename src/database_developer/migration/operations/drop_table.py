"""Removes a table: it is set aside with its rows, unless somebody allowed to lose them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.diff.renaming import renamed
from database_developer.migration import letting_go, whole
from database_developer.migration.change import Change, Removal, Stage
from database_developer.migration.ddl import aside, guards, partitions, tables
from database_developer.migration.ddl.aside import CLIENTS_BREAK
from database_developer.migration.editing import remove
from database_developer.migration.family import on_family, parents_of
from database_developer.migration.late import late_when_dropped, without_late
from database_developer.migration.leaning import Lost, leans, lost_with
from database_developer.migration.mentions import needs, stands_with
from database_developer.migration.partition_tree import standing_alone
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Hazard, Restores, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import Schema, Table


@dataclass(frozen=True, kw_only=True)
class DropTable(Removal):
    """SET SCHEMA into a hidden namespace, after foreign keys were dropped; DROP TABLE where that is allowed.

    Its indexes, keys, checks and owned sequences go along. ``had_references`` says that foreign keys stood at it;
    ``lost`` is what the migration drops for good; ``certain`` says that nothing is renamed in it.
    """

    kind: ClassVar[str] = "drop-table"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 10
    table: Table
    had_references: bool = False
    lost: Lost = field(default_factory=Lost)
    certain: bool = True

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each table that exists only before; a child whose parent stays has to be untied by hand first."""
        gone = [it.name for _, it in differences.removed(Table)]
        if not gone:
            return
        current = renamed(before, differences.renamings)
        lost, late = lost_with(differences, current), late_when_dropped(differences)
        for table in (_let_out(current.tables[name], gone) for name in gone):
            if set(table.inherits) <= set(gone):
                kept = tuple(it for it in table.constraints if it not in table.foreign_keys)
                yield cls(
                    table=without_late(replace(table, constraints=kept), late),
                    had_references=bool(table.foreign_keys),
                    lost=lost,
                    certain=not differences.renamings,
                )

    def subject(self) -> Address:
        """The table."""
        return address_of(self.table)

    def removes(self) -> frozenset[Address]:
        """The table, its columns and its keys."""
        return stands_with(self.table)

    def releases(self) -> frozenset[Address]:
        """Its namespace, the tables it is a part of, and the types, sequences and functions that it named."""
        parents = {of("table", it) for it in parents_of(self.table)}
        return (needs(self.table) | parents) - self.removes()

    def describe(self) -> str:
        """One line."""
        return f'remove the table "{self.table.name}"'

    def apply(self, before: Schema) -> Schema:
        """Without the table."""
        return remove(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """The table set aside, or dropped."""
        if self._is_dropped(before, facts):
            hazards = CLIENTS_BREAK | {Hazard.DATA_LOSS}
            return (on_family(replace(tables.drop(self.table.name), hazards=hazards), before),)
        given_up = letting_go.forward(self._let_go(before), before, facts)
        return (*(on_family(it, before) for it in given_up), aside.moved("table", self.table.name))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The table as it was with its rows; a dropped one comes back without them."""
        if self._is_dropped(before, facts):
            return self._made_again(before, facts)
        parts = letting_go.reverse(self._let_go(before), before, facts)
        back = aside.moved_back("table", self.table.name, before.tables[self.table.name].comment, certain=self.certain)
        taken_up = (on_family(it, before) for part in parts for it in part.statements)
        return Reversal(
            statements=(back, *taken_up),
            note=self._orphans_told() if self.had_references else "",
            moves_columns=any(part.moves_columns for part in parts),
        )

    def _let_go(self, before: Schema) -> tuple[Change, ...]:
        return letting_go.let_go(before.tables[self.table.name], self.lost, before)

    def _is_dropped(self, before: Schema, facts: Facts) -> bool:
        """Whether nothing is kept; a child of another table can only be made again where it was never gone."""
        stays = not any(leans(it.type, self.lost, before) for it in self.table.columns)
        return not self.table.inherits and (not stays or Hazard.DATA_LOSS in facts.allowed)

    def _orphans_told(self) -> str:
        return (
            f'rows of "{self.table.name}" that lost their parents since stop the rollback at its foreign keys: '
            "delete them or give them other parents, then roll back again"
        )

    def _made_again(self, before: Schema, facts: Facts) -> Reversal:
        return Reversal(
            statements=tuple(self._whole(before, facts)),
            restores=Restores.STRUCTURE,
            note=f'the rows of "{self.table.name}" do not come back: restore them from a backup',
        )

    def _whole(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        """The table made anew; a partition is made by itself and attached."""
        if self.table.partition_of is None:
            yield from whole.table_with_parts(self.table, before, facts)
            return
        own = tuple(it for it in self.table.triggers if not it.inherited)
        columns = tuple(replace(it, identity=None) for it in self.table.columns)
        yield from whole.table_with_parts(replace(self.table, triggers=own, columns=columns), before, facts)
        parent, bound = self.table.partition_of.parent, self.table.partition_of.bound
        attached = partitions.attach(parent, self.table.name, bound)
        yield guards.unless(partitions.is_part(parent, self.table.name), attached)


def _let_out(table: Table, gone: Sequence[QualifiedName]) -> Table:
    """The table as it is by then: a partition whose table stays was taken out of it."""
    is_let_out = table.partition_of is not None and table.partition_of.parent not in gone
    return standing_alone(table) if is_let_out else table
