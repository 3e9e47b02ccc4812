"""Cuts a table into partitions; its rows stay where they are, in one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.errors import NoPlan
from database_developer.migration import partition_swap, partition_trade
from database_developer.migration.attaching import Attaching, inherited_in
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.conversions import cuts
from database_developer.migration.mentions import stands_with, tables_in
from database_developer.migration.partition_locks import on_partitions
from database_developer.migration.partition_swap import Ends, Swap
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import Schema, Table


@dataclass(frozen=True, kw_only=True)
class PartitionTable(Alteration):
    """The table is renamed and attached to a new one that takes its name, after all else was done to it."""

    kind: ClassVar[str] = "partition-table"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 25
    swap: Swap

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each plain table that is partitioned afterwards."""
        for name, part in cuts(differences.adopted, before):
            new = next(it for address, _, it in differences.changed(Table) if address.name == name)
            key = new.partitioning.key if new.partitioning else ""
            swap = Swap(name=name, key=key, part=_wished(part, differences), siblings=_siblings(name, differences))
            yield cls(swap=swap)

    def subject(self) -> Address:
        """The table."""
        return of("table", self.swap.name)

    def closes(self) -> frozenset[QualifiedName]:
        """The table, as long as it is plain."""
        return frozenset({self.swap.name})

    def creates(self) -> frozenset[Address]:
        """The partition that it becomes."""
        return stands_with(self.swap.part)

    def requires(self) -> frozenset[Address]:
        """The other partitions."""
        return frozenset(of("table", it.child) for it in self.swap.siblings)

    def describe(self) -> str:
        """One line."""
        return f'cut "{self.swap.name}" by {self.swap.key}; its rows stay, in the partition "{self.swap.part.name}"'

    def apply(self, before: Schema) -> Schema:
        """With the partitioned table and its partitions."""
        return partition_swap.cut(self.swap, before)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """A CHECK of the bounds, validated beside the others; then all at once; then what refers to it is validated."""
        ensure_possible(self.swap.name, before)
        ends = Ends(plain=before, cut=self.apply(before))
        return (
            *partition_trade.prepare(self.swap, ends, facts),
            partition_trade.take_cut(self.swap, ends, facts),
            *on_partitions(tuple(partition_trade.finish(self.swap, ends.cut, facts)), ends.cut),
            *partition_trade.clear(self.swap, ends, facts, self.swap.part.name),
        )

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The partition takes the table's name again; rows that went to other partitions since come back to it."""
        ends = Ends(plain=before, cut=self.apply(before))
        return Reversal(
            statements=(
                partition_trade.take_mend(self.swap, ends, facts),
                *(it for sibling in self.swap.siblings for it in sibling.unmake_parts(before, facts)),
                *partition_trade.finish(self.swap, ends.plain, facts, guarded=True),
                *partition_trade.clear(self.swap, ends, facts, self.swap.name),
            ),
        )


def ensure_possible(table: QualifiedName, schema: Schema) -> None:
    """Raise NoPlan where something holds on to the table that cannot be let go and made again at once."""
    holding = next(iter(_holding(table, schema)), None)
    if holding is not None:
        raise NoPlan(
            f'{holding} is bound to the table "{table}" itself, which would trade its place',
            where=str(table),
            hint=f"drop {holding} in one migration, and make it again in the one after this change",
        )


def _holding(table: QualifiedName, schema: Schema) -> Iterator[str]:
    for function in schema.functions.values():
        is_bound = "BEGIN ATOMIC" in function.definition and table.name in function.definition
        if is_bound or table in tables_in(f"{function.arguments} {function.returns or ''}", schema):
            yield f'the function "{function.name}"'
    for other in schema.tables.values():
        yield from (f'the child "{other.name}"' for parent in other.inherits if parent == table)
        for column in other.columns:
            if table in tables_in(column.type, schema):
                yield f'the column "{other.name}.{column.name}"'


def _wished(name: QualifiedName, differences: Differences) -> Table:
    """The partition as it is to be, with what it has from above."""
    tables = (it.after for it in differences.followed if it.before is None and it.address == of("table", name))
    part = next(it for it in tables if isinstance(it, Table))
    inherited = inherited_in(differences, name)
    return Table(
        name=name,
        columns=part.columns,
        constraints=inherited.constraints,
        indexes=inherited.indexes,
        partition_of=part.partition_of,
    )


def _siblings(table: QualifiedName, differences: Differences) -> tuple[Attaching, ...]:
    found = [it for _, it in differences.added(Table) if it.partition_of and it.partition_of.parent == table]
    return tuple(
        Attaching(child=it.name, place=it.partition_of, inherited=inherited_in(differences, it.name))
        for it in found
        if it.partition_of is not None
    )
