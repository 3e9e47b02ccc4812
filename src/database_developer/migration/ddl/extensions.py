"""Statements about extensions."""

from __future__ import annotations

from database_developer.migration.ddl.quoting import identifier, literal
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


def update(name: str, version: str) -> Statement:
    """ALTER EXTENSION ... UPDATE TO; refused where the server does not hold the scripts that lead there."""
    return Statement(
        sql=f"ALTER EXTENSION {identifier(name)} UPDATE TO {literal(version)}",
        why=f'bring the extension "{name}" to version {version}',
    )


def can_go(name: str, old: str, new: str) -> str:
    """Whether the extension is at one version and the server holds the scripts that lead to the other."""
    return (
        "EXISTS (SELECT FROM pg_catalog.pg_extension AS e"
        " CROSS JOIN LATERAL pg_catalog.pg_extension_update_paths(e.extname) AS p"
        f" WHERE e.extname = {literal(name)} AND e.extversion = {literal(old)}"
        f" AND p.source = {literal(old)} AND p.target = {literal(new)} AND p.path IS NOT NULL)"
    )
