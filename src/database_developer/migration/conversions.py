"""Which tables become partitioned, or stop being so, and which partition has their rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.errors import DesignImpossible, NoPlan
from database_developer.migration.ddl.constraints import KEYS
from database_developer.migration.partition_bounds import key_columns
from database_developer.migration.partition_tree import DEFAULT
from database_developer.model.differences import Differences
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, PartitionOf, Schema, Table, TableKind


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """A table, as it is cut, and the partition that has all its rows."""

    table: Table
    part: Table
    place: PartitionOf
    siblings: tuple[Table, ...] = ()


def cuts(differences: Differences, before: Schema) -> tuple[Conversion, ...]:
    """The plain tables that become partitioned."""
    return tuple(
        _cut(old, new, differences)
        for _, old, new in differences.changed(Table)
        if (old.kind, new.kind) == (TableKind.PLAIN, TableKind.PARTITIONED)
    )


def mends(differences: Differences, before: Schema) -> tuple[Conversion, ...]:
    """The partitioned tables that become plain."""
    return tuple(
        _mend(old, differences, before)
        for _, old, new in differences.changed(Table)
        if (old.kind, new.kind) == (TableKind.PARTITIONED, TableKind.PLAIN)
    )


def converted_parts(differences: Differences, before: Schema) -> frozenset[QualifiedName]:
    """The partitions that are made of a table, or that a table is made of."""
    return frozenset(it.part.name for it in (*cuts(differences, before), *mends(differences, before)))


def converted_tables(differences: Differences, before: Schema) -> frozenset[QualifiedName]:
    """The tables that become partitioned, or stop being so."""
    return frozenset(it.table.name for it in (*cuts(differences, before), *mends(differences, before)))


def _cut(old: Table, new: Table, differences: Differences) -> Conversion:
    parts = [it for _, it in differences.added(Table) if it.partition_of and it.partition_of.parent == new.name]
    part = _adopter(new, parts, differences)
    _ensure_keys_fit(new, differences)
    if old.inherits or old.partition_of or part.kind is not TableKind.PLAIN:
        raise NoPlan(
            f'table "{new.name}" is a part or a child of another one, or is to be cut twice at once',
            hint="take it out in one migration, cut it in the next, and put it back in a third",
        )
    siblings = tuple(it for it in parts if it.name != part.name)
    return Conversion(table=new, part=part, place=_place(part), siblings=siblings)


def _adopter(table: Table, parts: list[Table], differences: Differences) -> Table:
    """The partition that the table becomes: the one it was renamed to, the DEFAULT one, or the only one."""
    told = {it.after.name for it in differences.adopted if it.before.name == table.name}
    for candidates in (
        [it for it in parts if it.name in told],
        [it for it in parts if _place(it).bound == DEFAULT],
        parts,
    ):
        if len(candidates) == 1:
            return candidates[0]
    raise NoPlan(
        f'table "{table.name}": kind table -> partitioned table, but no partition is told to take its rows',
        where=str(table.name),
        hint=(
            f'give "{table.name}" a DEFAULT partition, or rename the table to the partition that takes every row; '
            "rows that belong elsewhere can be moved afterwards"
        ),
    )


def _mend(old: Table, differences: Differences, before: Schema) -> Conversion:
    gone = [it for _, it in differences.removed(Table) if it.partition_of and it.partition_of.parent == old.name]
    if len(gone) != 1 or gone[0].kind is not TableKind.PLAIN or old.partition_of:
        raise NoPlan(
            f'table "{old.name}": kind partitioned table -> table, but its rows lie in {len(gone)} partitions that go',
            where=str(old.name),
            hint="move all rows into one partition and detach the others first; then the table can become that one",
        )
    return Conversion(table=old, part=before.tables.get(gone[0].name, gone[0]), place=_place(gone[0]))


def _place(part: Table) -> PartitionOf:
    assert part.partition_of is not None  # noqa: S101 - it was chosen by that
    return part.partition_of


def _ensure_keys_fit(table: Table, differences: Differences) -> None:
    """A key of a partitioned table has every column that it is cut by."""
    cut_by = key_columns(table)
    for key in _keys(table, differences):
        missing = sorted(cut_by - set(key.columns))
        if missing:
            raise DesignImpossible(
                f'"{key.name}" cannot be a key of the partitioned table "{table.name}": it lacks "{missing[0]}"',
                where=str(table.name),
                hint=f'add "{missing[0]}" to the key, or make it an index that is not unique',
            )


def _keys(table: Table, differences: Differences) -> Iterator[Constraint]:
    """The keys that the table has afterwards, as far as they change."""
    for item in differences.items:
        after = item.after
        if item.address.owner == table.name and isinstance(after, Constraint) and after.kind in KEYS:
            yield after
