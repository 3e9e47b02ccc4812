"""Statements about extended statistics objects."""

from __future__ import annotations

from database_developer.migration.ddl.locks import locks
from database_developer.migration.ddl.quoting import identifier, qualified
from database_developer.model.migration import LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Statistics


def place_of(table: QualifiedName, statistics: Statistics) -> QualifiedName:
    """The object's own name; its namespace need not be the table's."""
    return QualifiedName(statistics.schema or table.schema, statistics.name)


def create(table: QualifiedName, statistics: Statistics) -> Statement:
    """CREATE STATISTICS; ANALYZE fills it."""
    name = qualified(place_of(table, statistics))
    return Statement(
        sql=f"CREATE STATISTICS {name} {statistics.definition} FROM {qualified(table)}",
        why=f'let the planner know how columns of "{table}" go together, from the next ANALYZE on',
        table=table,
        locks=locks(LockMode.SHARE_UPDATE_EXCLUSIVE, table),
    )


def drop(table: QualifiedName, statistics: Statistics, *, guarded: bool = False) -> Statement:
    """DROP STATISTICS."""
    clause = "IF EXISTS " if guarded else ""
    return Statement(
        sql=f"DROP STATISTICS {clause}{qualified(place_of(table, statistics))}",
        why=f'the planner no longer looks at "{statistics.name}"',
        table=table,
        locks=locks(LockMode.SHARE_UPDATE_EXCLUSIVE, table),
    )


def set_target(table: QualifiedName, statistics: Statistics) -> Statement:
    """ALTER STATISTICS ... SET STATISTICS."""
    target = -1 if statistics.target is None else statistics.target
    return Statement(
        sql=f"ALTER STATISTICS {qualified(place_of(table, statistics))} SET STATISTICS {target}",
        why=f'how closely ANALYZE looks for "{statistics.name}"',
        table=table,
    )


def set_schema(table: QualifiedName, old: Statistics, new: Statistics) -> Statement:
    """ALTER STATISTICS ... SET SCHEMA."""
    place = identifier(place_of(table, new).schema)
    return Statement(
        sql=f"ALTER STATISTICS {qualified(place_of(table, old))} SET SCHEMA {place}",
        why=f'let "{old.name}" stand in another namespace',
        table=table,
    )
