"""Makes a plain table of a partitioned one whose rows all lie in one partition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.errors import NoPlan
from database_developer.migration import partition_swap, partition_trade
from database_developer.migration.change import Alteration, Stage, Turn
from database_developer.migration.conversions import mends
from database_developer.migration.operations.partition_table import ensure_possible
from database_developer.migration.partition_swap import Ends, Swap
from database_developer.migration.partition_tree import partitions
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class UnpartitionTable(Alteration):
    """The partition takes the name of the table, once all others were detached and before all else is done to it."""

    kind: ClassVar[str] = "unpartition-table"
    turn: ClassVar[Turn] = Turn.CLEARING
    stage: ClassVar[Stage] = Stage.VIEWS_GO
    rank: ClassVar[int] = -5
    swap: Swap
    others: frozenset[Address] = frozenset()

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each partitioned table that is plain afterwards."""
        for name, part in mends(differences.adopted, before):
            if name not in before.tables:
                raise NoPlan(
                    f'table "{name}" would be renamed and stop being partitioned at once',
                    where=str(name),
                    hint="rename it in one migration and mend it in the next",
                )
            above = before.tables[name]
            others = (of("partition", it.name) for it in partitions(name, before) if it.name != part)
            key = above.partitioning.key if above.partitioning else ""
            yield cls(swap=Swap(name=name, key=key, part=before.tables[part]), others=frozenset(others))

    def subject(self) -> Address:
        """The table."""
        return of("table", self.swap.name)

    def opens(self) -> frozenset[QualifiedName]:
        """The table: everything else is done to the plain one."""
        return frozenset({self.swap.name})

    def closes(self) -> frozenset[QualifiedName]:
        """The partition: what is its own goes before."""
        return frozenset({self.swap.part.name})

    def requires_gone(self) -> frozenset[Address]:
        """The other partitions, as such."""
        return self.others

    def describe(self) -> str:
        """One line."""
        return f'let "{self.swap.part.name}", which has all its rows, be the table "{self.swap.name}"'

    def apply(self, before: Schema) -> Schema:
        """With the plain table."""
        return partition_swap.mended(self.swap, before)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """All at once; then what refers to it is validated."""
        ensure_possible(self.swap.name, before)
        ends = Ends(plain=self.apply(before), cut=before)
        return (
            partition_trade.take_mend(self.swap, ends, facts),
            *partition_trade.finish(self.swap, ends.plain, facts),
        )

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The table is cut again, with a CHECK of the bounds beforehand."""
        ends = Ends(plain=self.apply(before), cut=before)
        return Reversal(
            statements=(
                *partition_trade.prepare(self.swap, ends, facts, guarded=True),
                partition_trade.take_cut(self.swap, ends, facts),
                *partition_trade.finish(self.swap, ends.cut, facts, guarded=True),
                *partition_trade.clear(self.swap, ends, facts, self.swap.part.name),
            ),
            note=f'rows written to "{self.swap.name}" since must fit {self.swap.place.bound}',
        )
