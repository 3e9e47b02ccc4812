"""``dbd tasks``: list the tickets, and on a terminal take one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from database_developer.cli.run import run
from database_developer.cli.telling import show_error
from database_developer.errors import DatabaseDeveloperError, UsageError
from database_developer.model.ticket import TicketSummary
from database_developer.settings import read_settings
from database_developer.trackers.opening import opened


@click.command("tasks", short_help="List the open tickets.")
@click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
@click.option("--tickets", metavar="DIR", help="Folder of Markdown tickets (PROJECT/tickets).")
@click.option("--all", "everything", is_flag=True, help="List the closed ones too (in Jira, if the JQL finds them).")
@click.option("--pick", is_flag=True, help="Ask on the terminal which one to take, and run it.")
@click.pass_context
def tasks(context: click.Context, project: str, tickets: str | None, everything: bool, pick: bool) -> None:
    """List the tickets: key, status, summary.

    They are the files of a folder, or in Jira what the settings' JQL finds.
    """
    try:
        if pick and not sys.stdin.isatty():
            raise UsageError("nobody is there to be asked", hint="name the ticket: dbd TICKET")
        settings = read_settings(Path(project), {"tickets": tickets}, os.environ)
        with opened(settings.tickets, settings.jira, os.environ) as tracker:
            found = [ticket for ticket in tracker.list() if everything or ticket.is_open]
    except DatabaseDeveloperError as error:
        show_error(error)
        sys.exit(error.exit_code)
    if not found:
        click.echo("there are no open tickets", err=True)
    for number, ticket in enumerate(found, 1):
        place = f"{number:>3}. " if pick else ""
        click.echo(f"{place}{ticket.key:10} {ticket.status or '-':12} {ticket.summary}")
    if pick and found:
        _take(context, _picked(found), project, tickets)


def _picked(found: list[TicketSummary]) -> str:
    """The key of the one that somebody names, by its number or key."""
    by_name = {name: one.key for number, one in enumerate(found, 1) for name in (str(number), one.key.casefold())}
    while True:
        said = str(click.prompt("Which one (number or key)")).strip()
        if said.casefold() in by_name:
            return by_name[said.casefold()]
        click.echo(f'"{said}" is none of them')


def _take(context: click.Context, key: str, project: str, tickets: str | None) -> None:
    words = [key, "--project", project, *(["--tickets", tickets] if tickets else [])]
    with run.make_context("run", words, parent=context.parent) as taken:
        run.invoke(taken)
