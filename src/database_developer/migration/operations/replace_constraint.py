"""Gives a constraint another definition; on a large table the old one holds until the new one does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import online, whole
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import constraints, definitions, guards, indexes
from database_developer.migration.editing import put_part
from database_developer.migration.mentions import KEYS, key, needs
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, shortened
from database_developer.model.schema import Constraint, ConstraintKind, Schema


@dataclass(frozen=True, kw_only=True)
class ReplaceConstraint(Alteration):
    """On a large table: the new one beside the old, unproven and then proven, before it takes the name."""

    kind: ClassVar[str] = "replace-constraint"
    rank: ClassVar[int] = 22
    table: QualifiedName
    before: Constraint
    after: Constraint

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each changed check, foreign key, or key that nothing refers to."""
        changed = tuple(differences.changed(Constraint))
        replaced = rebuilding(differences, before).replaced if changed else frozenset()
        for address, old, new in changed:
            if address.owner and address in replaced:
                yield cls(table=address.owner, before=old, after=new)

    def subject(self) -> Address:
        """The constraint."""
        return address_of(self.after, self.table)

    def order(self) -> int:
        """Foreign keys after keys."""
        return self.rank + (2 if self.after.kind is ConstraintKind.FOREIGN_KEY else 0)

    def creates(self) -> frozenset[Address]:
        """The constraint as wished, and the key that others may refer to."""
        keys = {key(self.table, self.after.columns)} if self.after.kind in KEYS else set()
        return frozenset({self.subject(), *keys})

    def requires(self) -> frozenset[Address]:
        """What the new one names."""
        return needs(self.after, self.table) - self.creates()

    def releases(self) -> frozenset[Address]:
        """What the old one named."""
        return needs(self.before, self.table) - self.creates()

    def describe(self) -> str:
        """One line."""
        return f'replace {self.after.kind.value} "{self.after.name}" of "{self.table}"'

    def apply(self, before: Schema) -> Schema:
        """With the new constraint."""
        return put_part(before, self.table, self.after)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP and ADD on a small table; on a large one one of the two always holds."""
        notes = whole.notes(self.after, facts, self.table)
        if online.is_quick(self.table, before, facts):
            dropped = constraints.drop(self.table, self.before)
            return (dropped, *online.add_constraint(self.table, self.after, before, facts), *notes)
        return (*(self._exchange() if self.after.kind in KEYS else self._succession(before, facts)), *notes)

    def _exchange(self) -> Iterator[Statement]:
        """A key: its index beside the old one, then both constraints in one moment."""
        new = self._aside(self.after, "new")
        yield indexes.create(self.table, constraints.index_of(new), concurrently=True)
        yield constraints.exchange(self.table, self.before, self.after, new.name)

    def _succession(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        """A check or foreign key: beside the old one, looked at, then alone, then under its name."""
        new = self._aside(self.after, "new")
        yield from online.add_constraint(self.table, new, before, facts)
        yield constraints.drop(self.table, self.before)
        yield constraints.rename(self.table, new.name, self.after.name)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old one again, also from half way; refused while rows break it."""
        there = guards.constraint_exists(self.table, self.before.name)
        notes = tuple(guards.only_if(there, it) for it in whole.notes(self.before, facts, self.table))
        if online.is_quick(self.table, before, facts):
            dropped = constraints.drop(self.table, self.after, guarded=True)
            added = online.add_constraint(self.table, self.before, before, facts, guarded=True)
            statements: tuple[Statement, ...] = (dropped, *added)
        elif self.after.kind in KEYS:
            statements = tuple(self._exchanged_back())
        else:
            statements = tuple(self._succeeded_back(before, facts))
        note = f'rows written to "{self.table}" since must keep "{self.before.name}"'
        return Reversal(statements=(*statements, *notes), note=note)

    def _exchanged_back(self) -> Iterator[Statement]:
        """The old key's index is built beside the new one; where the old key stands still it is dropped again."""
        old, new = self._aside(self.before, "old"), self._aside(self.after, "new")
        is_new = definitions.constraint_is(self.table, self.after)
        yield indexes.drop(self.table, new.name, concurrently=True, guarded=True)
        yield indexes.create(self.table, constraints.index_of(old), concurrently=True, guarded=True)
        exchanged = constraints.exchange(self.table, self.after, self.before, old.name)
        yield definitions.first_of((is_new, (exchanged,)))
        yield indexes.drop(self.table, old.name, concurrently=True, guarded=True)

    def _succeeded_back(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        """The new one aside until the old one holds again; where the old one stands still only the new one goes."""
        new = self._aside(self.after, "new")
        is_new = definitions.constraint_is(self.table, self.after)
        yield definitions.first_of((is_new, (constraints.rename(self.table, self.after.name, new.name),)))
        yield from online.add_constraint(self.table, self.before, before, facts, guarded=True)
        yield constraints.drop(self.table, new, guarded=True)

    def _aside(self, constraint: Constraint, word: str) -> Constraint:
        return replace(constraint, name=f"{shortened(constraint.name, 55)}_dbd_{word}")
