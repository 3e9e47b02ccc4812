"""``dbd rollback``: take migrations back."""

from __future__ import annotations

from typing import Any

import click

from database_developer.cli.running import options_of, run_and_end, with_running_flags
from database_developer.pipeline.running import rollback_database


@click.command("rollback", short_help="Take back the last migration, also one that was cut short.")
@click.option("--to", metavar="VERSION", help="Take back all that was applied after this version; 0 for everything.")
@click.option("--by-hand", is_flag=True, help="Note it as taken back without running anything: you have undone it.")
@with_running_flags
def rollback(**flags: Any) -> None:
    """Take back the last migration that was applied or begun, or all that came after a version."""
    run_and_end(rollback_database, flags, options_of(flags, to=flags["to"], by_hand=flags["by_hand"]))
