"""The queue's tables, laid into a schema of their own and brought up to date."""

from __future__ import annotations

from pathlib import Path

from procrastinate.schema import SchemaManager

from database_developer.errors import UsageError
from database_developer.postgres.kept import with_search_path
from database_developer.postgres.session import Session
from database_developer.watching.ledger import TABLES

SCHEMA = "dbd_watch"
_LOCK = 0x6462_6432  # "dbd2"
_LAID = "CREATE TABLE IF NOT EXISTS laid (one boolean PRIMARY KEY DEFAULT true CHECK (one), version text NOT NULL)"


def laid(url: str) -> str:
    """The address to work with: tables made, or changed as a newer procrastinate wants them.

    Raises ServerUnavailable, StatementFailed where the role may not make them, UsageError for a newer queue than ours.
    """
    address = with_search_path(url, SCHEMA)
    with Session.open(address) as session, session.transaction():
        session.run("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        session.run(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        session.run(_LAID)
        _bring_up(session, session.value("SELECT version FROM laid"))
        session.run(TABLES)
    return address


def scripts() -> tuple[Path, ...]:
    """The scripts that change the tables from version to version, in order."""
    return tuple(sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql")))


def _bring_up(session: Session, version: str | None) -> None:
    newest = scripts()[-1].name
    if version is None:
        session.run(SchemaManager.get_schema())
        session.run("INSERT INTO laid (version) VALUES (%s)", [newest])
        return
    if version > newest:
        raise UsageError(
            f'the queue was made by a newer version ("{version}")', hint="use the same version on all machines"
        )
    for script in scripts():
        if script.name > version:
            session.run(script.read_text("utf-8"))
    session.run("UPDATE laid SET version = %s", [newest])
