"""``dbd migrate``: apply the pending migrations to a database."""

from __future__ import annotations

from typing import Any

import click

from database_developer.cli.running import options_of, run_and_end, with_running_flags
from database_developer.pipeline.running import join_database, migrate_database
from database_developer.running.options import Options, Outcome
from database_developer.running.runner import Confirm
from database_developer.running.telling import Tell
from database_developer.settings import Settings


@click.command("migrate", short_help="Apply the pending migrations to a database.")
@click.option("--to", metavar="VERSION", help="The last version to apply (all).")
@click.option("--dry-run", is_flag=True, help="Only show what would be run.")
@click.option("--baseline", metavar="VERSION", help="Count everything up to this version as applied; run nothing.")
@click.option("--join", is_flag=True, help="Only help a runner elsewhere with the backfill it is at.")
@click.option("--allow-drift", is_flag=True, help="Go on where the schema is not the one a migration was made for.")
@click.option("--out-of-order", is_flag=True, help="Go on where migrations come too late or files are missing.")
@click.option("--accept-edited", is_flag=True, help="Accept applied files that were edited since, as they are now.")
@click.option("--through-contract", is_flag=True, help="Do not stop for a deploy before a contract migration.")
@with_running_flags
def migrate(**flags: Any) -> None:
    """Apply the pending migrations of the project to the database, one after the other.

    It may be stopped or fail at any moment: dbd resume goes on from there, dbd rollback takes it back. What an
    earlier run left unfinished is brought to its end first.
    """
    options = options_of(
        flags,
        to=flags["to"],
        dry_run=flags["dry_run"],
        baseline=flags["baseline"],
        allow_drift=flags["allow_drift"],
        out_of_order=flags["out_of_order"],
        edited=flags["accept_edited"],
        through_contract=flags["through_contract"],
    )
    run_and_end(_join if flags["join"] else migrate_database, flags, options)


def _join(settings: Settings, options: Options, tell: Tell, confirm: Confirm | None) -> Outcome:
    return join_database(settings, options, tell)
