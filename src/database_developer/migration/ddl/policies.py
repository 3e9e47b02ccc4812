"""Statements about row-level security policies."""

from __future__ import annotations

from database_developer.migration.ddl.locks import exclusive
from database_developer.migration.ddl.quoting import identifier, qualified, role
from database_developer.model.migration import Lock, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Policy


def create(table: QualifiedName, policy: Policy, read: tuple[Lock, ...] = ()) -> Statement:
    """CREATE POLICY; ``read`` are the locks on tables that its sub-queries mention."""
    lines = [f"CREATE POLICY {identifier(policy.name)} ON {qualified(table)}"]
    if not policy.permissive:
        lines.append("AS RESTRICTIVE")
    lines.append(f"FOR {policy.command.upper()}")
    lines.append(f"TO {', '.join(map(role, policy.roles)) or 'PUBLIC'}")
    if policy.using is not None:
        lines.append(f"USING ({policy.using})")
    if policy.check is not None:
        lines.append(f"WITH CHECK ({policy.check})")
    return Statement(
        sql="\n    ".join(lines),
        why=f'"{table}": who may {policy.command.lower()} which rows',
        table=table,
        locks=exclusive(table) + tuple(lock for lock in read if lock.relation != table),
    )


def drop(table: QualifiedName, name: str, *, guarded: bool = False) -> Statement:
    """DROP POLICY."""
    clause = "IF EXISTS " if guarded else ""
    return Statement(
        sql=f"DROP POLICY {clause}{identifier(name)} ON {qualified(table)}",
        why=f'"{table}" no longer has the policy "{name}"',
        table=table,
        locks=exclusive(table),
    )
