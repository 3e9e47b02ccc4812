"""``dbd tasks``: list the tickets."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from database_developer.cli.telling import show_error
from database_developer.errors import DatabaseDeveloperError
from database_developer.settings import read_settings
from database_developer.trackers.markdown import MarkdownTracker


@click.command("tasks", short_help="List the open tickets.")
@click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
@click.option("--tickets", metavar="DIR", help="Folder of Markdown tickets (PROJECT/tickets).")
@click.option("--all", "everything", is_flag=True, help="List the closed ones too.")
def tasks(project: str, tickets: str | None, everything: bool) -> None:
    """List the tickets: key, status, summary."""
    try:
        settings = read_settings(Path(project), {"tickets": tickets}, os.environ)
        found = MarkdownTracker(settings.tickets).list()
    except DatabaseDeveloperError as error:
        show_error(error)
        sys.exit(error.exit_code)
    for ticket in found:
        if everything or ticket.is_open:
            click.echo(f"{ticket.key:10} {ticket.status or '-':12} {ticket.summary}")
