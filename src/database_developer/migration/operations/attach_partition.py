"""Makes a table a partition of another one, without reading its rows while others wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.errors import NoPlan
from database_developer.migration.attaching import Attaching, inherited_in
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.conversions import cuts
from database_developer.migration.ddl import hidden_columns
from database_developer.migration.detaching import Detaching
from database_developer.migration.partition_tree import names_below
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Hazard, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import Column, PartitionOf, Schema, Table


@dataclass(frozen=True, kw_only=True)
class AttachPartition(Alteration):
    """ATTACH PARTITION, after all else was done to both tables."""

    kind: ClassVar[str] = "attach-partition"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 30
    attaching: Attaching
    loses: tuple[str, ...] = ()

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each table that is a partition only afterwards, or of another table, or for other values."""
        places = dict(_places(differences))
        if not places:
            return
        cut = {table for table, _ in cuts(differences.adopted, before)}
        new = {it.name for _, it in differences.added(Table)}
        for name, place in places.items():
            if place.parent not in cut or name not in new:
                attaching = Attaching(child=name, place=place, inherited=inherited_in(differences, name))
                lost = tuple(it.name for address, it in differences.removed(Column) if address.owner == name)
                yield cls(attaching=attaching, loses=lost)

    @property
    def child(self) -> QualifiedName:
        """The partition."""
        return self.attaching.child

    @property
    def place(self) -> PartitionOf:
        """Where it goes."""
        return self.attaching.place

    def subject(self) -> Address:
        """The table that becomes a partition."""
        return of("table", self.child)

    def closes(self) -> frozenset[QualifiedName]:
        """Both tables."""
        return frozenset({self.child, self.place.parent})

    def requires(self) -> frozenset[Address]:
        """Both tables, and what foreign keys from above refer to."""
        keys = (it.reference for it in self.attaching.inherited.constraints)
        referred = (of("table", it.table) for it in keys if it is not None)
        return frozenset({of("table", self.child), of("table", self.place.parent), *referred})

    def describe(self) -> str:
        """One line."""
        return f'make "{self.child}" a partition of "{self.place.parent}" {self.place.bound.lower()}'

    def apply(self, before: Schema) -> Schema:
        """With the partition in its place."""
        return self.attaching.apply(before)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """What the table above has, CHECKs of the bounds, ATTACH PARTITION."""
        if self.loses and Hazard.DATA_LOSS not in facts.allowed:
            raise NoPlan(
                f'"{self.child}" cannot be a partition while "{self.loses[0]}", which goes, is kept aside in it',
                where=str(self.child),
                hint="drop the column in one migration, let what is set aside go, and attach the table in the next",
            )
        return self.attaching.statements(before, facts)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DETACH PARTITION, and away with what was made for it."""
        detaching = Detaching(child=self.child, place=self.place)
        return Reversal(
            statements=(
                detaching.undone(before),
                hidden_columns.drop_added(self.place.parent, self.child, below=names_below(self.child, before)),
                *self.attaching.clear(before, facts),
                *self.attaching.unmake_parts(before, facts),
            ),
            note=f'rows elsewhere that refer to rows of "{self.child}" stop the rollback: delete them first',
        )


def _places(differences: Differences) -> Iterator[tuple[QualifiedName, PartitionOf]]:
    for item in differences.items:
        old, new = item.before, item.after
        place = new.partition_of if isinstance(new, Table) else None
        was = old.partition_of if isinstance(old, Table) else None
        if place is not None and place != was:
            yield item.address.name, place
