"""``dbd status``: how a database stands beside the project's migrations."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from database_developer.cli.ending import fail
from database_developer.cli.flags import settings_of, with_some_settings
from database_developer.errors import DatabaseDeveloperError
from database_developer.pipeline.record import plain
from database_developer.pipeline.running import status_of_database
from database_developer.running.status import Status

SECTIONS = (
    ("Pending", "pending"),
    ("Pending, but before one that is applied (dbd migrate --out-of-order)", "late"),
    ("Edited after they were applied", "edited"),
    ("Applied, but their files are missing", "missing"),
    ("Set aside (dbd purge drops them for good)", "set_aside"),
)


@click.command("status", short_help="Show what is applied, pending, unfinished or out of order.")
@click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--quiet", is_flag=True, help="Print only errors.")
@with_some_settings("migrations", "database", "server", "postgres-bin", "cache")
def status(**flags: Any) -> None:
    """Show how the database stands beside the project's migrations; it is only read."""
    try:
        found = status_of_database(settings_of(flags))
    except DatabaseDeveloperError as error:
        fail(error, as_json=flags["as_json"])
    if flags["as_json"]:
        document = {**plain(found), "is_sound": found.is_sound, "exit_code": 0}
        click.echo(json.dumps(document, indent=2, ensure_ascii=False, default=str))
    elif not flags["quiet"]:
        click.echo("\n".join(_lines(found)))
    sys.exit(0)


def _lines(found: Status) -> Iterator[str]:
    yield f"On {found.target}"
    for it in found.unfinished:
        yield f"Unfinished: {it.version}_{it.name} was left {it.state}, {it.done} of {it.of} statements are done"
        yield f"  next: {it.next}"
        yield f"  why: {it.why}"
        yield "  go on with dbd resume, or take it back with dbd rollback"
    if found.applied:
        yield "Applied:"
    for one in found.applied:
        how = "was there before the journal" if one.is_baseline else f"by {one.run_by}"
        phase = f" ({one.phase})" if one.phase else ""
        yield f"  {one.version}_{one.name}{phase}  {one.at:%Y-%m-%d %H:%M:%S %Z}, {how}"
    for heading, name in SECTIONS:
        members: tuple[str, ...] = getattr(found, name)
        if members:
            yield f"{heading}:"
            yield from (f"  {member}" for member in members)
    if not (found.applied or found.pending or found.unfinished):
        yield "No migrations."
