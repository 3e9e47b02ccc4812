"""``dbd resume``: bring to its end what an earlier run left unfinished."""

from __future__ import annotations

from typing import Any

import click

from database_developer.cli.running import options_of, run_and_end, with_running_flags
from database_developer.pipeline.running import resume_database


@click.command("resume", short_help="Go on with a migration or rollback that was cut short.")
@with_running_flags
def resume(**flags: Any) -> None:
    """Go on with what was cut short, in the direction in which it was going, and no further."""
    run_and_end(resume_database, flags, options_of(flags))
