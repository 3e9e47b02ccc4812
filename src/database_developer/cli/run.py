"""``dbd KAN-29``: take a ticket from its text to a proven change."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from typing import Any

import click

from database_developer.cli.asking import ask_for, take_answers
from database_developer.cli.ending import fail, stop_on_signals, stop_when_input_ends
from database_developer.cli.flags import can_ask, settings_of, with_settings
from database_developer.cli.telling import Live, Silent, console, show_outcome
from database_developer.errors import DatabaseDeveloperError, Interrupted, TicketNotFound, UsageError
from database_developer.model.ticket import TicketSummary
from database_developer.pipeline import STEPS, Options, Outcome, run_ticket
from database_developer.pipeline.record import plain
from database_developer.settings import Settings
from database_developer.trackers.asking import nobody
from database_developer.trackers.opening import opened
from database_developer.trackers.tracker import Tracker


@click.command("run", short_help="Take a ticket from its text to a proven change.")
@click.argument("ticket", required=False)
@click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
@click.option("--until", type=click.Choice(STEPS), default="publish", help="Stop after this step (publish).")
@click.option("--dry-run", is_flag=True, help="Prove everything, write nothing outside the run folder.")
@click.option("--force", is_flag=True, help="Work again where results exist, and overwrite them.")
@click.option("--assume", is_flag=True, help="Fill in what is usual where the ticket only names things.")
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="N=ANSWER",
    help="Answer question N of the last run: by the letter of a proposal, or in words.",
)
@click.option("--no-comment", is_flag=True, help="Leave no comment on the ticket.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document at the end, and nothing else.")
@click.option("--quiet", is_flag=True, help="Print only errors.")
@click.option("--on-a-leash", is_flag=True, hidden=True, help="Stop when standard input ends.")
@with_settings
def run(ticket: str | None, **options: Any) -> None:
    """Take TICKET from its text to a proven change of the database.

    Without a ticket, the open ones are listed; on a terminal you are asked for one. What stops the work is asked there
    too, one question after another; an empty answer leaves the run.
    """
    stop_on_signals()
    if options["on_a_leash"]:
        stop_when_input_ends()
    teller = Silent() if options["as_json"] or options["quiet"] else Live(console())
    try:
        outcome = _run(ticket, options, teller)
    except KeyboardInterrupt:
        teller.stop()
        fail(Interrupted("stopped; what was under way has been taken back"), as_json=options["as_json"])
    except DatabaseDeveloperError as error:
        teller.stop()
        fail(error, as_json=options["as_json"])
    _show(outcome, options)
    sys.exit(outcome.exit_code)


def _run(ticket: str | None, options: dict[str, Any], teller: Live | Silent) -> Outcome:
    settings = settings_of(options)
    ask = ask_for if can_ask(options) else nobody
    with opened(settings.tickets, settings.jira, os.environ, ask) as tracker:
        return _with(tracker, ticket, settings, options, teller)


def _with(
    tracker: Tracker, ticket: str | None, settings: Settings, options: dict[str, Any], teller: Live | Silent
) -> Outcome:
    key = ticket or _choose(tracker, options)
    how = Options(
        until=options["until"],
        dry_run=options["dry_run"],
        force=options["force"],
        assume=options["assume"],
        answers=options["answers"],
        comments=not options["no_comment"],
    )
    outcome = _attempt(key, settings, how, tracker, teller)
    while can_ask(options) and take_answers(outcome):
        outcome = _attempt(outcome.ticket, settings, replace(how, answers=()), tracker, teller)
    return outcome


def _attempt(key: str, settings: Settings, how: Options, tracker: Tracker, teller: Live | Silent) -> Outcome:
    try:
        return run_ticket(key, settings, how, tracker, teller)
    except TicketNotFound as error:
        near = tracker.search(key) if settings.jira is None and settings.tickets.is_dir() else ()
        if near:
            error.hint = "did you mean one of these?\n" + _listed(near)
        raise


def _choose(tracker: Tracker, options: dict[str, Any]) -> str:
    """Ask for a ticket where somebody can answer; else a usage error that lists the open ones."""
    tickets = [ticket for ticket in tracker.list() if ticket.is_open]
    if can_ask(options) and tickets:
        click.echo("Open tickets:\n" + _listed(tickets))
        return str(click.prompt("Which one", default=tickets[0].key))
    example = tickets[0].key if tickets else "KAN-29"
    listing = f"the open tickets are:\n{_listed(tickets)}" if tickets else "there are no open tickets"
    raise UsageError("no ticket is named; usage: dbd TICKET [OPTIONS]", hint=f"for example: dbd {example}\n  {listing}")


def _listed(tickets: tuple[TicketSummary, ...] | list[TicketSummary]) -> str:
    return "\n".join(f"    {ticket.key:10} {ticket.summary}  [{ticket.status or 'no status'}]" for ticket in tickets)


def _show(outcome: Outcome, options: dict[str, Any]) -> None:
    if options["as_json"]:
        click.echo(json.dumps(plain(outcome), indent=2, ensure_ascii=False))
    elif not options["quiet"]:
        show_outcome(console(), outcome)
