"""Removes a table: it is set aside with its rows, unless somebody allowed to lose them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.diff.renaming import renamed
from database_developer.migration import letting_go, whole
from database_developer.migration.change import Change, Removal, Stage
from database_developer.migration.ddl import aside, guards, partitions, tables
from database_developer.migration.ddl.aside import CLIENTS_BREAK
from database_developer.migration.ddl.locks import exclusive
from database_developer.migration.editing import remove
from database_developer.migration.foreign import refuse_foreign
from database_developer.migration.late import late_when_dropped, without_late
from database_developer.migration.leaning import Lost, leans, lost_with
from database_developer.migration.mentions import needs, stands_with
from database_developer.migration.partition_locks import on_partitions
from database_developer.migration.partition_tree import default_of, names_below, standing_alone
from database_developer.migration.partition_tree import partitions as partitions_of
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Hazard, Restores, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import PartitionOf, Schema, Table


@dataclass(frozen=True, kw_only=True)
class DropTable(Removal):
    """SET SCHEMA into a hidden namespace, after foreign keys were dropped; DROP TABLE where that is allowed.

    Its indexes, keys, checks and owned sequences go along. ``place`` is that of a partition whose table goes too,
    ``beside`` are the partitions there; ``hidden`` are its own, where they are by then. ``is_kin`` says that it
    inherits or is inherited from, ``had_references`` that foreign keys stood at it; ``lost`` is what the migration
    drops for good; ``certain`` says that nothing is renamed.
    """

    kind: ClassVar[str] = "drop-table"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 10
    table: Table
    place: PartitionOf | None = None
    beside: tuple[QualifiedName, ...] = ()
    hidden: tuple[Table, ...] = ()
    is_kin: bool = False
    had_references: bool = False
    lost: Lost = field(default_factory=Lost)
    certain: bool = True

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each table that exists only before; a child whose parent stays has to be untied by hand first."""
        gone = dict.fromkeys(it.name for _, it in differences.removed(Table)).keys()
        if not gone:
            return
        current = renamed(before, differences.renamings)
        lost, late = lost_with(differences, current), late_when_dropped(differences)
        parents = {parent for it in current.tables.values() for parent in it.inherits}
        for table in (current.tables[name] for name in gone):
            refuse_foreign(table)
            if gone >= set(table.inherits):
                alone, place = standing_alone(table), table.partition_of
                kept = tuple(it for it in alone.constraints if it not in alone.foreign_keys)
                above = place if place is not None and place.parent in gone else None
                yield cls(
                    table=without_late(replace(alone, constraints=kept), late),
                    place=above,
                    beside=names_below(above.parent, current) if above else (),
                    hidden=tuple(_hidden_below(table.name, table.name, current)),
                    is_kin=bool(table.inherits) or table.name in parents,
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
        above = {of("table", self.place.parent)} if self.place is not None else set()
        return (needs(self.table) | above) - self.removes()

    def describe(self) -> str:
        """One line."""
        return f'remove the table "{self.table.name}"'

    def apply(self, before: Schema) -> Schema:
        """Without the table."""
        return remove(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """The table set aside, or dropped."""
        if self._is_dropped(before, facts):
            dropped = tables.drop(self.table.name)
            held = (*dropped.locks, *exclusive(*self._above(before)))
            return (replace(dropped, hazards=CLIENTS_BREAK | {Hazard.DATA_LOSS}, locks=held),)
        given_up = tuple(letting_go.forward(self._let_go(before), before, facts))
        return (*self._reaching(given_up, before), aside.moved("table", self.table.name))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The table as it was with its rows; a dropped one comes back without them."""
        if self._is_dropped(before, facts):
            return self._made_again(before, facts)
        parts = letting_go.reverse(self._let_go(before), before, facts)
        back = aside.moved_back("table", self.table.name, before.tables[self.table.name].comment, certain=self.certain)
        taken_up = tuple(it for part in parts for it in part.statements)
        return Reversal(
            statements=(back, *self._reaching(taken_up, before)),
            note=self._orphans_told() if self.had_references else "",
            moves_columns=any(part.moves_columns for part in parts),
        )

    def _let_go(self, before: Schema) -> tuple[Change, ...]:
        return letting_go.let_go(before.tables[self.table.name], self.lost, before)

    def _reaching(self, statements: tuple[Statement, ...], before: Schema) -> tuple[Statement, ...]:
        """The statements with what they do to partitions, which are aside already or still."""
        if not self.hidden:
            return statements
        parts = {part.name: part for part in self.hidden}
        return on_partitions(statements, replace(before, tables={**before.tables, **parts}))

    def _is_dropped(self, before: Schema, facts: Facts) -> bool:
        """Whether nothing is kept; tables that inherit have no other way back than the one they went."""
        stays = not any(leans(it.type, self.lost, before) for it in self.table.columns)
        return not self.is_kin and (not stays or Hazard.DATA_LOSS in facts.allowed)

    def _above(self, before: Schema) -> Iterator[QualifiedName]:
        """The table that a partition is dropped from, and the partition whose bounds change with that."""
        if self.place is not None:
            default = default_of(self.place.parent, before)
            yield self.place.parent
            if default is not None and default.name != self.table.name:
                yield default.name

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
        yield from whole.table_with_parts(self.table, before, facts)
        if self.place is not None:
            name, parent = self.table.name, self.place.parent
            attached = partitions.attach(parent, name, self.place.bound, others=exclusive(*self.beside), scans=(name,))
            yield guards.unless(partitions.is_part(parent, name), attached)


def _hidden_below(name: QualifiedName, place: QualifiedName, current: Schema) -> Iterator[Table]:
    """The partitions of a table at ``place``, however deep, under the names that they have while they are aside."""
    for part in partitions_of(name, current) if current.tables[name].partitioning else ():
        bound = part.partition_of.bound if part.partition_of else ""
        hidden = aside.hidden_name(part.name)
        yield replace(part, name=hidden, partition_of=PartitionOf(parent=place, bound=bound))
        yield from _hidden_below(part.name, hidden, current)
