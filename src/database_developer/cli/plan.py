"""``dbd plan --from A.sql --to B.sql``: the migrations between any two schemas."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from database_developer.cli.ending import fail, stop_on_signals
from database_developer.cli.flags import settings_of, with_settings_but
from database_developer.cli.telling import Live, Silent, console, show_observation
from database_developer.errors import DatabaseDeveloperError, Interrupted, ProofFailed, UsageError
from database_developer.model.differences import Renaming
from database_developer.model.migration import Migration
from database_developer.model.proof import Verdict
from database_developer.pipeline.files import write_whole
from database_developer.pipeline.planning import Ends, Planned, plan_between
from database_developer.pipeline.record import plain


@click.command("plan", short_help="The migrations between any two schemas.")
@click.option("--from", "before", metavar="PATH", help="Schema before: a SQL file or a folder of migrations.")
@click.option(
    "--to", "after", metavar="PATH", required=True, help="Schema after: a SQL file or a folder of migrations."
)
@click.option("--rename", "renames", multiple=True, metavar="OLD=NEW", help="A rename, such as users.name=full_name.")
@click.option("--title", default="change", help="What the files are named after (change).")
@click.option("--prove", is_flag=True, help="Try everything on shadows: there, back, from half way, locks, traffic.")
@click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, and nothing else.")
@click.option("--quiet", is_flag=True, help="Print only errors.")
@with_settings_but("model", "record", "replay")
def plan(before: str | None, after: str, **options: Any) -> None:
    """Plan the way from one schema to another, forward and back.

    The schema before is --from, or --database, which is only read. With --out the files are written there,
    otherwise they are shown. What might have been renamed is asked on a terminal, and named elsewhere: it is
    never guessed.
    """
    stop_on_signals()
    teller = Silent() if options["as_json"] or options["quiet"] else Live(console(stderr=True))
    try:
        planned = _plan(before, after, options, teller)
        _show(planned, options)
    except KeyboardInterrupt:
        fail(Interrupted("stopped; nothing was written"), as_json=options["as_json"])
    except DatabaseDeveloperError as error:
        fail(error, as_json=options["as_json"])
    if planned.proof is not None and not planned.proof.passed:
        sys.exit(ProofFailed.exit_code)


def _plan(before: str | None, after: str, options: dict[str, Any], teller: Live | Silent) -> Planned:
    settings = settings_of(options)
    if (before is None) == (settings.database is None):
        raise UsageError("one schema to start from is needed", hint="name it with --from PATH or with --database URL")
    ends = Ends(
        before=None if before is None else Path(before),
        after=Path(after),
        renames=options["renames"],
        title=options["title"],
    )
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not options["as_json"] and not options["quiet"]
    return plan_between(ends, settings, teller, proven=options["prove"], ask=_ask if asks else None)


def _ask(offer: Renaming) -> bool:
    return click.confirm(f"{offer.before} goes and {offer.after} comes. Is it renamed?", default=False)


def _show(planned: Planned, options: dict[str, Any]) -> None:
    out = options["out"]
    for name, text in planned.files.items() if out and planned.rollout.whole.steps else ():
        write_whole(Path(out) / name, text)
    if options["as_json"]:
        click.echo(json.dumps(_document(planned), indent=2, ensure_ascii=False))
    elif not options["quiet"]:
        _show_plan(planned, out)


def _document(planned: Planned) -> dict[str, object]:
    return {
        "migrations": [_migration(it) for it in planned.rollout.migrations if it.steps],
        "files": dict(planned.files) if planned.rollout.whole.steps else {},
        "offers": list(planned.offers),
        "proof": plain(planned.proof),
    }


def _migration(migration: Migration) -> dict[str, object]:
    return {
        "phase": migration.phase,
        "notes": list(migration.notes),
        "before": migration.before_hash,
        "restores": str(migration.restores),
        "steps": [
            {
                "kind": step.kind,
                "description": step.description,
                "forward": [statement.sql for statement in step.forward],
                "backward": [statement.sql for statement in step.reversal.statements],
            }
            for step in migration.steps
        ],
    }


def _show_plan(planned: Planned, out: str | None) -> None:
    told = console(stderr=True)
    if not planned.rollout.whole.steps:
        told.print("The two schemas are the same.", markup=False)
    for migration in planned.rollout.migrations:
        if migration.steps:
            title = f"{migration.phase}: " if migration.phase else ""
            told.print(
                f"{title}{len(migration.steps)} operations, {len(migration.forward)} statements; "
                f"the rollback restores {migration.restores}",
                style="bold",
                markup=False,
            )
            for line in (*migration.notes, *(f"- {step.description}" for step in migration.steps)):
                told.print(f"  {line}", markup=False)
    for offer in planned.offers:
        told.print(f"If this was renamed, say so: --rename {offer}", style="yellow", markup=False)
    for observation in planned.proof.observations if planned.proof else ():
        if observation.verdict in (Verdict.FAILED, Verdict.WARNING):
            show_observation(told, observation)
    for name, text in planned.files.items() if planned.rollout.whole.steps else ():
        if out:
            told.print(f"Written: {Path(out) / name}", markup=False)
        else:
            click.echo(f"-- File: {name}\n{text}")
