"""Which tables become partitioned, or stop being so, and which partition has their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from database_developer.errors import DesignImpossible, NoPlan
from database_developer.migration.ddl.constraints import KEYS
from database_developer.migration.partition_bounds import key_columns
from database_developer.migration.partition_tree import DEFAULT, partitions
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName, of
from database_developer.model.schema import Schema, Table, TableKind


def without_adoptions(
    before: Schema, after: Schema, renamings: Iterable[Renaming]
) -> tuple[tuple[Renaming, ...], tuple[Renaming, ...]]:
    """The renamings, and apart from them those of tables that live on as a partition of a new one of their name."""
    told = tuple(renamings)
    adopted = tuple(it for it in told if it.after.kind == "table" and _is_adoption(it, before, after))
    return tuple(it for it in told if it not in adopted), adopted


def conversions(current: Schema, after: Schema, told: tuple[Renaming, ...]) -> tuple[Renaming, ...]:
    """From the table to the partition that it becomes, and from the partition to the table that it becomes.

    Raises NoPlan where rows would have to be parted, DesignImpossible where a key does not fit.
    """
    chosen = {it.before.name: it.after.name for it in told}
    return tuple(_conversions(current, after, chosen))


def cuts(adopted: Iterable[Renaming], before: Schema) -> Iterator[tuple[QualifiedName, QualifiedName]]:
    """The tables that become partitioned, each with the partition that has its rows."""
    for it in adopted:
        table = before.tables.get(it.before.name)
        if table is not None and table.partition_of is None:
            yield it.before.name, it.after.name


def mends(adopted: Iterable[Renaming], before: Schema) -> Iterator[tuple[QualifiedName, QualifiedName]]:
    """The tables that stop being partitioned, each with the partition that has its rows."""
    for it in adopted:
        part = before.tables.get(it.before.name)
        if part is not None and part.partition_of is not None:
            yield it.after.name, it.before.name


def _is_adoption(renaming: Renaming, before: Schema, after: Schema) -> bool:
    old, new = renaming.before.name, after.tables.get(renaming.before.name)
    part = after.tables.get(renaming.after.name)
    if old not in before.tables or new is None or part is None or part.partition_of is None:
        return False
    return new.kind is TableKind.PARTITIONED and part.partition_of.parent == old


def _conversions(current: Schema, after: Schema, chosen: dict[QualifiedName, QualifiedName]) -> Iterator[Renaming]:
    for name, old in current.tables.items():
        new = after.tables.get(name)
        if new is not None:
            _ensure_cut_alike(old, new)
        if new is not None and (old.kind, new.kind) == (TableKind.PLAIN, TableKind.PARTITIONED):
            part = _adopter(old, new, current, after, chosen.get(name))
            yield Renaming(before=of("table", name), after=of("table", part))
        if new is not None and (old.kind, new.kind) == (TableKind.PARTITIONED, TableKind.PLAIN):
            yield Renaming(before=of("table", _sole_part(old, new, current, after)), after=of("table", name))


def _adopter(old: Table, new: Table, current: Schema, after: Schema, told: QualifiedName | None) -> QualifiedName:
    """The partition that the table becomes: the one it was renamed to, the DEFAULT one, or the only one."""
    _ensure_keys_fit(new)
    parts = [it for it in partitions(new.name, after) if it.name not in current.tables and it.kind is TableKind.PLAIN]
    defaults = [it for it in parts if it.partition_of and it.partition_of.bound == DEFAULT]
    found = [it for it in parts if it.name == told] or defaults or parts
    if old.inherits or old.partition_of or new.partition_of:
        raise NoPlan(
            f'table "{new.name}": kind table -> partitioned table, but it is a part or a child of another one',
            where=str(new.name),
            hint="take it out in one migration, cut it in the next, and put it back in a third",
        )
    if len(found) != 1:
        raise NoPlan(
            f'table "{new.name}": kind table -> partitioned table, but no partition is told to take its rows',
            where=str(new.name),
            hint=(
                f'give "{new.name}" a DEFAULT partition, or rename the table to the new partition that takes every '
                "row; rows that belong elsewhere can be moved afterwards"
            ),
        )
    return found[0].name


def _ensure_cut_alike(old: Table, new: Table) -> None:
    if old.partitioning is not None and new.partitioning is not None and old.partitioning != new.partitioning:
        raise NoPlan(
            f'table "{old.name}": cut by {old.partitioning.key} -> by {new.partitioning.key}: its rows would be parted',
            where=str(old.name),
            hint=(
                "make the new table beside it under another name, copy the rows, and let the two trade names; or move "
                f'all rows into one partition, make "{old.name}" a plain table, and cut it again in the next migration'
            ),
        )


def _sole_part(old: Table, new: Table, current: Schema, after: Schema) -> QualifiedName:
    gone = [it for it in partitions(old.name, current) if it.name not in after.tables]
    if len(gone) != 1 or gone[0].kind is not TableKind.PLAIN or old.partition_of or new.inherits:
        lie = "in none that goes" if not gone else f"in {len(gone)} that go" if len(gone) > 1 else "in parts of parts"
        raise NoPlan(
            f'table "{old.name}": kind partitioned table -> table, but of its partitions its rows lie {lie}',
            where=str(old.name),
            hint="move all rows into one partition and detach the others first; the table can then become that one",
        )
    return gone[0].name


def _ensure_keys_fit(table: Table) -> None:
    """A key of a partitioned table has every column that it is cut by."""
    for key in table.constraints_of(*KEYS):
        missing = sorted(key_columns(table) - set(key.columns))
        if missing:
            raise DesignImpossible(
                f'"{key.name}" cannot be a key of the partitioned table "{table.name}": it lacks "{missing[0]}"',
                where=str(table.name),
                hint=f'add "{missing[0]}" to the key, or make it an index that is not unique',
            )
