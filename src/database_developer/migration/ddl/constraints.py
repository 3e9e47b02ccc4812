"""Statements about constraints of tables."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.migration.ddl.locks import exclusive, locks
from database_developer.migration.ddl.quoting import identifier, identifiers, qualified
from database_developer.model.migration import Lock, LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, ConstraintKind, Index, IndexKey

KEYS = frozenset({ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE})
ORDER = list(ConstraintKind)
CAN_WAIT = frozenset({ConstraintKind.FOREIGN_KEY, ConstraintKind.CHECK})


def spelled(constraint: Constraint) -> str:
    """The constraint as CREATE TABLE and ADD take it."""
    return f"CONSTRAINT {identifier(constraint.name)} {constraint.definition}"


def inline_and_later(found: Sequence[Constraint]) -> tuple[list[Constraint], list[Constraint]]:
    """The constraints of a new table: those that CREATE TABLE takes, keys first, and those that it would not keep.

    There an unvalidated one would count as validated, and a second key over the same columns is left out.
    """
    inline: list[Constraint] = []
    later: list[Constraint] = []
    for constraint in sorted(found, key=lambda it: (ORDER.index(it.kind), it.name)):
        repeats = constraint.kind in KEYS and any(it.kind in KEYS and it.columns == constraint.columns for it in inline)
        waits = repeats or (not constraint.validated and constraint.enforced)
        (later if waits else inline).append(constraint)
    return inline, later


def can_be_validated_later(constraint: Constraint) -> bool:
    """Whether it can be added NOT VALID first."""
    return constraint.kind in CAN_WAIT and constraint.validated and constraint.enforced


def add(table: QualifiedName, constraint: Constraint, *, later: bool = False, only: bool = False) -> Statement:
    """ADD CONSTRAINT; with ``later`` NOT VALID, so that no row is read; with ``only`` its partitions are left alone."""
    place = f"{'ONLY ' if only else ''}{qualified(table)}"
    scans = () if later or not constraint.validated else tables_of(table, constraint)
    why = f'hold every row of "{table}" to "{constraint.name}"'
    if later:
        why = f'hold new rows of "{table}" to "{constraint.name}"; those that are there are looked at later'
    return Statement(
        sql=f"ALTER TABLE {place} ADD {spelled(constraint)}{' NOT VALID' if later else ''}",
        why=why,
        table=table,
        locks=_locks(table, constraint, LockMode.SHARE_ROW_EXCLUSIVE),
        scans=scans,
    )


def validate(table: QualifiedName, name: str, referenced: QualifiedName | None = None) -> Statement:
    """VALIDATE CONSTRAINT: reads every row while others go on reading and writing."""
    held = locks(LockMode.SHARE_UPDATE_EXCLUSIVE, table)
    if referenced and referenced != table:
        held += locks(LockMode.ROW_SHARE, referenced)
    return Statement(
        sql=f"ALTER TABLE {qualified(table)} VALIDATE CONSTRAINT {identifier(name)}",
        why=f'look whether the rows that are there keep "{name}"',
        table=table,
        locks=held,
        scans=tuple(dict.fromkeys((table, referenced or table))),
    )


def drop(table: QualifiedName, constraint: Constraint, *, guarded: bool = False) -> Statement:
    """DROP CONSTRAINT; a foreign key's also stops its other table for a moment."""
    table_clause, clause = ("IF EXISTS ", "IF EXISTS ") if guarded else ("", "")
    return Statement(
        sql=f"ALTER TABLE {table_clause}{qualified(table)} DROP CONSTRAINT {clause}{identifier(constraint.name)}",
        why=f'"{table}" no longer keeps "{constraint.name}"',
        table=table,
        locks=_locks(table, constraint, LockMode.ACCESS_EXCLUSIVE),
    )


def look_later(table: QualifiedName, constraint: Constraint) -> Statement:
    """DROP a CHECK and ADD it again NOT VALID, in one moment: new rows are held to it all the time."""
    name = identifier(constraint.name)
    return Statement(
        sql=f"ALTER TABLE {qualified(table)} DROP CONSTRAINT {name}, ADD {spelled(constraint)} NOT VALID",
        why=f'go on holding new rows of "{table}" to "{constraint.name}"; those that are there are looked at later',
        table=table,
        locks=exclusive(table),
    )


def rename(table: QualifiedName, old: str, new: str) -> Statement:
    """RENAME CONSTRAINT; its index, where it has one, follows."""
    return Statement(
        sql=f"ALTER TABLE {qualified(table)} RENAME CONSTRAINT {identifier(old)} TO {identifier(new)}",
        why=f'call "{old}" of "{table}" "{new}"',
        table=table,
        locks=exclusive(table),
    )


def use_index(table: QualifiedName, constraint: Constraint) -> Statement:
    """ADD CONSTRAINT ... USING INDEX: the unique index of the constraint's name is there already."""
    word = "PRIMARY KEY" if constraint.kind is ConstraintKind.PRIMARY_KEY else "UNIQUE"
    name = identifier(constraint.name)
    return Statement(
        sql=f"ALTER TABLE {qualified(table)} ADD CONSTRAINT {name} {word} USING INDEX {name}{_deferral(constraint)}",
        why=f'make the index a constraint of "{table}"',
        table=table,
        locks=exclusive(table),
    )


def exchange(table: QualifiedName, gone: Constraint, made: Constraint, index: str) -> Statement:
    """DROP one key and ADD another from an index that is there, in one moment."""
    word = "PRIMARY KEY" if made.kind is ConstraintKind.PRIMARY_KEY else "UNIQUE"
    added = f"ADD CONSTRAINT {identifier(made.name)} {word} USING INDEX {identifier(index)}{_deferral(made)}"
    return Statement(
        sql=f"ALTER TABLE {qualified(table)} DROP CONSTRAINT {identifier(gone.name)}, {added}",
        why=f'from here on "{table}" keeps the new "{made.name}"',
        table=table,
        locks=exclusive(table),
    )


def set_deferral(table: QualifiedName, constraint: Constraint) -> Statement:
    """ALTER CONSTRAINT: when a foreign key is looked at."""
    when = _deferral(constraint) or " NOT DEFERRABLE"
    return Statement(
        sql=f"ALTER TABLE {qualified(table)} ALTER CONSTRAINT {identifier(constraint.name)}{when}",
        why=f'when "{constraint.name}" of "{table}" is looked at',
        table=table,
        locks=exclusive(table),
    )


def index_definition(constraint: Constraint) -> str | None:
    """The unique index that a key could be made from, as CREATE INDEX takes it; None where none serves."""
    if constraint.kind not in KEYS:
        return None
    columns = identifiers(constraint.columns)
    nulls = " NULLS NOT DISTINCT" if constraint.nulls_not_distinct else ""
    word = "PRIMARY KEY" if constraint.kind is ConstraintKind.PRIMARY_KEY else "UNIQUE"
    if constraint.definition != f"{word}{nulls} ({columns}){_deferral(constraint)}":
        return None
    return f"btree ({columns}){nulls}"


def index_of(constraint: Constraint) -> Index:
    """The unique index that a key could be made from, under the key's name."""
    keys = tuple(IndexKey(text=column) for column in constraint.columns)
    return Index(name=constraint.name, definition=index_definition(constraint) or "", unique=True, keys=keys)


def tables_of(table: QualifiedName, constraint: Constraint) -> tuple[QualifiedName, ...]:
    """The table and, for a foreign key, the referenced one."""
    referenced = (constraint.reference.table,) if constraint.reference else ()
    return tuple(dict.fromkeys((table, *referenced)))


def _deferral(constraint: Constraint) -> str:
    if not constraint.deferrable:
        return ""
    return " DEFERRABLE INITIALLY DEFERRED" if constraint.deferred else " DEFERRABLE"


def _locks(table: QualifiedName, constraint: Constraint, mode: LockMode) -> tuple[Lock, ...]:
    """A foreign key takes the same lock on both tables; anything else stops its own table."""
    if constraint.kind is ConstraintKind.FOREIGN_KEY:
        return locks(mode, *tables_of(table, constraint))
    return exclusive(table)
