"""Adds a label to an enumerated type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.ddl import guards, types
from database_developer.migration.editing import put
from database_developer.migration.swapping import of_enum
from database_developer.migration.type_swap import swapped
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Enum, Schema


@dataclass(frozen=True, kw_only=True)
class AddEnumValue(Alteration):
    """ALTER TYPE ... ADD VALUE, outside the other transactions: it can be used once it is committed."""

    kind: ClassVar[str] = "add-enum-value"
    stage: ClassVar[Stage] = Stage.TYPES
    enum: QualifiedName
    label: str
    labels: tuple[str, ...]
    """All labels in order once this one is there."""

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each new label, where the old ones stay in their order."""
        for _, old, new in differences.changed(Enum):
            there = list(old.labels)
            if [label for label in new.labels if label in old.labels] != there:
                continue
            for label in new.labels:
                if label not in old.labels:
                    there = [it for it in new.labels if it in there or it == label]
                    yield cls(enum=new.name, label=label, labels=tuple(there))

    def subject(self) -> Address:
        """The type."""
        return address_of(Enum(name=self.enum, labels=self.labels))

    def creates(self) -> frozenset[Address]:
        """The type with the label: what uses it comes after."""
        return frozenset({self.subject()})

    def order(self) -> int:
        """In the order of the labels."""
        return len(self.labels)

    def describe(self) -> str:
        """One line."""
        return f'let "{self.enum}" also be "{self.label}"'

    def apply(self, before: Schema) -> Schema:
        """With the label in its place."""
        return put(before, replace(before.enums[self.enum], labels=self.labels))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """ADD VALUE."""
        place = self.labels.index(self.label)
        after = self.labels[place - 1] if place else None
        following = self.labels[1] if place == 0 and len(self.labels) > 1 else None
        return (types.add_label(self.enum, self.label, after=after, before=following),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The type anew without the label, and every column that has it: PostgreSQL cannot take a label back."""
        old = before.enums[self.enum]
        swap = of_enum(old, replace(old, labels=self.labels), facts)
        anew = guards.only_if(guards.label_exists(self.enum, self.label), *swapped(swap, before, facts))
        return Reversal(
            statements=(anew,),
            note=f'rows that are "{self.label}" must be given another value first',
        )
