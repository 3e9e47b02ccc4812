"""One case: its ticket, the schema to start from, and what stands in the shadow after the migration."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import psycopg
import yaml

from database_developer.design import design
from database_developer.diff.compare import compare
from database_developer.errors import DatabaseDeveloperError
from database_developer.model.design import Design
from database_developer.model.migration import Facts
from database_developer.model.request import Fate, Request
from database_developer.model.schema import Schema
from database_developer.model.ticket import Ticket
from database_developer.pipeline.planning import rollout_between
from database_developer.pipeline.settling import declare, settle
from database_developer.postgres.server import Run, open_run
from database_developer.postgres.shadow import Shadow
from database_developer.reading.assuming import assumed
from database_developer.reading.nearest import with_nearest
from database_developer.reading.reader import read
from database_developer.reading.vocabulary import vocabulary_of
from database_developer.running.purge import purge
from database_developer.settings import read_settings
from database_developer.trackers.markdown import MarkdownTracker

KEY = "CASE-1"
VAGUE = "g"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A ticket and what it should come to."""

    id: str
    kind: str
    title: str
    text: str
    base_sql: str
    checks: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What came of a case: the shadow's tables in the scorer's shape, and what was said on the way."""

    id: str
    prediction: dict[str, Any]
    said: str
    share_understood: float = 0.0
    is_broken: bool = False
    without_reason: tuple[str, ...] = field(default=())


def cases_in(folder: Path) -> Iterator[Case]:
    """The cases, by their ids."""
    for path in sorted((folder / "cases").glob("*.json")):
        found = json.loads(path.read_text("utf-8"))
        yield Case(
            id=found["id"],
            kind=found["kind"],
            title=found["title"],
            text=found["ticket"],
            base_sql=found.get("base_sql") or "",
            checks=tuple(found.get("data_checks") or ()),
        )


def judge(case: Case, folder: Path) -> Judged:
    """Take the ticket from its text to a migrated shadow; one that is refused leaves the shadow as it was."""
    with TemporaryDirectory(prefix="dbd-case-") as name:
        settings = read_settings(Path(name), {}, {})
        with open_run(cache=settings.cache) as run:
            base = run.create("base")
            base.replay([case.base_sql] if case.base_sql else [], origin=case.id)
            run.surrender()
            with run.shadow("after", template=base) as shadow:
                return _judged(case, folder, run, base, shadow)


def _judged(case: Case, folder: Path, run: Run, base: Shadow, shadow: Shadow) -> Judged:
    request, said, broken = Request(ticket=KEY), "", False
    reasonless: tuple[str, ...] = ()
    try:
        live = base.schema()
        request = _request(case, live)
        designed = design(request, live, declare(run, base, live, request))
        blocking = [question.text for question in designed.questions if question.blocking]
        if blocking:
            said = f"asks: {blocking[0]}" + (f" (and {len(blocking) - 1} more)" if len(blocking) > 1 else "")
        else:
            said = _migrate(run, base, shadow, live, designed)
            reasonless = tuple(_without_reason(live, designed))
    except DatabaseDeveloperError as error:
        said = f"refused ({type(error).__name__}): {error.what}"
    except Exception as error:
        said, broken = f"BROKEN: {type(error).__name__}: {error}", True
    fates = [sentence.fate for sentence in request.sentences]
    understood = sum(fate is not Fate.NOT_UNDERSTOOD for fate in fates) / len(fates) if fates else 0.0
    prediction = _prediction(case, folder, shadow)
    return Judged(
        id=case.id,
        prediction=prediction,
        said=said[:150],
        share_understood=understood,
        is_broken=broken,
        without_reason=reasonless,
    )


def _request(case: Case, live: Schema) -> Request:
    ticket, vocabulary = _ticket(case), vocabulary_of(live)
    request = read(ticket, vocabulary)
    if case.kind != VAGUE:
        return request
    return assumed(ticket, with_nearest(ticket, request, vocabulary), vocabulary)


def _ticket(case: Case) -> Ticket:
    head = yaml.safe_dump({"key": KEY, "type": "Task", "status": "To Do", "summary": case.title}, allow_unicode=True)
    with TemporaryDirectory(prefix="dbd-ticket-") as name:
        (Path(name) / f"{KEY}.md").write_text(f"---\n{head}---\n\n{case.text}\n", "utf-8")
        return MarkdownTracker(Path(name)).load(KEY)


def _migrate(run: Run, base: Shadow, shadow: Shadow, live: Schema, designed: Design) -> str:
    settled = settle(run, base, live, designed, run.version)
    facts = Facts(server_version=run.version, extensions=frozenset(live.extensions))
    told = designed.renamings, facts, settled.fillings
    rollout = rollout_between(live, settled.schema, *told, moves=designed.moves)
    with shadow.session() as session:
        for migration in rollout.migrations:
            for statement in migration.forward:
                session.run(statement.sql)
        purge(session, everything=True)  # what was dropped is hidden first, and would be counted as still there
    return f"{len(rollout.whole.steps)} operations" if rollout.whole.steps else "nothing to change"


def _without_reason(live: Schema, designed: Design) -> Iterator[str]:
    """Objects that the design adds or changes, and for which it gives no reason."""
    given = {decision.address for decision in designed.decisions if decision.why}
    for item in compare(live, designed.target, designed.renamings).items:
        if item.address not in given:
            yield str(item.address)


def _prediction(case: Case, folder: Path, shadow: Shadow) -> dict[str, Any]:
    """The shadow's tables in the scorer's shape, and which of the checks on rows hold."""
    dump = _introspection(folder).dump
    with psycopg.connect(shadow.url, autocommit=True) as connection:
        found: dict[str, Any] = {"id": case.id, **dump(connection)}
        held = [_holds(connection, check) for check in case.checks]
    if held:
        found |= {"data_checks": held, "data_ok": sum(held) / len(held)}
    return found


def _holds(connection: psycopg.Connection[Any], check: dict[str, Any]) -> bool:
    for sql in check["sql"]:  # alternatives: the first that runs decides
        try:
            rows = connection.execute(sql).fetchall()
        except psycopg.Error:
            continue
        return bool([[None if value is None else str(value) for value in row] for row in rows] == check["expect"])
    return False


@cache
def _introspection(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("introspect", folder / "introspect.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "introspect.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
