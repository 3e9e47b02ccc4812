"""Two columns of a table that hold the same value for a while: the one of before, and the one of afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.migration.ddl.quoting import identifier
from database_developer.migration.mentions import columns_in
from database_developer.migration.phases.values import over
from database_developer.migration.types import conversion, keeps_values
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName, shortened
from database_developer.model.schema import Column, ConstraintKind, Schema, Table, TableKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """``old`` as it is before and ``new`` as it is afterwards, in ``table`` (its name afterwards)."""

    table: QualifiedName
    old: Column
    new: Column
    rule: str = ""
    """The new column's value over the row ``t``, where it is told; else its type says how it is converted."""

    @property
    def last_used(self) -> QualifiedName:
        """The sequence that holds when the old column was last written, in seconds since 1970."""
        stem = shortened(f"{self.table.name}_{self.old.name}", 53)
        return QualifiedName(self.table.schema, f"{stem}_last_used")

    def to_new(self, row: str) -> str:
        """The new column's value, from the old one of the row."""
        return over(self.rule, row) if self.rule else _converted(row, self.old, self.new)

    def to_old(self, row: str) -> str:
        """The old column's value, from the new one of the row."""
        return _converted(row, self.new, self.old)

    @property
    def always_fits_back(self) -> bool:
        """Whether every value of the new column is one of the old."""
        return not self.rule and self._keeps()

    def _keeps(self) -> bool:
        return self.old.type == self.new.type or keeps_values(self.new.type, self.old.type)


def _converted(row: str, source: Column, target: Column) -> str:
    value = f"{row}.{identifier(source.name)}"
    return conversion(value, source.type, target.type) or value


def pairs_of(current: Schema, after: Schema, renamings: tuple[Renaming, ...]) -> tuple[Pair, ...]:
    """A pair for each renamed column that can stand twice; ``current`` has all other renamings done."""
    return tuple(_pairs(current, after, renamings))


def _pairs(current: Schema, after: Schema, renamings: tuple[Renaming, ...]) -> Iterator[Pair]:
    for renaming in renamings:
        owner = renaming.after.owner
        if renaming.after.kind != "column" or owner is None or owner not in current.tables or owner not in after.tables:
            continue
        old = current.tables[owner].column(renaming.before.name.name)
        new = after.tables[owner].column(renaming.after.name.name)
        if old is not None and new is not None and can_stand_twice(current, current.tables[owner], old):
            yield Pair(table=owner, old=old, new=new)


def can_stand_twice(schema: Schema, table: Table, column: Column) -> bool:
    """Whether a trigger can keep a second column in step with this one.

    Not where the server makes the values itself, where they cut the table into parts, or where other tables
    lean on them.
    """
    if column.identity is not None or column.generated is not None or column.inherited:
        return False
    if table.kind is not TableKind.PLAIN or table.inherits or table.partition_of is not None:
        return False
    is_parent = any(table.name in it.inherits for it in schema.tables.values())
    return not is_parent and not _is_leaned_on(schema, table, column.name)


def _is_leaned_on(schema: Schema, table: Table, name: str) -> bool:
    key = table.primary_key
    if key is not None and name in key.columns:
        return True
    derived = " ".join(it.generated.expression for it in table.columns if it.generated)
    if any(address.name.name == name for address in columns_in(derived, table.name)):
        return True
    return any(
        constraint.kind is ConstraintKind.FOREIGN_KEY
        and constraint.reference is not None
        and constraint.reference.table == table.name
        and name in constraint.reference.columns
        for other in schema.tables.values()
        for constraint in other.constraints
    )


def named(column: Column, name: str) -> Column:
    """The column by another name."""
    return replace(column, name=name)
