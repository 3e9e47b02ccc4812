"""``dbd dev``: a developer's own database, created, migrated and seeded."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from database_developer.cli.ending import fail, stop_on_signals
from database_developer.cli.flags import settings_of, with_some_settings
from database_developer.cli.following import Lines
from database_developer.cli.telling import console
from database_developer.errors import DatabaseDeveloperError, Interrupted, UsageError
from database_developer.pipeline.dev import Dev, address, bring_up, psql_program, stop
from database_developer.pipeline.record import plain
from database_developer.running.telling import Place, Silence

ROWS = 100
USED = ("migrations", "server", "postgres-bin", "cache")


def _shared(command: Any) -> Any:
    project = click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
    return project(with_some_settings(*USED)(command))


def _seeding(command: Any) -> Any:
    return click.option(
        "--seed-rows", type=click.IntRange(0, 1_000_000), default=ROWS, help=f"Rows for each empty table ({ROWS})."
    )(command)


@click.group("dev", invoke_without_command=True, short_help="Your own database: created, migrated, seeded.")
@_seeding
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, and nothing else.")
@click.option("--quiet", is_flag=True, help="Print only the address.")
@_shared
@click.pass_context
def dev(context: click.Context, /, **flags: Any) -> None:
    """Bring up the project's own database and print its address.

    It lives on a server of its own that goes on running, or with --server on another one, and is kept between
    runs: a second time only new migrations are applied, and only tables without rows are seeded.
    """
    if context.invoked_subcommand is None:
        _up(flags, anew=False)


@dev.command("reset", short_help="Drop the database and bring it up anew.")
@_seeding
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, and nothing else.")
@click.option("--quiet", is_flag=True, help="Print only the address.")
@_shared
def reset(**flags: Any) -> None:
    """Drop the project's own database with all its rows, and create, migrate and seed it anew."""
    if not flags["yes"]:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            fail(UsageError("nobody is there to ask", hint="say --yes"), as_json=flags["as_json"])
        click.confirm("Drop the database and all its rows?", abort=True)
    _up(flags, anew=True)


@dev.command("url", short_help="Print the address of the database.")
@_shared
def url(**flags: Any) -> None:
    """Print the address of the project's own database, for the application."""
    with _ended():
        click.echo(address(settings_of(flags)))


@dev.command("stop", short_help="Stop the server; the data stay.")
@_shared
def stop_server(**flags: Any) -> None:
    """Stop the project's own server. The data stay until dbd dev reset."""
    with _ended():
        click.echo("Stopped." if stop(settings_of(flags)) else "It was not running.")


@dev.command("psql", short_help="Open psql on the database.", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@_shared
def psql(arguments: tuple[str, ...], **flags: Any) -> None:
    """Open psql on the project's own database; ARGUMENTS are handed on to it."""
    with _ended():
        settings = settings_of(flags)
        program, target = psql_program(settings), address(settings)
        os.execv(program, [program, target, *arguments])  # noqa: S606 - psql is what was asked for


class _Brief(Lines):
    """Tells of migrations, not of their statements."""

    def statement(self, place: Place) -> None:
        """Nothing."""


@contextmanager
def _ended() -> Iterator[None]:
    try:
        yield
    except DatabaseDeveloperError as error:
        fail(error, as_json=False)


def _up(flags: dict[str, Any], *, anew: bool) -> None:
    stop_on_signals()
    silent = flags["as_json"] or flags["quiet"]
    lines = None if silent else _Brief(console(stderr=True))
    try:
        tell = lines or Silence()
        _show(bring_up(settings_of(flags), tell, rows=flags["seed_rows"], anew=anew), flags)
    except KeyboardInterrupt:
        fail(Interrupted("stopped", hint="dbd dev goes on from there"), as_json=flags["as_json"])
    except DatabaseDeveloperError as error:
        fail(error, as_json=flags["as_json"])
    finally:
        if lines is not None:
            lines.stop()


def _show(found: Dev, flags: dict[str, Any]) -> None:
    if flags["as_json"]:
        click.echo(json.dumps(_document(found), indent=2, ensure_ascii=False, default=str))
        return
    if not flags["quiet"]:
        told = console(stderr=True)
        applied = len(found.migrated.taken) if found.migrated else 0
        rows = sum(found.seeded.values())
        state = "made" if found.created else "there already"
        told.print(f"Database {found.database}: {state}, {applied} migrations applied, {rows} rows seeded.")
        for note in found.notes:
            told.print(f"  {note}", markup=False)
    click.echo(found.url)


def _document(found: Dev) -> dict[str, object]:
    return {
        "url": found.url,
        "database": found.database,
        "created": found.created,
        "migrations": [plain(it) for it in found.migrated.taken] if found.migrated else [],
        "seeded": {str(name): rows for name, rows in found.seeded.items()},
        "notes": list(found.notes),
    }
