"""Helps a runner elsewhere with the backfill it is at: works off ranges and does nothing else."""

from __future__ import annotations

import os
import socket
import time
from dataclasses import dataclass

from database_developer.errors import HistoryBroken, Interrupted
from database_developer.model.migration import Batches
from database_developer.model.script import Script, Written
from database_developer.postgres.activity import target
from database_developer.postgres.live import LiveSession
from database_developer.running.backfills.crew import crew, mind_replicas
from database_developer.running.backfills.ranges import Which, tally
from database_developer.running.backfills.worker import Job
from database_developer.running.connections import RUNNERS_OWN
from database_developer.running.history import examine
from database_developer.running.journal import journal
from database_developer.running.options import Options, Outcome
from database_developer.running.runner import ensure_database
from database_developer.running.telling import Moment, Observer, Progress, Silence, Tell, Unobserved, place_of

LOOK_EVERY = 0.5
NOTHING = "no backfill is under way"


@dataclass(frozen=True, kw_only=True)
class _UnderWay:
    """The backfill that the runner is at."""

    script: Script
    direction: str
    statement: Written
    batches: Batches
    settings: tuple[Written, ...]

    @property
    def which(self) -> Which:
        """Its ranges."""
        return Which(version=self.script.version, direction=self.direction, statement=self.statement.number)


def join(
    url: str,
    scripts: tuple[Script, ...],
    options: Options | None = None,
    tell: Tell | None = None,
    *,
    observer: Observer | None = None,
) -> Outcome:
    """Work off ranges of the backfill that a runner is at, until none is left.

    Raises HistoryBroken where the files here are not those that the runner runs, StatementFailed,
    LockNotObtained, ConnectionLost, ServerUnavailable, and Interrupted.
    """
    options, tell = options or Options(), tell or Silence()
    with LiveSession.reach(url, name="dbd join") as session:
        found = target(session)
        ensure_database(found, options.expect_database)
        tell.target(found)
        under_way = _under_way(session, scripts)
        if under_way is None:
            tell.remark(NOTHING)
            return Outcome(target=found, remarks=(NOTHING,))
        try:
            done = _help(url, session, under_way, options=options, tell=tell, observer=observer or Unobserved())
        except KeyboardInterrupt as stop:
            raise Interrupted("stopped helping; the runner goes on", hint="join again at any time") from stop
        said = f"worked off {done} rows of {under_way.script.version}_{under_way.script.name}"
        tell.remark(said)
        return Outcome(target=found, remarks=(said,))


def _under_way(session: LiveSession, scripts: tuple[Script, ...]) -> _UnderWay | None:
    history = examine(scripts, journal.read_records(session))
    for record in history.unfinished:
        script = history.script(record)
        side = script.up if record.direction == "up" else script.down
        done = journal.read_done(session, record.version, record.direction)
        settings: list[Written] = []
        for statement in side.statements if side else ():
            if statement.sets and statement.sets not in RUNNERS_OWN:
                settings.append(statement)
            one = done.get(statement.number)
            if statement.batches is None or one is None or one.is_done:
                continue
            if one.checksum != statement.checksum:
                raise HistoryBroken(
                    f"the runner runs another statement {statement.number} than the one in this file",
                    where=script.up.path,
                    hint="take the same files as the runner",
                )
            return _UnderWay(
                script=script,
                direction=record.direction,
                statement=statement,
                batches=statement.batches,
                settings=tuple(settings),
            )
    return None


def _help(
    url: str, session: LiveSession, under_way: _UnderWay, *, options: Options, tell: Tell, observer: Observer
) -> int:
    """Work until no range is left or the runner has turned round; how many rows were worked off here."""
    place = place_of(under_way.script, under_way.direction, under_way.statement)
    job = Job(
        url=url,
        which=under_way.which,
        batches=under_way.batches,
        settings=under_way.settings,
        limits=options.limits,
        where=str(place),
        at=lambda point: observer.at(
            Moment(point=point, version=place.version, direction=place.direction, number=place.number)
        ),
    )
    host, started = f"{socket.gethostname()}/{os.getpid()}", time.monotonic()
    with crew(job, [f"{host}/{number}" for number in range(1, options.workers + 1)], is_ours=False) as workers:
        while not workers.errors and _is_going_on(session, under_way):
            now = tally(session, job.which)
            if not now.pending:
                break
            here = sum(worker.done for worker in workers.members)
            seconds = time.monotonic() - started
            progress = Progress(rows=now.rows, total=now.total, here=here, seconds=seconds, left=None)
            tell.progress(place, progress)
            mind_replicas(session, job)
            job.is_over.wait(LOOK_EVERY)
    workers.raise_first()
    return sum(worker.done for worker in workers.members)


def _is_going_on(session: LiveSession, under_way: _UnderWay) -> bool:
    """Whether the runner still goes that way, and has not turned round to take it back."""
    found = [it for it in journal.read_records(session) if it.version == under_way.script.version]
    return bool(found) and found[0].is_unfinished and found[0].direction == under_way.direction
