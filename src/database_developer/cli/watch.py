"""``dbd watch``: team mode."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from database_developer.cli.ending import fail, stop_on_signals
from database_developer.cli.flags import settings_of, with_settings, with_some_settings
from database_developer.errors import DatabaseDeveloperError, Interrupted, UsageError
from database_developer.settings import SETTINGS, Settings
from database_developer.trackers.opening import opened
from database_developer.watching.options import Address, WatchOptions

EXTRA = ("procrastinate", "prometheus_client")
SECRET = "DBD_WEBHOOK_SECRET"  # noqa: S105 - the name of a variable
_ADDRESS = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[\w.-]+)):(?P<port>\d{1,5})")


@click.command("watch", short_help="Team mode: take tickets as they appear.")
@click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="Tickets run at a time here (1).")
@click.option("--every", type=click.FloatRange(1, 86400), default=60.0, help="Seconds between two looks (60).")
@click.option("--no-poll", is_flag=True, help="Do not look at the tracker, wait for webhooks alone.")
@click.option("--attempts", type=click.IntRange(1, 50), default=5, help="Attempts before a ticket is given up (5).")
@click.option("--grace", type=click.FloatRange(0, 86400), default=60.0, help="Seconds that runs may finish in (60).")
@click.option("--webhook", metavar="HOST:PORT", help=f"Listen for signed webhooks there; the secret is {SECRET}.")
@click.option(
    "--health", metavar="HOST:PORT", default="127.0.0.1:8091", help="Health and metrics (127.0.0.1:8091), or none."
)
@click.option("--dead", is_flag=True, help="List the tickets that were given up, and end.")
@click.option("--retry", metavar="KEY", help="Put one that was given up back into the queue, and end.")
@click.option("--json", "as_json", is_flag=True, help="With --dead: print one JSON document.")
@with_settings
@with_some_settings("queue")
def watch(**options: Any) -> None:
    """Take the tracker's tickets as they appear or change, and run each as dbd TICKET does.

    They are queued in PostgreSQL: on a server of the project's own, or with --queue in a database that watchers on
    other machines use too. Never two runs of a ticket at a time. SIGTERM lets runs finish, a second one stops at once.
    """
    try:
        _watch(options)
    except KeyboardInterrupt:
        fail(Interrupted("stopped"), as_json=options["as_json"])
    except DatabaseDeveloperError as error:
        fail(error, as_json=options["as_json"])


def _watch(options: dict[str, Any]) -> None:
    watcher = _watcher()
    settings = settings_of(options)
    told = _options(settings, options)
    if options["dead"]:
        _show(watcher.dead_letters(told), as_json=options["as_json"])
    elif options["retry"]:
        click.echo(f"{watcher.put_back(told, options['retry'])} is in the queue again.")
    else:
        stop_on_signals()
        logging.getLogger("procrastinate").addHandler(logging.NullHandler())
        logging.getLogger("procrastinate").propagate = False
        with opened(settings.tickets, settings.jira, os.environ) as tracker:
            watcher.watch(told, tracker, _say)


def _watcher() -> Any:
    """The watcher, which is imported only here, since what it needs is an extra."""
    missing = [name for name in EXTRA if find_spec(name) is None]
    if missing:
        raise UsageError(
            f'team mode needs "{missing[0]}", which is not installed', hint="pip install 'database-developer[team]'"
        )
    return import_module("database_developer.watching.watcher")


def _options(settings: Settings, options: dict[str, Any]) -> WatchOptions:
    health = options["health"]
    return WatchOptions(
        command=_command(options),
        folder=settings.project / ".dbd" / "queue",
        cache=settings.cache,
        postgres_bin=settings.postgres_bin,
        queue=settings.queue,
        workers=options["workers"],
        every=None if options["no_poll"] else options["every"],
        attempts=options["attempts"],
        grace=options["grace"],
        webhook=_address(options["webhook"], "--webhook") if options["webhook"] else None,
        secret=os.environ.get(SECRET),
        health=None if health == "none" else _address(health, "--health"),
    )


def _command(options: dict[str, Any]) -> tuple[str, ...]:
    """How a run is started: as dbd itself would be, with the flags given here; the ticket's key comes last."""
    words = [
        sys.executable,
        "-m",
        "database_developer",
        "run",
        "--json",
        "--on-a-leash",
        "--project",
        options["project"],
    ]
    for setting in SETTINGS:
        value = options.get(setting.name.replace("-", "_"))
        if value is not None and setting.name != "queue":
            words.append(f"{setting.flag}={value}")
    return (*words, "--")


def _address(text: str, where: str) -> Address:
    match = _ADDRESS.fullmatch(text)
    if match is None or int(match["port"]) > 65535:
        raise UsageError(f'"{text}" is no address', where=where, hint="such as 127.0.0.1:8091")
    return Address(host=match["six"] or match["host"], port=int(match["port"]))


def _say(text: str) -> None:
    click.echo(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S%z} {text}")
    sys.stdout.flush()


def _show(dead: Any, *, as_json: bool) -> None:
    if as_json:
        rows = [{"key": it.key, "attempts": it.attempts, "said": it.said, "at": _moment(it.at)} for it in dead]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for it in dead:
        tries = f"{it.attempts} attempt{'s' if it.attempts != 1 else ''}"
        click.echo(f"{it.key:10} {_moment(it.at)}  {tries}  {it.said}")
    if not dead:
        click.echo("No ticket was given up.")


def _moment(at: datetime | None) -> str:
    return at.astimezone().isoformat(timespec="seconds") if at else "-"
