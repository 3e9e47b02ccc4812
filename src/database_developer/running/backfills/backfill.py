"""Runs a backfill: cuts the table into ranges, has workers work them off, and tells how it goes."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from itertools import count

from database_developer.errors import ConnectionLost, StatementFailed
from database_developer.model.migration import Batches
from database_developer.model.quoting import qualified
from database_developer.model.script import Written
from database_developer.running.backfills import ranges
from database_developer.running.backfills.crew import Crew, crew, look_around, mind_replicas
from database_developer.running.backfills.ranges import Tally, Which
from database_developer.running.backfills.worker import Job
from database_developer.running.complaints import told
from database_developer.running.connections import worker
from database_developer.running.journal import journal
from database_developer.running.telling import Point, Progress
from database_developer.running.work import Way

LOOK_EVERY = 0.25
PASSES = 5  # where rows have no key, those that others moved meanwhile are found by going over them again


def run_backfill(way: Way, statement: Written, batches: Batches) -> None:
    """Fill every row, from wherever it was left.

    Raises StatementFailed, LockNotObtained and ConnectionLost.
    """
    way.begin(statement)
    which = Which(version=way.script.version, direction=way.direction, statement=statement.number)
    try:
        way.work.lasting(lambda: _prepare(way, statement, which, batches))
        way.at(Point.RANGES_CUT, statement.number)
        _until_all_is_done(way, which, batches)
        if not batches.key:
            _go_over_again(way, which, batches)
        _analyze(way, batches)
        way.at(Point.AFTER_STATEMENT, statement.number)
        while not way.work.lasting(lambda: _finished(way, statement, which)):
            _until_all_is_done(way, which, batches)
    except StatementFailed as error:
        raise told(error, way.place, hold=way.work.options.limits.hold) from error
    way.at(Point.DONE, statement.number)


def _prepare(way: Way, statement: Written, which: Which, batches: Batches) -> None:
    desk, version = way.work.desk, which.version
    if statement.number in journal.read_done(desk, version, which.direction):
        return
    with worker(way.work.connections.url, way.work.connections.settings) as session:
        session.run(f"{ranges.SPELLING}; SET statement_timeout = 0")
        found = ranges.cut(session, batches)
    with desk.transaction():
        journal.started(desk, version, which.direction, statement, 1)
        ranges.note(desk, which, found)


def _finished(way: Way, statement: Written, which: Which) -> bool:
    """Mark the statement as done; False where batches that were done have to be done again.

    Workers commit without waiting for the disk. A server that crashes may lose their last batches together
    with the marks on them; this commit waits for the disk, and for all that went before.
    """
    desk = way.work.desk
    with desk.transaction():
        desk.run("SET LOCAL synchronous_commit = on")
        done = ranges.tally(desk, which)
        if done.pending:
            return False
        said = f"{done.touched} rows changed in {done.ranges} batches"
        journal.done(desk, which.version, which.direction, (statement,), note=said)
    return True


def _until_all_is_done(way: Way, which: Which, batches: Batches) -> None:
    """Work off the ranges, and once more where a crash of the server made some pending again."""
    while True:
        _work_off(way, which, batches)
        if not way.work.lasting(lambda: ranges.tally(way.work.desk, which)).pending:
            return


def _work_off(way: Way, which: Which, batches: Batches) -> None:
    """Let the workers work until no range is left; lost connections are theirs to find again."""
    work, number = way.work, which.statement
    job = Job(
        url=work.connections.url,
        which=which,
        batches=batches,
        settings=work.connections.settings,
        limits=work.options.limits,
        where=str(way.place),
        at=lambda point: way.at(point, number),
    )
    started = time.monotonic()
    before = work.lasting(lambda: ranges.tally(work.desk, which))
    work.lasting(lambda: mind_replicas(work.desk, job))
    names = [f"{socket.gethostname()}/{number}" for number in range(1, max(1, work.options.workers) + 1)]
    with crew(job, names) as workers:
        for losses in count(1):
            try:
                _look_on(way, job, workers, before, started)
                break
            except ConnectionLost as error:
                work.connections.recover(error, losses, others_at_work=True)
    workers.raise_first()


def _look_on(way: Way, job: Job, workers: Crew, before: Tally, started: float) -> None:
    """Watch the workers, the replicas and whoever is in the way, and tell, until all ranges are done."""
    desk = way.work.desk
    while not workers.errors:
        now = ranges.tally(desk, job.which)
        way.work.tell.progress(way.place, _progress(now, before, time.monotonic() - started, job.resting))
        if not now.pending:
            return
        look_around(desk, job)
        mind_replicas(desk, job)
        job.is_over.wait(LOOK_EVERY)


def _progress(now: Tally, before: Tally, seconds: float, resting: str) -> Progress:
    here = now.rows - before.rows
    left = (now.total - now.rows) * seconds / here if here > 0 else None
    return Progress(rows=now.rows, total=now.total, here=here, seconds=seconds, left=left, resting=resting)


def _go_over_again(way: Way, which: Which, batches: Batches) -> None:
    """Once more over all pages until a pass has changed nothing."""
    for _ in range(PASSES):
        touched = way.work.lasting(lambda: ranges.tally(way.work.desk, which)).touched
        way.work.lasting(lambda: _new_pass(way, which, batches))
        _work_off(way, which, batches)
        if way.work.lasting(lambda: ranges.tally(way.work.desk, which)).touched == touched:
            return


def _new_pass(way: Way, which: Which, batches: Batches) -> None:
    with way.work.desk.transaction():
        ranges.note(way.work.desk, which, ranges.cut(way.work.desk, batches))


def _analyze(way: Way, batches: Batches) -> None:
    """Let the planner know; a role that may not, or a lock that is not free, is no reason to fail."""
    with suppress(StatementFailed, ConnectionLost):
        session = way.work.connections.session
        session.run(f"SET lock_timeout = {round(way.work.options.limits.lock * 1000)}; SET statement_timeout = 0")
        session.run(f"ANALYZE {qualified(batches.table)}")
