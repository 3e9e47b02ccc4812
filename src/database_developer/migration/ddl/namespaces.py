"""Statements about namespaces (PostgreSQL's schemas)."""

from __future__ import annotations

from database_developer.migration.ddl.quoting import identifier
from database_developer.model.migration import Statement


def create(name: str, *, guarded: bool = False) -> Statement:
    """CREATE SCHEMA."""
    clause = "IF NOT EXISTS " if guarded else ""
    return Statement(sql=f"CREATE SCHEMA {clause}{identifier(name)}", why=f'make the namespace "{name}"')


def drop(name: str, *, guarded: bool = False) -> Statement:
    """DROP SCHEMA; refused by the server while anything is in it."""
    clause = "IF EXISTS " if guarded else ""
    return Statement(sql=f"DROP SCHEMA {clause}{identifier(name)}", why=f'remove the namespace "{name}"')
