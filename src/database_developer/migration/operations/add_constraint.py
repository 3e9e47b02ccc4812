"""Adds a constraint to a table; on a large one without stopping it while its rows are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import online, partitioned, whole
from database_developer.migration.change import Addition
from database_developer.migration.existing import drop_if_there
from database_developer.migration.mentions import KEYS, key, needs
from database_developer.migration.rebuilding import Placed, rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, part_of
from database_developer.model.schema import Constraint, ConstraintKind, Schema


@dataclass(frozen=True, kw_only=True)
class AddConstraint(Addition):
    """ADD CONSTRAINT: NOT VALID and VALIDATE, or from an index built beside it, on a large table."""

    kind: ClassVar[str] = "add-constraint"
    rank: ClassVar[int] = 20
    table: QualifiedName
    constraint: Constraint
    leaners: tuple[Placed, ...] = ()
    parts: partitioned.Placed = ()

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each constraint that is new, changed, or was in the way; new tables bring most of theirs."""
        found = rebuilding(differences, before)
        for address, made in found.built:
            if isinstance(made, Constraint) and address.owner:
                parts = partitioned.names_of_parts(differences, before, address.owner, made)
                yield cls(table=address.owner, constraint=made, leaners=found.leaners(address), parts=parts)

    def subject(self) -> Address:
        """The constraint."""
        return address_of(self.constraint, self.table)

    def order(self) -> int:
        """Foreign keys after keys."""
        return self.rank + (4 if self.constraint.kind is ConstraintKind.FOREIGN_KEY else 0)

    def creates(self) -> frozenset[Address]:
        """The constraint, and the key that others may refer to."""
        keys = {key(self.table, self.constraint.columns)} if self.constraint.kind in KEYS else set()
        return frozenset({self.subject(), *keys})

    def requires(self) -> frozenset[Address]:
        """Its table and columns; for a foreign key those it refers to, and their key."""
        return needs(self.constraint, self.table) - self.creates()

    def requires_gone(self) -> frozenset[Address]:
        """An index of its name."""
        return frozenset({part_of("index", self.table, self.constraint.name)})

    def describe(self) -> str:
        """One line."""
        return f'hold "{self.table}" to {self.constraint.kind.value} "{self.constraint.name}"'

    def apply(self, before: Schema) -> Schema:
        """With the constraint."""
        names = partitioned.names_for(before, self.table, self.constraint, self.parts)
        return partitioned.with_parts(before, self.table, self.constraint, names)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """ADD CONSTRAINT in the form that the table's size asks for."""
        added = online.add_constraint(self.table, self.constraint, before, facts, names=self.parts)
        return (*added, *whole.notes(self.constraint, facts, self.table))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP CONSTRAINT, and the index that was to become it."""
        leaners = tuple(drop_if_there(*it) for it in self.leaners)
        dropped = online.drop_constraint(self.table, self.constraint, before, facts, self.parts)
        return Reversal(statements=(*leaners, *dropped))
