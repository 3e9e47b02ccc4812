"""Puts a domain over another type, with every column that has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.diff.renaming import renamed
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.ddl import definitions
from database_developer.migration.editing import put
from database_developer.migration.mentions import needs
from database_developer.migration.swapping import of_domain
from database_developer.migration.type_swap import columns_of, staying, swapped
from database_developer.migration.types import keeps_values
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Restores, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Domain, Schema


@dataclass(frozen=True, kw_only=True)
class RebuildDomain(Alteration):
    """The type made anew under its name, and every column that has it written anew, in one step."""

    kind: ClassVar[str] = "rebuild-domain"
    stage: ClassVar[Stage] = Stage.TYPES
    before: Domain
    after: Domain
    columns: frozenset[Address] = frozenset()
    """The columns that have it."""
    kept: frozenset[Address] = frozenset()
    """Those of them that stand afterwards."""

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each domain over another type or collation."""
        current = renamed(before, differences.renamings)
        for address, old, new in differences.changed(Domain):
            if (old.type, old.collation) != (new.type, new.collation):
                columns = columns_of(address, current)
                yield cls(before=old, after=new, columns=columns, kept=staying(columns, differences))

    def subject(self) -> Address:
        """The type."""
        return address_of(self.after)

    def creates(self) -> frozenset[Address]:
        """The type as wished, and the columns that have it."""
        return frozenset({self.subject(), *self.kept})

    def removes(self) -> frozenset[Address]:
        """Its columns as they were: what changes over them is dropped first."""
        return self.columns

    def requires(self) -> frozenset[Address]:
        """What it is made of."""
        return needs(self.after)

    def releases(self) -> frozenset[Address]:
        """What it was made of; a column of it that is set aside must be one of the new type."""
        return needs(self.before) | self.columns

    def describe(self) -> str:
        """One line."""
        return f'put the domain "{self.after.name}" over {self.after.type}'

    def apply(self, before: Schema) -> Schema:
        """With the new type."""
        there = before.domains[self.after.name]
        return put(before, replace(self.after, comment=there.comment, grants=there.grants))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """One block; refused while a value does not fit."""
        old = before.domains[self.after.name]
        wished = replace(self.after, comment=old.comment, grants=old.grants)
        swap = of_domain(wished, old, facts)
        return (definitions.first_of((definitions.domain_is_over(old), tuple(swapped(swap, before, facts)))),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same with the old type, where it is the new one."""
        old = before.domains[self.after.name]
        swap = of_domain(old, self.after, facts)
        is_lost = not keeps_values(old.type, self.after.type)
        return Reversal(
            statements=(
                definitions.first_of((definitions.domain_is_over(self.after), tuple(swapped(swap, before, facts)))),
            ),
            restores=Restores.STRUCTURE if is_lost else Restores.EVERYTHING,
            note="values were converted: what the conversion lost does not come back" if is_lost else "",
        )
