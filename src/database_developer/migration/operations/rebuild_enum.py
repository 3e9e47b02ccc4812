"""Takes labels of an enumerated type away, or puts them in another order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.diff.renaming import renamed
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.ddl import columns, guards
from database_developer.migration.editing import put
from database_developer.migration.swapping import loses_default, of_enum
from database_developer.migration.type_swap import columns_of, staying, swapped
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Enum, Schema


@dataclass(frozen=True, kw_only=True)
class RebuildEnum(Alteration):
    """The type made anew under its name, and every column that has it written anew, in one step."""

    kind: ClassVar[str] = "rebuild-enum"
    stage: ClassVar[Stage] = Stage.TYPES
    before: Enum
    after: Enum
    columns: frozenset[Address] = frozenset()
    """The columns that have it."""
    kept: frozenset[Address] = frozenset()
    """Those of them that stand afterwards."""

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each type whose old labels do not all stay in their order."""
        current = renamed(before, differences.renamings)
        for address, old, new in differences.changed(Enum):
            if tuple(label for label in new.labels if label in old.labels) != old.labels:
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

    def releases(self) -> frozenset[Address]:
        """Its columns: one that is set aside must be one of the new type."""
        return self.columns

    def describe(self) -> str:
        """One line."""
        return f'make "{self.after.name}" anew with the labels {", ".join(self.after.labels)}'

    def apply(self, before: Schema) -> Schema:
        """With the new labels, and without defaults that are gone."""
        old = before.enums[self.after.name]
        schema = put(before, replace(old, labels=self.after.labels))
        for table in before.tables.values():
            kept = tuple(
                replace(it, default=None) if loses_default(it, old, self.after) else it for it in table.columns
            )
            if kept != table.columns:
                schema = put(schema, replace(table, columns=kept))
        return schema

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """One block; refused while rows have a label that goes."""
        wished = replace(before.enums[self.after.name], labels=self.after.labels)
        condition = guards.labels_are(self.after.name, self.before.labels)
        swap = of_enum(wished, before.enums[wished.name], facts)
        return (guards.only_if(condition, *swapped(swap, before, facts)),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The same with the old labels, where it has the new ones."""
        old = before.enums[self.after.name]
        condition = guards.labels_are(self.after.name, self.after.labels)
        added = [label for label in self.after.labels if label not in old.labels]
        note = f"rows that are {', '.join(added)} must be given another value first" if added else ""
        back = of_enum(old, replace(old, labels=self.after.labels), facts)
        made = guards.only_if(condition, *swapped(back, before, facts))
        return Reversal(statements=(made, *self._lost_defaults(before)), note=note)

    def _lost_defaults(self, before: Schema) -> Iterator[Statement]:
        """The defaults that ``forward`` takes away, as they were: also where a later step's reversal took them."""
        old = before.enums[self.after.name]
        for table in before.tables.values():
            for column in table.columns:
                if loses_default(column, old, self.after):
                    there = guards.column_exists(table.name, column.name)
                    is_old = guards.labels_are(old.name, old.labels)
                    back = columns.set_default(table.name, column.name, column.default)
                    yield guards.only_if(guards.all_of(there, is_old), back)
