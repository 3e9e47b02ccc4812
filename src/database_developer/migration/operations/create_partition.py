"""Makes the table that is to be a partition, by itself; ``attach-partition`` puts it into its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.migration.late import late_when_made, without_late
from database_developer.migration.operations.create_table import KINDS, CreateTable, as_made
from database_developer.migration.partition_tree import standing_alone
from database_developer.migration.rebuilding import comes_with_table
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, PartitionOf, Schema, Table


@dataclass(frozen=True, kw_only=True)
class CreatePartition(CreateTable):
    """CREATE TABLE, not PARTITION OF: that would stop the table above and read its DEFAULT partition."""

    kind: ClassVar[str] = "create-partition"
    place: PartitionOf

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each partition that exists only afterwards."""
        rules, late = _rules(differences), late_when_made(differences)
        parts = [it for _, it in differences.added(Table) if it.partition_of is not None and it.kind in KINDS]
        for made in parts:
            if made.partition_of is not None:
                alone = standing_alone(as_made(made, rules[made.name]))
                yield cls(table=without_late(alone, late), place=made.partition_of)

    def describe(self) -> str:
        """One line."""
        return f'make the table "{self.table.name}", to be a partition of "{self.place.parent}"'

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE TABLE, its comments and privileges."""
        first, *rest = super().forward(before, facts)
        return (replace(first, why=f'make the table "{self.table.name}", no part of anything yet'), *rest)


def _rules(differences: Differences) -> dict[QualifiedName | None, list[Constraint]]:
    """The keys and checks of new tables, also those that they have from above."""
    found: dict[QualifiedName | None, list[Constraint]] = defaultdict(list)
    for item in (*differences.items, *differences.followed):
        if item.before is None and isinstance(item.after, Constraint) and comes_with_table(item.after):
            found[item.address.owner].append(item.after)
    return found
