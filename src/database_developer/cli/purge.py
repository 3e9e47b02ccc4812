"""``dbd purge``: drop for good what migrations set aside."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from database_developer.cli.telling import show_error
from database_developer.errors import DatabaseDeveloperError, Interrupted, UsageError
from database_developer.postgres.session import Session
from database_developer.running.purge import Aside, due, purge, server_time, set_aside
from database_developer.settings import read_settings

UNITS = ("bytes", "kB", "MB", "GB", "TB")
STEP = 1024


@click.command("purge", short_help="Drop for good what migrations set aside.")
@click.argument("names", nargs=-1)
@click.option("--database", metavar="URL", help="Address of the database. Also DBD_DATABASE.")
@click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
@click.option("--all", "everything", is_flag=True, help="Drop also what has not expired yet.")
@click.option("--dry-run", is_flag=True, help="Only list what would be dropped and what stays.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
def purge_command(names: tuple[str, ...], database: str | None, project: str, **options: Any) -> None:
    """Drop what migrations set aside and what has expired, or the things with these NAMES.

    NAMES are those that things had, such as users.email or billing.invoices. What is dropped here does not
    come back on a rollback.
    """
    try:
        with Session.open(database or _configured(project)) as session:
            _purge(session, names, **options)
    except DatabaseDeveloperError as error:
        show_error(error)
        sys.exit(error.exit_code)


def _configured(project: str) -> str:
    found = read_settings(Path(project), {}, os.environ).database
    if found is None:
        raise UsageError("no database is named", hint="name it with --database URL or DBD_DATABASE")
    return found


def _purge(session: Session, names: tuple[str, ...], *, everything: bool, dry_run: bool, yes: bool) -> None:
    found, now = set_aside(session), server_time(session)
    chosen = due(found, now, everything=everything, names=names)
    _list("Would drop:" if dry_run else "To drop:", chosen, now)
    _list("Stays:", tuple(it for it in found if it not in chosen), now)
    if not chosen:
        click.echo("Nothing is set aside." if not found else "Nothing is due.")
    elif not dry_run:
        _confirm(len(chosen), yes=yes)
        done = purge(session, everything=everything, names=names, tell=lambda it: click.echo(f"dropped {it.name}"))
        click.echo(f"{len(done.dropped)} dropped, {len(done.kept)} kept.")


def _confirm(count: int, *, yes: bool) -> None:
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "nobody is there to ask whether to drop this for good", hint="say --yes, or look with --dry-run"
        )
    try:
        agreed = click.confirm(f"Drop {'this' if count == 1 else f'these {count}'} for good?")
    except click.Abort:
        agreed = False
    if not agreed:
        raise Interrupted("nothing was dropped")


def _list(title: str, found: tuple[Aside, ...], now: datetime) -> None:
    if found:
        click.echo(title)
    for it in found:
        click.echo(f"  {it.kind:8} {it.name:40} {_size(it):24} {_until(it, now)}")


def _size(it: Aside) -> str:
    if it.kind not in ("table", "column"):
        return ""
    return f"~{it.rows} rows, {_readable(it.bytes)}"


def _readable(size: float) -> str:
    unit = 0
    while size >= STEP and unit < len(UNITS) - 1:
        size, unit = size / STEP, unit + 1
    return f"{size:.0f} {UNITS[unit]}"


def _until(it: Aside, now: datetime) -> str:
    word = "expired" if it.expires <= now else "kept until"
    return f"set aside {it.since:%Y-%m-%d}, {word} {it.expires:%Y-%m-%d %H:%M} UTC"
