"""``dbd publish KAN-29``: send what waits for a ticket."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from database_developer.cli.telling import show_error
from database_developer.errors import DatabaseDeveloperError, TrackerRefused, TrackerUnavailable
from database_developer.pipeline.post import Post
from database_developer.pipeline.publishing import post_of
from database_developer.settings import read_settings
from database_developer.trackers.opening import opened


@click.command("publish", short_help="Send what waits for a ticket.")
@click.argument("ticket")
@click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
@click.option("--dry-run", is_flag=True, help="Only show what would be sent.")
def publish(ticket: str, project: str, dry_run: bool) -> None:
    """Send what a run of TICKET could not send, because the tracker was away or said no."""
    try:
        settings = read_settings(Path(project), {}, os.environ)
        with opened(settings.tickets, settings.jira, os.environ) as tracker, post_of(ticket, settings, tracker) as post:
            _send(post, dry_run=dry_run)
    except DatabaseDeveloperError as error:
        show_error(error)
        sys.exit(error.exit_code)


def _send(post: Post, *, dry_run: bool) -> None:
    waiting = post.outbox.waiting()
    if not waiting:
        click.echo(f"nothing waits for {post.key}")
    elif dry_run:
        for errand in waiting:
            click.echo(f"would send: {type(errand).__name__.lower()}")
    else:
        sent = post.outbox.send(post.tracker, post.key)
        for line in sent.done:
            click.echo(line)
        if sent.why is not None or sent.refused:
            error = sent.why or sent.refused[0]
            more = TrackerUnavailable if sent.why is not None else TrackerRefused
            raise more(f"{error.what}; {sent.left} left", where=error.where, hint=error.hint)
