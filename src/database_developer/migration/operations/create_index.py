"""Makes an index; on a large table nobody has to wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import online, partitioned, whole
from database_developer.migration.change import Addition
from database_developer.migration.existing import drop_if_there
from database_developer.migration.mentions import key, needs
from database_developer.migration.rebuilding import Placed, rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, part_of
from database_developer.model.schema import Constraint, Index, Schema


@dataclass(frozen=True, kw_only=True)
class CreateIndex(Addition):
    """CREATE INDEX, CONCURRENTLY on a large table."""

    kind: ClassVar[str] = "create-index"
    rank: ClassVar[int] = 30
    owner: QualifiedName
    index: Index
    leaners: tuple[Placed, ...] = ()
    parts: partitioned.Placed = ()

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each index that is new, changed, or was in the way."""
        found = rebuilding(differences, before)
        for address, made in found.built:
            if isinstance(made, Index) and address.owner:
                namesakes = tuple(
                    (place, it)
                    for place, it in found.cleared
                    if isinstance(it, Constraint) and (place.owner, it.name) == (address.owner, made.name)
                )
                parts = partitioned.names_of_parts(differences, before, address.owner, made)
                leaners = (*found.leaners(address), *namesakes)
                yield cls(owner=address.owner, index=made, leaners=leaners, parts=parts)

    def subject(self) -> Address:
        """The index."""
        return address_of(self.index, self.owner)

    def creates(self) -> frozenset[Address]:
        """The index, and the key that a foreign key may refer to."""
        keys = {key(self.owner, (it.text for it in self.index.keys))} if self.index.unique else set()
        return frozenset({self.subject(), *keys})

    def requires(self) -> frozenset[Address]:
        """Its table, its columns and the functions it calls."""
        return needs(self.index, self.owner) - self.creates()

    def requires_gone(self) -> frozenset[Address]:
        """A constraint of its name, which has an index of that name."""
        return frozenset({part_of("constraint", self.owner, self.index.name)})

    def describe(self) -> str:
        """One line."""
        return f'make the index "{self.index.name}" on "{self.owner}"'

    def apply(self, before: Schema) -> Schema:
        """With the index."""
        names = partitioned.names_for(before, self.owner, self.index, self.parts)
        return partitioned.with_parts(before, self.owner, self.index, names)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE INDEX in the form that the table's size asks for."""
        made = online.add_index(self.owner, self.index, before, facts, names=self.parts)
        return (*made, *whole.notes(self.index, facts, self.owner))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP INDEX, also of one that was left half built."""
        leaners = tuple(drop_if_there(*it) for it in self.leaners)
        dropped = online.drop_index(self.owner, self.index, before, facts, self.parts)
        return Reversal(statements=(*leaners, *dropped))
