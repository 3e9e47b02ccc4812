"""``dbd lint FILE...``: what is unsafe in migrations that somebody wrote."""

from __future__ import annotations

import sys
from typing import Any

import click

from database_developer.cli.telling import show_error
from database_developer.errors import DatabaseDeveloperError, HazardBlocked
from database_developer.migration.linting import Knowledge
from database_developer.pipeline.linting import FORMATS, lint_files

OLDEST, NEWEST = 14, 18


@click.command("lint", short_help="Find what is unsafe in migrations, with the safe SQL.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How findings are written (text).")
@click.option("--allow", multiple=True, metavar="NAME", help="Let a hazard or rule through; may be repeated.")
@click.option(
    "--pg", type=click.IntRange(OLDEST, NEWEST), default=NEWEST, help=f"The server's major version ({NEWEST})."
)
@click.option("--in-transaction", is_flag=True, help="What runs a file wraps it in one transaction.")
@click.option("--schema", metavar="FILE", help="SQL file with the schema before; it is only read, no server is needed.")
def lint(files: tuple[str, ...], **options: Any) -> None:
    """Look through migrations for what blocks, breaks or loses something, and say the safe SQL.

    A FILE of - is standard input. The exit code is 14 where an error is left. A comment line right above a
    statement, "-- dbd:allow data-loss: reason", lets a hazard or rule through and is shown as a note.
    """
    knowledge = Knowledge(
        server_version=options["pg"],
        in_transaction=options["in_transaction"],
        allowed=frozenset(options["allow"]),
    )
    try:
        found = lint_files(files, knowledge, options["schema"])
    except DatabaseDeveloperError as error:
        show_error(error)
        sys.exit(error.exit_code)
    click.echo(found.written(options["form"]), nl=False)
    sys.exit(HazardBlocked.exit_code if found.errors else 0)
