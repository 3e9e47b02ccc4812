"""Removes a constraint from a table that stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import online, partitioned, whole
from database_developer.migration.change import Removal, Turn
from database_developer.migration.ddl import constraints, guards
from database_developer.migration.editing import remove_part
from database_developer.migration.mentions import KEYS, key, needs
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Constraint, ConstraintKind, Schema


@dataclass(frozen=True, kw_only=True)
class DropConstraint(Removal):
    """DROP CONSTRAINT."""

    kind: ClassVar[str] = "drop-constraint"
    turn: ClassVar[Turn] = Turn.CLEARING
    rank: ClassVar[int] = 3
    table: QualifiedName
    constraint: Constraint

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each constraint that goes, changes, or is in the way; also each foreign key of a dropped table."""
        for address, gone in rebuilding(differences, before).cleared:
            if isinstance(gone, Constraint) and address.owner:
                yield cls(table=address.owner, constraint=gone)

    def subject(self) -> Address:
        """The constraint."""
        return address_of(self.constraint, self.table)

    def order(self) -> int:
        """Foreign keys before the keys they refer to."""
        return 0 if self.constraint.kind is ConstraintKind.FOREIGN_KEY else self.rank

    def removes(self) -> frozenset[Address]:
        """The constraint, and the key that others referred to."""
        keys = {key(self.table, self.constraint.columns)} if self.constraint.kind in KEYS else set()
        return frozenset({self.subject(), *keys})

    def releases(self) -> frozenset[Address]:
        """Its table and columns, and those it refers to."""
        return needs(self.constraint, self.table) - self.removes()

    def describe(self) -> str:
        """One line."""
        return f'no longer hold "{self.table}" to {self.constraint.kind.value} "{self.constraint.name}"'

    def apply(self, before: Schema) -> Schema:
        """Without the constraint."""
        return remove_part(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP CONSTRAINT."""
        return (constraints.drop(self.table, self.constraint),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """ADD CONSTRAINT, unless it is there; refused while rows break it."""
        names = tuple(partitioned.names_there(before, self.table, self.constraint).items())
        added = online.add_constraint(self.table, self.constraint, before, facts, guarded=True, names=names)
        there = guards.constraint_exists(self.table, self.constraint.name)
        comments = (guards.only_if(there, it) for it in whole.notes(self.constraint, facts, self.table))
        note = f'rows written to "{self.table}" since must keep "{self.constraint.name}"'
        return Reversal(statements=(*added, *comments), note=note)
