"""Takes a partition out of its table; it stands alone with its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.renaming import renamed
from database_developer.migration.attaching import Attaching, inherited_by
from database_developer.migration.change import Alteration, Stage, Turn
from database_developer.migration.detaching import Detaching
from database_developer.migration.partition_tree import names_below, referring
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.schema import PartitionOf, Schema, Table


@dataclass(frozen=True, kw_only=True)
class DetachPartition(Alteration):
    """DETACH PARTITION, CONCURRENTLY on a large table, before anything else is done to either."""

    kind: ClassVar[str] = "detach-partition"
    turn: ClassVar[Turn] = Turn.CLEARING
    stage: ClassVar[Stage] = Stage.VIEWS_GO
    rank: ClassVar[int] = -10
    detaching: Detaching
    refer: frozenset[Address] = frozenset()

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each partition that stands alone afterwards, goes, or is one of another table or for other values."""
        current = renamed(before, differences.renamings) if differences.renamings else before
        gone = {it.name for _, it in differences.removed(Table)}
        original = dict(zip(current.tables, before.tables, strict=True))
        for name in _leaving(differences):
            place = current.tables[name].partition_of
            if place is not None and not (name in gone and place.parent in gone):
                was = before.tables[original[name]]
                origin = was.partition_of or place
                detaching = Detaching(child=was.name, place=origin, parent_goes=place.parent in gone)
                yield cls(detaching=detaching, refer=_referring(was, origin, before))

    @property
    def child(self) -> QualifiedName:
        """The partition."""
        return self.detaching.child

    @property
    def place(self) -> PartitionOf:
        """Where it was."""
        return self.detaching.place

    def subject(self) -> Address:
        """The partition."""
        return of("table", self.child)

    def removes(self) -> frozenset[Address]:
        """The partition as such."""
        return frozenset({of("partition", self.child)})

    def opens(self) -> frozenset[QualifiedName]:
        """Both tables."""
        return frozenset({self.child, self.place.parent})

    def requires_gone(self) -> frozenset[Address]:
        """Foreign keys that refer to the table it is taken from, where they go anyway: else its rows are looked for."""
        return self.refer

    def describe(self) -> str:
        """One line."""
        return f'take the partition "{self.child}" out of "{self.place.parent}"'

    def apply(self, before: Schema) -> Schema:
        """With the table standing alone."""
        return self.detaching.apply(before)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DETACH in the form that the size asks for."""
        return tuple(self.detaching.statements(before, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """ATTACH again, with CHECKs beforehand, where it is no partition any more."""
        inherited = inherited_by(before.tables[self.child])
        attaching = Attaching(child=self.child, place=self.place, inherited=inherited, guarded=True)
        alone = self.apply(before)
        return Reversal(
            statements=(
                self.detaching.finished(before),
                *attaching.statements(alone, facts),
                *self.detaching.counted_again(before),
                self.detaching.left_check(before),
            ),
            note=f'rows written to "{self.child}" since must fit {self.place.bound}',
        )


def _leaving(differences: Differences) -> Iterator[QualifiedName]:
    for item in differences.items:
        old, new = item.before, item.after
        was = old.partition_of if isinstance(old, Table) else None
        if was is not None and was != (new.partition_of if isinstance(new, Table) else None):
            yield item.address.name


def _referring(was: Table, place: PartitionOf, before: Schema) -> frozenset[Address]:
    """The foreign keys of other tables that refer to the table it is taken from."""
    own = {was.name, place.parent, *names_below(was.name, before)}
    refer = ((table, key) for table, key in referring(place.parent, before) if table not in own)
    return frozenset(part_of("constraint", table, key.name) for table, key in refer)
