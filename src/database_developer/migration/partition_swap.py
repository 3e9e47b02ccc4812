"""A plain table and a partitioned one of the same name that trade places, in memory.

The plain table becomes a partition of a new one that takes its name, with all that is said of it: keys, indexes,
foreign keys at both ends, triggers, policies, privileges, comments, counters. Or the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from database_developer.migration.attaching import Attaching
from database_developer.migration.partition_following import clone, fires_for_rows
from database_developer.model.names import QualifiedName, shortened
from database_developer.model.schema import (
    Column,
    Constraint,
    ConstraintKind,
    Index,
    Partitioning,
    PartitionOf,
    Schema,
    Table,
    TableKind,
    Trigger,
)

T = TypeVar("T", Constraint, Index, Trigger)


@dataclass(frozen=True, kw_only=True)
class Swap:
    """What it is about: the name of both, how the partitioned one is cut, and its partition with the rows.

    ``part`` is that partition as it is or is to be: its place, and what it has from above under its names there.
    ``siblings`` are the other partitions, which have no rows of before.
    """

    name: QualifiedName
    key: str
    part: Table
    siblings: tuple[Attaching, ...] = ()

    @property
    def place(self) -> PartitionOf:
        """Where the partition with the rows goes."""
        assert self.part.partition_of is not None  # noqa: S101 - it is a partition
        return self.part.partition_of


@dataclass(frozen=True, kw_only=True)
class Ends:
    """The schema with the plain table and the one with the partitioned table; all else is the same in both."""

    plain: Schema
    cut: Schema


def cut(swap: Swap, plain: Schema) -> Schema:
    """The schema once the plain table is a partition of the one that has its name."""
    old = plain.tables[swap.name]
    above = replace(
        old, kind=TableKind.PARTITIONED, partitioning=Partitioning(key=swap.key), options=(), unlogged=False
    )
    found = {swap.name: above, swap.part.name: as_part(swap, old)}
    schema = replace(plain, tables={**plain.tables, **found})
    for sibling in swap.siblings:
        schema = sibling.apply(schema)
    return schema


def mended(swap: Swap, whole_schema: Schema) -> Schema:
    """The schema once the partition with the rows has the name of the table that it was a part of."""
    above = whole_schema.tables[swap.name]
    plain = _as_said(as_plain(swap, whole_schema), above)
    kept = {name: it for name, it in whole_schema.tables.items() if name != swap.part.name}
    return replace(whole_schema, tables={**kept, swap.name: plain})


def as_plain(swap: Swap, whole_schema: Schema) -> Table:
    """The partition under the name of the table, with all that acts on that; its own comments and privileges."""
    above, part = whole_schema.tables[swap.name], whole_schema.tables[swap.part.name]
    names = {new: old for old, new in names_below(swap, above).items()}
    return replace(
        part,
        name=swap.name,
        columns=tuple(_as_own(it, above) for it in part.columns),
        constraints=_by_name(_named_constraint(it, names) for it in part.constraints),
        indexes=_by_name(_named_index(it, names) for it in part.indexes),
        triggers=_by_name((*(it for it in part.triggers if not it.inherited), *above.triggers)),
        policies=above.policies,
        partition_of=None,
    )


def _as_said(table: Table, above: Table) -> Table:
    """The table with the comments, privileges and row security of the one whose name it takes."""
    parts: tuple[Constraint | Index, ...] = (*above.constraints, *above.indexes)
    said = {it.name: it.comment for it in parts}
    return replace(
        table,
        columns=tuple(_noted(it, above.column(it.name)) for it in table.columns),
        constraints=tuple(replace(it, comment=said.get(it.name, it.comment)) for it in table.constraints),
        indexes=tuple(replace(it, comment=said.get(it.name, it.comment)) for it in table.indexes),
        comment=above.comment,
        grants=above.grants,
        row_security=above.row_security,
        row_security_forced=above.row_security_forced,
    )


def _noted(column: Column, above: Column | None) -> Column:
    return column if above is None else replace(column, comment=above.comment, grants=above.grants)


def as_part(swap: Swap, old: Table) -> Table:
    """The plain table as the partition that it becomes, with its own comments and privileges still."""
    names = names_below(swap, old)
    wished = {it.name: it for it in swap.part.columns}
    rows = tuple(clone(it, swap.name, swap.part.name) for it in old.triggers if fires_for_rows(it))
    found = tuple(_named_constraint(it, names) for it in old.constraints)
    return replace(
        old,
        name=swap.part.name,
        columns=tuple(_as_inherited(it, wished.get(it.name)) for it in old.columns),
        constraints=_by_name(replace(it, inherited=True, comment=_said(it, swap)) for it in found),
        indexes=_by_name(replace(_named_index(it, names), inherited=True) for it in old.indexes),
        triggers=rows,
        policies=(),
        partition_of=swap.place,
    )


def _said(constraint: Constraint, swap: Swap) -> str | None:
    """The comment that a constraint keeps: a foreign key to the table itself is made anew."""
    return None if is_own(constraint, swap) else constraint.comment


def _as_inherited(column: Column, wished: Column | None) -> Column:
    if wished is None:
        return replace(column, inherited=True, identity=None)
    return replace(column, inherited=True, identity=wished.identity, not_null=wished.not_null or column.not_null)


def _as_own(column: Column, above: Table) -> Column:
    there = above.column(column.name)
    identity, not_null = (there.identity, there.not_null) if there is not None else (None, column.not_null)
    return replace(column, inherited=False, identity=identity, not_null=not_null if column.not_null else None)


def _named_constraint(constraint: Constraint, names: dict[str, str]) -> Constraint:
    return replace(constraint, name=names.get(constraint.name, constraint.name), inherited=False)


def _named_index(index: Index, names: dict[str, str]) -> Index:
    return replace(index, name=names.get(index.name, index.name), inherited=False)


def _by_name(found: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted(found, key=lambda it: it.name))


def names_below(swap: Swap, table: Table) -> dict[str, str]:
    """What the parts of the table are called on the partition, checks excepted, which have one name on both."""
    found: dict[str, str] = {}
    things: tuple[Constraint | Index, ...] = (*table.constraints, *table.indexes)
    theirs: list[Constraint | Index] = [*swap.part.constraints, *swap.part.indexes]
    for thing in things:
        if isinstance(thing, Constraint) and (thing.kind is ConstraintKind.CHECK or is_own(thing, swap)):
            continue
        own = next((it for it in theirs if type(it) is type(thing) and it.definition == thing.definition), None)
        if own is not None:
            theirs.remove(own)
        found[thing.name] = own.name if own is not None else _usual(thing, swap.part.name)
    return found


def _usual(thing: Constraint | Index, part: QualifiedName) -> str:
    if isinstance(thing, Constraint) and thing.kind is ConstraintKind.FOREIGN_KEY:
        return thing.name
    return shortened(f"{part.name}_{thing.name}")


def is_own(key: Constraint, swap: Swap) -> bool:
    """Whether it is a foreign key that refers to the table."""
    return key.reference is not None and key.reference.table == swap.name
