"""Brings a project's migrations to its database, and says what the database should be like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from database_developer.errors import SchemaUnreadable, UsageError
from database_developer.migration.formats.scripts import read
from database_developer.model.schema import Schema
from database_developer.model.script import Script
from database_developer.pipeline.seals import is_intact
from database_developer.postgres.server import open_run
from database_developer.running.backfills.join import join
from database_developer.running.drift import Expected
from database_developer.running.migrating import migrate, resume
from database_developer.running.options import Options, Outcome
from database_developer.running.rolling_back import rollback
from database_developer.running.runner import Confirm
from database_developer.running.status import Status, status
from database_developer.running.telling import Tell
from database_developer.settings import Settings


def migrate_database(settings: Settings, options: Options, tell: Tell, confirm: Confirm | None = None) -> Outcome:
    """Apply the folder's pending migrations to the database. Raises what ``running.migrating.migrate`` raises."""
    found, expected = scripts(settings), replayed(settings)
    return migrate(database(settings), found, options, tell, expected=expected, confirm=confirm)


def resume_database(settings: Settings, options: Options, tell: Tell, confirm: Confirm | None = None) -> Outcome:
    """Bring to its end what an earlier run left unfinished."""
    return resume(database(settings), scripts(settings), options, tell, confirm=confirm)


def rollback_database(settings: Settings, options: Options, tell: Tell, confirm: Confirm | None = None) -> Outcome:
    """Take back the last migration, or all after one."""
    return rollback(database(settings), scripts(settings), options, tell, confirm=confirm)


def join_database(settings: Settings, options: Options, tell: Tell) -> Outcome:
    """Help a runner elsewhere with its backfill."""
    return join(database(settings), scripts(settings), options, tell)


def status_of_database(settings: Settings) -> Status:
    """How the database stands beside the folder."""
    return status(database(settings), scripts(settings))


def database(settings: Settings) -> str:
    """The database's address. Raises UsageError where none is given."""
    if settings.database is None:
        raise UsageError("no database is named", hint="name it with --database URL, DBD_DATABASE or in dbd.toml")
    return settings.database


def scripts(settings: Settings) -> tuple[Script, ...]:
    """The folder's migrations. Raises UsageError where there is no folder, and what ``formats.scripts.read`` raises."""
    folder = settings.migrations
    if not folder.is_dir():
        raise UsageError(f'there is no folder "{folder}"', hint="name the folder of migrations with --migrations DIR")
    texts = {path.name: _text(path) for path in sorted(folder.glob("*.sql"))}
    return tuple(_unless_edited(script, texts) for script in read(texts))


def replayed(settings: Settings) -> Expected:
    """What scripts lead to, tried on a shadow of the project's server."""

    def expected(earlier: tuple[Script, ...]) -> Schema:
        with (
            open_run(cache=settings.cache, server=settings.server, postgres_bin=settings.postgres_bin) as run,
            run.shadow("expected") as shadow,
        ):
            for script in earlier:
                shadow.replay((statement.sql for statement in script.up.statements), origin=script.up.path)
            return shadow.schema()

    return expected


def _unless_edited(script: Script, texts: Mapping[str, str]) -> Script:
    """Of a down file that was edited since we wrote it, nobody knows whether it still undoes any first part."""
    is_ours = script.down is not None and is_intact(script.down.path, texts[script.down.path])
    return script if is_ours else replace(script, undoes_parts=False)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaUnreadable(
            f"cannot be read: {error}", where=str(path), hint="it must be a text file of SQL in UTF-8"
        ) from error
