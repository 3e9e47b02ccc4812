"""Adds, drops and changes attributes of a composite type in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.attributes import can_change_in_place, has_rows, same_but_notes
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.ddl import comments, definitions, guards, types
from database_developer.migration.editing import put
from database_developer.migration.mentions import needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Restores, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Composite, Schema


@dataclass(frozen=True, kw_only=True)
class AlterComposite(Alteration):
    """ALTER TYPE ... ADD, DROP and ALTER ATTRIBUTE, and what attributes are for."""

    kind: ClassVar[str] = "alter-composite"
    stage: ClassVar[Stage] = Stage.TYPES
    before: Composite
    after: Composite

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that can change under the rows that have it."""
        for _, old, new in differences.changed(Composite):
            is_other = replace(old, comment=new.comment, grants=new.grants) != new
            if is_other and can_change_in_place(old, new, before):
                yield cls(before=old, after=new)

    def subject(self) -> Address:
        """The type."""
        return address_of(self.after)

    def creates(self) -> frozenset[Address]:
        """The type as wished."""
        return frozenset({self.subject()})

    def requires(self) -> frozenset[Address]:
        """The types of its attributes."""
        return needs(self.after)

    def releases(self) -> frozenset[Address]:
        """The types that its attributes had."""
        return needs(self.before)

    def describe(self) -> str:
        """One line."""
        return f'change the attributes of the composite type "{self.after.name}"'

    def apply(self, before: Schema) -> Schema:
        """With the attributes of afterwards."""
        there = before.composites[self.after.name]
        return put(before, replace(self.after, comment=there.comment, grants=there.grants))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """One ALTER TYPE for all of it."""
        notes = tuple(_notes(self.before, self.after))
        if same_but_notes(self.before, self.after):
            return notes
        return (types.alter_composite(self.after.name, self.before.attributes, self.after.attributes), *notes)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same the other way round, where the type is as it should have become."""
        there = guards.type_exists(self.after.name)
        notes = tuple(guards.only_if(there, it) for it in _notes(self.after, self.before))
        if same_but_notes(self.before, self.after):
            return Reversal(statements=notes)
        back = types.alter_composite(self.after.name, self.after.attributes, self.before.attributes)
        statement = definitions.first_of((definitions.attributes_are(self.after), (back,)))
        kept = {it.name for it in self.after.attributes}
        is_lost = has_rows(self.before, before) and any(it.name not in kept for it in self.before.attributes)
        return Reversal(
            statements=(statement, *notes),
            restores=Restores.STRUCTURE if is_lost else Restores.EVERYTHING,
            note="values of the dropped attributes do not come back" if is_lost else "",
        )


def _notes(old: Composite, new: Composite) -> Iterator[Statement]:
    said = {it.name: it.comment for it in old.attributes}
    for attribute in new.attributes:
        if said.get(attribute.name) != attribute.comment:
            yield comments.comment(address_of(attribute, new.name), attribute, attribute.comment)
