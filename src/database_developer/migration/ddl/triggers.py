"""Statements about triggers."""

from __future__ import annotations

from database_developer.migration.ddl.locks import exclusive, locks
from database_developer.migration.ddl.quoting import identifier, qualified
from database_developer.model.migration import LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Trigger

STATES = {"D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS", "O": "ENABLE"}


def create(table: QualifiedName, trigger: Trigger) -> tuple[Statement, ...]:
    """CREATE TRIGGER as its definition says, and the state it is in where that is unusual."""
    made = Statement(
        sql=trigger.definition,
        why=f'let "{table}" call "{trigger.function}"',
        table=table,
        locks=locks(LockMode.SHARE_ROW_EXCLUSIVE, table),
    )
    return (made,) if trigger.enabled == "O" else (made, set_state(table, trigger))


def set_state(table: QualifiedName, trigger: Trigger) -> Statement:
    """ENABLE or DISABLE TRIGGER."""
    return Statement(
        sql=f"ALTER TABLE {qualified(table)} {STATES[trigger.enabled]} TRIGGER {identifier(trigger.name)}",
        why=f'when the trigger "{trigger.name}" fires',
        table=table,
        locks=locks(LockMode.SHARE_ROW_EXCLUSIVE, table),
    )


def drop(table: QualifiedName, name: str, *, guarded: bool = False) -> Statement:
    """DROP TRIGGER."""
    clause = "IF EXISTS " if guarded else ""
    return Statement(
        sql=f"DROP TRIGGER {clause}{identifier(name)} ON {qualified(table)}",
        why=f'"{table}" no longer has the trigger "{name}"',
        table=table,
        locks=exclusive(table),
    )
