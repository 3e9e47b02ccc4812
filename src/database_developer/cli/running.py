"""What ``migrate``, ``resume`` and ``rollback`` have in common: flags, lines, and how they end."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

from database_developer.cli.ending import fail, stop_on_signals
from database_developer.cli.flags import can_ask, settings_of, with_some_settings
from database_developer.cli.following import Lines
from database_developer.cli.telling import console
from database_developer.errors import DatabaseDeveloperError, Interrupted
from database_developer.pipeline.record import plain
from database_developer.postgres.activity import Target
from database_developer.running.options import Limits, Options, Outcome, Unknown
from database_developer.running.runner import Confirm
from database_developer.running.telling import Silence, Tell
from database_developer.settings import Settings

Action = Callable[[Settings, Options, Tell, Confirm | None], Outcome]
USED = ("migrations", "database", "server", "postgres-bin", "cache")
DEFAULT = Limits()


def seconds(flag: str, default: float, says: str, *, least: float = 0.0) -> Any:
    """A flag that takes a number of seconds."""
    shown = f"{says} ({default:g} s)."
    return click.option(flag, type=click.FloatRange(min=least), default=default, metavar="SECONDS", help=shown)


FLAGS = (
    click.option("--project", default=".", metavar="DIR", help="The project's folder (here)."),
    click.option("--yes", "-y", is_flag=True, help="Do not ask whether this is the right database."),
    click.option("--expect-database", metavar="NAME", help="Refuse any database that is not called so."),
    seconds("--lock-timeout", DEFAULT.lock, "How long one try waits for a lock, and others behind it", least=0.01),
    seconds("--lock-wait", DEFAULT.lock_total, "For how long a lock is tried again"),
    seconds("--hold-limit", DEFAULT.hold, "How long others may have to wait for a lock of ours, 0 for any time"),
    seconds("--reconnect", DEFAULT.reconnect, "For how long a lost connection is sought"),
    click.option(
        "--workers", type=click.IntRange(1, 64), default=2, metavar="N", help="Connections that work at a backfill (2)."
    ),
    seconds("--batch-time", DEFAULT.batch, "How long a batch of a backfill aims to take", least=0.001),
    seconds("--max-lag", DEFAULT.lag, "How far replicas may lag behind before a backfill waits for them"),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON document at the end, and nothing else."),
    click.option("--quiet", is_flag=True, help="Print only errors."),
)
UNKNOWN_FLAGS = (
    click.option("--repeat-unknown", is_flag=True, help="Run a statement again of which nobody knows if it was done."),
    click.option("--skip-unknown", is_flag=True, help="Take such a statement for done."),
)


def with_running_flags(command: Any) -> Any:
    """Give a command the flags of everything that runs migrations."""
    for flag in reversed((*FLAGS, *UNKNOWN_FLAGS)):
        command = flag(command)
    return with_some_settings(*USED)(command)


def options_of(flags: dict[str, Any], **more: Any) -> Options:
    """What the flags come to."""
    limits = Limits(
        lock=flags["lock_timeout"],
        lock_total=flags["lock_wait"],
        hold=flags["hold_limit"],
        reconnect=flags["reconnect"],
        batch=flags["batch_time"],
        lag=flags["max_lag"],
    )
    unknown = Unknown.SKIP if flags["skip_unknown"] else Unknown.REPEAT if flags["repeat_unknown"] else Unknown.ASK
    return Options(
        limits=limits,
        workers=flags["workers"],
        unknown=unknown,
        expect_database=flags["expect_database"],
        **more,
    )


def run_and_end(action: Action, flags: dict[str, Any], options: Options) -> NoReturn:
    """Run, tell, and end with the exit code that says what came of it."""
    stop_on_signals()
    silent = flags["as_json"] or flags["quiet"]
    lines = None if silent else Lines(console())
    try:
        outcome = action(settings_of(flags), options, lines or Silence(), _confirm(flags))
    except KeyboardInterrupt:
        _stop(lines)
        fail(Interrupted("stopped; nothing was under way", hint="see dbd status"), as_json=flags["as_json"])
    except DatabaseDeveloperError as error:
        _stop(lines)
        fail(error, as_json=flags["as_json"])
    _stop(lines)
    if flags["as_json"]:
        click.echo(json.dumps({**plain(outcome), "exit_code": 0}, indent=2, ensure_ascii=False, default=str))
    elif lines is not None:
        lines.outcome(outcome)
    sys.exit(0)


def _stop(lines: Lines | None) -> None:
    if lines is not None:
        lines.stop()


def _confirm(flags: dict[str, Any]) -> Confirm | None:
    """Ask on a terminal, once it is known which database it is."""
    if flags["yes"] or flags.get("dry_run") or not can_ask(flags):
        return None
    return _asked


def _asked(target: Target) -> bool:
    return click.confirm(f"Go on with {target.database}?", default=False)
