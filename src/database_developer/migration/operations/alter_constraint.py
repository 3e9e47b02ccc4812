"""Changes when a foreign key is looked at: at once, or only at the end of a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import constraints, guards
from database_developer.migration.editing import put_part
from database_developer.migration.in_place import only_deferral_differs
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Constraint, Schema


@dataclass(frozen=True, kw_only=True)
class AlterConstraint(Alteration):
    """ALTER CONSTRAINT ... [NOT] DEFERRABLE."""

    kind: ClassVar[str] = "alter-constraint"
    rank: ClassVar[int] = 26
    table: QualifiedName
    before: Constraint
    after: Constraint

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each foreign key that differs in nothing else and stays."""
        changed = [it for it in differences.changed(Constraint) if only_deferral_differs(it[1], it[2])]
        again = rebuilding(differences, before).again if changed else {}
        for address, old, new in changed:
            if address.owner and address not in again:
                yield cls(table=address.owner, before=old, after=new)

    def subject(self) -> Address:
        """The constraint."""
        return address_of(self.after, self.table)

    def describe(self) -> str:
        """One line."""
        when = "later, if a transaction wishes" if self.after.deferrable else "at once"
        return f'look at "{self.after.name}" of "{self.table}" {"only at the end" if self.after.deferred else when}'

    def apply(self, before: Schema) -> Schema:
        """With the new moment."""
        there = before.tables[self.table].constraint(self.after.name) or self.before
        return put_part(before, self.table, replace(self.after, comment=there.comment))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """ALTER CONSTRAINT."""
        return (constraints.set_deferral(self.table, self.after),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """ALTER CONSTRAINT to what it was, where it is there."""
        there = guards.constraint_exists(self.table, self.before.name)
        return Reversal(statements=(guards.only_if(there, constraints.set_deferral(self.table, self.before)),))
