"""One rehearsal: traffic on a copy of the seeded database, and a migration that is applied meanwhile."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from database_developer.errors import LockNotObtained
from database_developer.model.migration import Migration
from database_developer.model.names import QualifiedName
from database_developer.postgres.measured import Failed, Measured
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from database_developer.postgres.traffic import RATE, Flow, Transaction, long_reader, refused, traffic
from database_developer.proof.traffic.application import Known, known_tables, known_views
from database_developer.proof.traffic.applying import Applier, Attempt
from database_developer.proof.traffic.drawing import Row, columns_wanted, drawn, rows_query
from database_developer.proof.traffic.templates import Template, of_table, of_view

WARMING, QUIET, CALM = 0.1, 0.4, 0.2  # seconds: until caches are warm, measured before, and after the last statement
SEED = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """What an application does all the while; ``left_out`` says what the old schema itself refuses, and why."""

    transactions: tuple[Transaction, ...]
    tables: tuple[QualifiedName, ...]
    kinds: tuple[str, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """What was measured, and every attempt at a statement; ``gave_up`` says why the migration did not get through."""

    before: Measured
    during: Measured
    log: tuple[Attempt, ...]
    began: float
    gave_up: str = ""

    @property
    def failed(self) -> tuple[Failed, ...]:
        """The failures that were not there already in the quiet window."""
        usual = {(one.sqlstate, one.first.transaction) for one in self.before.failed}
        return tuple(one for one in self.during.failed if (one.sqlstate, one.first.transaction) not in usual)


def work_of(session: Session, migration: Migration) -> Work:
    """The transactions of the application on the rows that are there, each kind tried once and taken back."""
    known = known_tables(migration)
    templates = [*(template for one in known for template in of_table(one))]
    templates += [template for view in known_views(migration) for template in of_view(view)]
    rows = {one.table.name: _rows(session, one, templates) for one in known}
    trials = {one.name: next(drawn([one], rows, count=1, seed=SEED), None) for one in templates}
    complaints = {
        name: "no row to begin with" if one is None else refused(session, one) for name, one in trials.items()
    }
    sound = [template for template in templates if not complaints[template.name]]
    return Work(
        transactions=tuple(drawn(sound, rows, seed=SEED)),
        tables=tuple(dict.fromkeys(one.table.name for one in known)),
        kinds=tuple(template.name for template in sound),
        left_out=tuple(f"{name}: {complaint}" for name, complaint in complaints.items() if complaint),
    )


def _rows(session: Session, known: Known, templates: Sequence[Template]) -> list[Row]:
    columns = columns_wanted(templates, known)
    if not columns:
        return []
    return [dict(zip(columns, row, strict=True)) for row in session.rows(rows_query(known, columns))]


def rehearse(
    shadow: Shadow,
    migration: Migration,
    work: Work,
    applier: Applier,
    *,
    reader_seconds: float = 0.0,
    rate: float = RATE,
    quiet: float = QUIET,
) -> Rehearsal:
    """Measure a quiet moment, apply the migration, and go on until each kind of transaction ran afterwards.

    A migration that ends a rollout refuses to run where the old form was used a short while ago: in the
    quiet moment, that is, when only the traffic was there.
    """
    log: list[Attempt] = []
    gave_up = ""
    reader = long_reader(shadow.url, work.tables, reader_seconds) if reader_seconds else nullcontext()
    with traffic(shadow.url, work.transactions, rate=rate) as flow:
        time.sleep(WARMING)
        flow.begin("before")
        time.sleep(quiet)
        with reader:
            began = flow.begin("during")
            try:
                applier(shadow.runner_url(quiet), migration, log)
            except LockNotObtained as error:
                gave_up = error.what
            time.sleep(CALM + 2 * len(work.kinds) / rate)
    return _rehearsal(flow, tuple(log), began, gave_up)


def _rehearsal(flow: Flow, log: tuple[Attempt, ...], began: float, gave_up: str) -> Rehearsal:
    before, during = flow.measured("before"), flow.measured("during")
    return Rehearsal(before=before, during=during, log=log, began=began, gave_up=gave_up)
