"""A developer's own database: created, migrated and seeded, and kept between runs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from database_developer.errors import UsageError
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import qualified
from database_developer.model.schema import Schema
from database_developer.pipeline.running import migrate_database
from database_developer.postgres import standing
from database_developer.postgres.catalog import read_schema
from database_developer.postgres.session import Session
from database_developer.running.options import Options, Outcome
from database_developer.running.purge import purge
from database_developer.running.telling import Tell
from database_developer.seeding.plan import seed
from database_developer.settings import Settings

LONGEST_NAME = 40


@dataclass(frozen=True, kw_only=True)
class Dev:
    """What is there now; ``seeded`` holds the rows that were put into tables that had none."""

    url: str
    database: str
    created: bool
    migrated: Outcome | None
    seeded: dict[QualifiedName, int]
    notes: tuple[str, ...] = ()


def bring_up(settings: Settings, tell: Tell, *, rows: int, anew: bool = False) -> Dev:
    """The project's database, up to date; tables without rows get ``rows`` made-up ones each (none for 0).

    With ``anew`` the database is dropped first. Raises ServerUnavailable and whatever running migrations raises.
    """
    name = database_name(settings.project)
    admin = _admin(settings)
    if anew:
        standing.drop_database(admin, name)
    created = standing.ensure_database(admin, name)
    url = _url(settings, name)
    migrated = None
    if settings.migrations.is_dir():
        here = replace(settings, database=url, schema=None)
        migrated = migrate_database(here, Options(through_contract=True), tell)
        with Session.open(url) as session:
            purge(session, everything=True)  # nobody wants back what was set aside here
    seeded, notes = _seeded(url, rows)
    return Dev(url=url, database=name, created=created, migrated=migrated, seeded=seeded, notes=notes)


def database_name(project: Path) -> str:
    """What the project's database is called: the folder's name in plain letters."""
    plain = re.sub(r"[^a-z0-9]+", "_", project.name.lower()).strip("_")
    return f"{plain[:LONGEST_NAME] or 'project'}_dev"


def address(settings: Settings) -> str:
    """The address of the project's database. Raises UsageError where its server is not running."""
    return _url(settings, database_name(settings.project))


def stop(settings: Settings) -> bool:
    """Stop the project's own server; says whether it was running. Another's server is left alone."""
    if settings.server is not None:
        raise UsageError("the server at --server is not ours to stop", hint="leave --server out")
    return standing.stop(settings.project, settings.cache, settings.postgres_bin)


def psql_program(settings: Settings) -> str:
    """The path of psql."""
    return standing.psql_program(settings.cache, settings.postgres_bin)


def _admin(settings: Settings) -> str:
    if settings.server is not None:
        return settings.server
    return standing.start(settings.project, settings.cache, settings.postgres_bin).url("postgres")


def _url(settings: Settings, name: str) -> str:
    if settings.server is not None:
        return standing.at(settings.server, name)
    found = standing.find(settings.project, settings.cache, settings.postgres_bin)
    if found is None:
        raise UsageError("the project's database server is not running", hint="start it with dbd dev")
    return found.url(name)


def _seeded(url: str, rows: int) -> tuple[dict[QualifiedName, int], tuple[str, ...]]:
    """Fill the tables that are empty; parents that have rows already are referred to as they are."""
    if rows == 0:
        return {}, ()
    with Session.open(url) as session:
        schema = read_schema(session.connection)
        empty = tuple(name for name in sorted(schema.tables) if _is_empty(session, schema, name))
        script = seed(schema, empty, dict.fromkeys(empty, rows))
        found: dict[QualifiedName, int] = {}
        with session.transaction():
            for statement in script.statements:
                count = session.run(statement.sql)
                if statement.rows:
                    found[statement.table] = count
    return found, script.notes


def _is_empty(session: Session, schema: Schema, name: QualifiedName) -> bool:
    if schema.tables[name].partition_of is not None:
        return False
    return not session.value(f"SELECT EXISTS (SELECT FROM {qualified(name)})")
