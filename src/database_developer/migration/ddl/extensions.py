"""Statements about extensions."""

from __future__ import annotations

from database_developer.migration.ddl.quoting import identifier
from database_developer.model.migration import Statement
from database_developer.model.schema import Extension


def create(extension: Extension) -> Statement:
    """CREATE EXTENSION in its namespace."""
    return Statement(
        sql=f"CREATE EXTENSION IF NOT EXISTS {identifier(extension.name)} WITH SCHEMA {identifier(extension.schema)}",
        why=f'install the extension "{extension.name}"',
    )


def drop(name: str) -> Statement:
    """DROP EXTENSION; refused by the server while anything uses it."""
    return Statement(sql=f"DROP EXTENSION IF EXISTS {identifier(name)}", why=f'remove the extension "{name}"')
