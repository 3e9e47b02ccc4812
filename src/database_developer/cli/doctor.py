"""``dbd doctor``: look at the way to the tickets step by step."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from database_developer.cli.telling import SIGNS, console, show_error
from database_developer.errors import DatabaseDeveloperError
from database_developer.settings import Settings, read_settings
from database_developer.trackers.jira.credentials import account_at
from database_developer.trackers.markdown import MarkdownTracker

NOT_WELL = 1


@dataclass(frozen=True, kw_only=True)
class Looked:
    """One thing that was looked at, whether it is well, and what to do if not."""

    what: str
    told: str
    is_well: bool = True
    hint: str = ""


@click.command("doctor", short_help="Check the way to the tickets.")
@click.option("--project", default=".", metavar="DIR", help="The project's folder (here).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def doctor(project: str, as_json: bool) -> None:
    """Check the tracker: address, certificate, proxy, clock, account, permissions, projects, tasks.

    Ends with 1 where something is not well.
    """
    try:
        findings = _findings(read_settings(Path(project), {}, os.environ))
    except DatabaseDeveloperError as error:
        show_error(error)
        sys.exit(error.exit_code)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in findings], indent=2, ensure_ascii=False))
    else:
        _show(console(), findings)
    sys.exit(0 if all(one.is_well for one in findings) else NOT_WELL)


def _findings(settings: Settings) -> tuple[Looked, ...]:
    if settings.jira is None:
        found = MarkdownTracker(settings.tickets).list()
        return (Looked(what="tickets", told=f"{len(found)} in the folder {settings.tickets}"),)
    connection: Any = import_module("database_developer.trackers.jira.connection")
    examining: Any = import_module("database_developer.trackers.jira.doctor")
    with connection.Connection(account_at(settings.jira, os.environ)) as opened:
        seen = examining.examine(opened, settings.jira.settings)
    return tuple(Looked(what=it.what, told=it.told, is_well=it.is_well, hint=it.hint) for it in seen)


def _show(out: Console, findings: tuple[Looked, ...]) -> None:
    for one in findings:
        out.print(f"{SIGNS[one.is_well]} [bold]{one.what:12}[/] ", end="")
        out.print(one.told + (f"\n  hint: {one.hint}" if one.hint else ""), markup=False)
