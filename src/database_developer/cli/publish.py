"""``dbd publish KAN-29``: send what waits for a ticket."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from database_developer.cli.asking import ask_for
from database_developer.cli.flags import can_ask
from database_developer.cli.telling import show_error
from database_developer.errors import DatabaseDeveloperError
from database_developer.pipeline.outbox import Sent
from database_developer.pipeline.post import Post
from database_developer.pipeline.publishing import post_of
from database_developer.pipeline.ticket_files import in_words
from database_developer.settings import read_settings
from database_developer.trackers.asking import nobody
from database_developer.trackers.opening import opened


@click.command("publish", short_help="Send what waits for a ticket.")
@click.argument("ticket")
@click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
@click.option("--tickets", metavar="DIR", help="Folder of Markdown tickets (PROJECT/tickets).")
@click.option("--dry-run", is_flag=True, help="Only show what would be sent.")
def publish(ticket: str, project: str, tickets: str | None, dry_run: bool) -> None:
    """Send what a run of TICKET could not send, because the tracker was away or said no."""
    try:
        settings = read_settings(Path(project), {"tickets": tickets}, os.environ)
        ask = ask_for if can_ask({"as_json": False, "quiet": dry_run}) else nobody
        with (
            opened(settings.tickets, settings.jira, os.environ, ask) as tracker,
            post_of(ticket, settings, tracker) as post,
        ):
            _show(post) if dry_run else _send(post)
    except DatabaseDeveloperError as error:
        show_error(error)
        sys.exit(error.exit_code)


def _show(post: Post) -> None:
    waiting = post.outbox.waiting()
    if not waiting:
        click.echo(f"nothing waits for {post.key}")
    for number, errand in enumerate(waiting, 1):
        click.echo(f"would send {number} of {len(waiting)}: {in_words(errand)}")


def _send(post: Post) -> None:
    """Send all that can be sent; the error of what cannot decides how the command ends."""
    before = len(post.outbox.waiting())
    sent = post.outbox.send(post.tracker, post.key)
    for line in sent.done:
        click.echo(line)
    errors = [*sent.refused, *([sent.why] if sent.why is not None else [])]
    for error in errors[:-1]:
        show_error(error)
    if errors:
        raise _with_what_is_left(errors[-1], sent)
    click.echo(f"nothing waits for {post.key}" if not before else f"nothing waits for {post.key} any more")


def _with_what_is_left(error: DatabaseDeveloperError, sent: Sent) -> DatabaseDeveloperError:
    error.hint = "; ".join(filter(None, (error.hint, f"{sent.left} left to send")))
    return error
