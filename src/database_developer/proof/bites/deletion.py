"""What a new foreign key does when the row it refers to is deleted, tried and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.errors import StatementFailed
from database_developer.model.migration import Migration
from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Constraint, Reference, Table
from database_developer.postgres.session import Session
from database_developer.proof.changes import new_constraints

CLAIMS = {
    "cascade": "rows go with the {parent} they refer to",
    "set null": "the reference is emptied when its {parent} is deleted",
    "set default": "the reference falls back to its default when its {parent} is deleted",
    "restrict": "a {parent} cannot be deleted while it is referred to",
    "no action": "a {parent} cannot be deleted while it is referred to",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class DeletionSeen:
    """A claim on a deletion and how it went; ``holds`` is None where no row was there to try it on."""

    subject: str
    text: str
    holds: bool | None
    seen: str
    sql: str


def deletions(session: Session, migration: Migration) -> Iterator[DeletionSeen]:
    """Delete a row that is referred to, for each new foreign key."""
    for table, constraint in new_constraints(migration):
        if constraint.reference is not None:
            others = tuple(_others_that_refuse(migration, table, constraint, constraint.reference))
            yield _try(session, table, constraint, constraint.reference, others)


def _others_that_refuse(
    migration: Migration, table: Table, constraint: Constraint, reference: Reference
) -> Iterator[str]:
    """Conditions that no row refers to ``p`` by another key that would refuse its deletion."""
    for other in migration.after.tables.values():
        for key in other.foreign_keys:
            is_same = other.name == table.name and key.name == constraint.name
            target = key.reference
            if is_same or target is None or target.table != reference.table:
                continue
            if target.on_delete in ("restrict", "no action"):
                matched = _matched("o", key, target)
                yield f"NOT EXISTS (SELECT FROM {qualified(other.name)} AS o WHERE {matched})"


def _matched(alias: str, key: Constraint, reference: Reference) -> str:
    pairs = zip(key.columns, reference.columns, strict=True)
    return " AND ".join(f"{alias}.{identifier(own)} = p.{identifier(target)}" for own, target in pairs)


def _try(
    session: Session, table: Table, constraint: Constraint, reference: Reference, others: tuple[str, ...]
) -> DeletionSeen:
    parent, child = qualified(reference.table), qualified(table.name)
    condition = " AND ".join(("true", *others))
    chosen = f"SELECT p.ctid FROM {parent} AS p JOIN {child} AS c ON {_matched('c', constraint, reference)}"
    chosen += f" WHERE {condition} LIMIT 1"
    sql = f"DELETE FROM {qualified(reference.table)} WHERE ctid = ({chosen})"
    rows = f"SELECT count(*) FROM {qualified(table.name)}"
    filled = f"{rows} WHERE {identifier(constraint.columns[0])} IS NOT NULL"
    is_own = reference.table == table.name
    holds, seen = _observe(session, constraint, reference.on_delete, sql=sql, rows=rows, filled=filled, is_own=is_own)
    text = f"{table.name}.{constraint.name}: {CLAIMS[reference.on_delete].format(parent=reference.table)}"
    return DeletionSeen(subject=f"{table.name}.{constraint.name}/on-delete", text=text, holds=holds, seen=seen, sql=sql)


def _observe(
    session: Session, constraint: Constraint, action: str, *, sql: str, rows: str, filled: str, is_own: bool
) -> tuple[bool | None, str]:
    """What came of the deletion; where the table refers to itself (``is_own``), the deleted row is one of its own."""
    try:
        with session.attempt():
            before, filled_before = session.value(rows), session.value(filled)
            deleted = session.run(sql)
            after, filled_after = session.value(rows), session.value(filled)
    except StatementFailed as error:
        is_refusal = error.sqlstate in ("23503", "23001") and error.constraint == constraint.name
        return is_refusal and action in ("restrict", "no action"), f"refused with {error.sqlstate}: {error.what}"
    if not deleted:
        return None, "no row was referred to"
    if action == "cascade":
        return after < before, f"{before - after} rows went with it"
    if action == "set null":
        own = deleted if is_own else 0
        return (
            after == before - own and filled_after < filled_before,
            f"{filled_before - filled_after} references were emptied",
        )
    return action == "set default" and after == before, "the row was deleted"
