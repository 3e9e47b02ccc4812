"""One worker of a backfill: claims a range, runs the UPDATE on it and marks it as done, in one transaction."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from database_developer.errors import ConnectionLost, ServerUnavailable, StatementFailed
from database_developer.model.migration import Batches
from database_developer.model.script import Written
from database_developer.postgres.activity import Blocker, own_pid
from database_developer.postgres.live import LiveSession
from database_developer.running.backfills import ranges
from database_developer.running.backfills.pace import Pace
from database_developer.running.backfills.ranges import Range, Which
from database_developer.running.connections import AS_ONESELF, worker
from database_developer.running.options import Limits
from database_developer.running.retry import LOCK_NOT_AVAILABLE, RETRIED, is_about_locks, not_obtained, pauses
from database_developer.running.telling import Point

UNIQUE_VIOLATION = "23505"
ROLES = frozenset({"role", "session_authorization"})
LOCK_TIMEOUTS = 4  # a batch waits this many times its own duration for a row that somebody else holds
ENOUGH_TO_HALVE = 1_000  # below this, rows that are locked are simply waited for
IDLE = 0.02
LOSSES = 3


@dataclass(kw_only=True)
class Job:
    """What all workers of one backfill share.

    ``is_over`` ends them after the batch under way; ``resting`` says why they wait, "" where they do not.
    """

    url: str
    which: Which
    batches: Batches
    settings: tuple[Written, ...]
    limits: Limits
    where: str
    at: Callable[[Point], None]
    is_over: threading.Event = field(default_factory=threading.Event)
    resting: str = ""
    pids: dict[str, int] = field(default_factory=dict)
    blockers: dict[int, tuple[Blocker, ...]] = field(default_factory=dict)

    @property
    def changes_role(self) -> bool:
        """Whether the file works as another role, which may not write the journal."""
        return any(statement.sets in ROLES for statement in self.settings)


class Worker:
    """Works off ranges until none is left; ``name`` is for the journal, ``done`` counts its rows."""

    def __init__(self, job: Job, name: str, *, is_ours: bool = True) -> None:
        self.job = job
        self.name = name
        self.done = 0
        self._is_ours = is_ours
        self._pace = Pace(target=job.limits.batch, largest=job.batches.size)
        self._aside: dict[int, float] = {}
        self._after = 0
        self._losses = 0
        self._stuck_since: float | None = None
        self._session: LiveSession | None = None

    def work(self) -> None:
        """Work until every range is done or the job is over.

        Raises StatementFailed, LockNotObtained and ConnectionLost.
        """
        try:
            while not self.job.is_over.is_set():
                try:
                    if self._rests() or self._batch():
                        continue
                    if self._is_all_done(self._connected()):
                        return
                    time.sleep(IDLE)
                except ConnectionLost as error:
                    self._reconnect(error)
        finally:
            self.close()

    def close(self) -> None:
        """Close the connection; a range that is not marked as done is free again."""
        if self._session is not None:
            self._session.close()

    def _is_all_done(self, session: LiveSession) -> bool:
        with session.transaction():
            if self.job.changes_role:
                session.run(AS_ONESELF)
            return not ranges.tally(session, self.job.which).pending

    def _rests(self) -> bool:
        if not self.job.resting:
            return False
        self.job.is_over.wait(IDLE * 5)
        return True

    def _batch(self) -> bool:
        """Do one range, or a part of it; False where there is none to claim now."""
        session, started, range_ = self._connected(), time.monotonic(), None
        try:
            with session.transaction():
                range_ = self._claimed(session)
                if range_ is None:
                    return False
                self.job.at(Point.BATCH_CLAIMED)
                range_, touched = self._update(session, range_)
                self.job.at(Point.BATCH_RUN)
        except StatementFailed as error:
            if range_ is None:
                raise
            self._in_the_way(session, range_, error)
            return True
        self._after, self._stuck_since, self._losses = range_.number, None, 0
        self._aside.pop(range_.number, None)
        self.done += range_.rows
        self.job.at(Point.BATCH_DONE)
        rest = self._pace.took(range_.rows, touched, time.monotonic() - started)
        self.job.is_over.wait(rest) if rest else None
        return True

    def _claimed(self, session: LiveSession) -> Range | None:
        now = time.monotonic()
        self._aside = {number: until for number, until in self._aside.items() if until > now}
        if self.job.changes_role:
            session.run(AS_ONESELF)
        return ranges.claim(session, self.job.which, after=self._after, but=self._aside)

    def _update(self, session: LiveSession, range_: Range) -> tuple[Range, int]:
        batches, which = self.job.batches, self.job.which
        rows = self._pace.part_of(range_.rows)
        if rows < range_.rows:
            self._as_the_file_says(session)
            at = ranges.boundary(session, batches, range_, rows)
            if self.job.changes_role:
                session.run(AS_ONESELF)
            range_ = ranges.shorten(session, which, range_, at, rows) if at else range_
        self._as_the_file_says(session)
        touched = session.run(batches.within(ranges.condition(batches, range_.low, range_.high)))
        if self.job.changes_role:
            session.run(AS_ONESELF)
        ranges.mark_done(session, which, range_, touched, self.name)
        return range_, touched

    def _as_the_file_says(self, session: LiveSession) -> None:
        if self.job.changes_role:
            for statement in self.job.settings:
                if statement.sets in ROLES:
                    session.run(statement.sql)

    def _in_the_way(self, session: LiveSession, range_: Range, error: StatementFailed) -> None:
        """Two rows are after one value, or others hold a row: take less at a time, and the same again later.

        Raises the error where it is about something else, or about one row alone.
        """
        is_clash = error.sqlstate == UNIQUE_VIOLATION
        if not is_clash and not is_about_locks(error):
            raise error
        self._pace.slower()
        halved = self._halve(session, range_.number, in_order=is_clash, is_lock=error.sqlstate == LOCK_NOT_AVAILABLE)
        if is_clash and not halved:
            raise error
        if error.sqlstate in RETRIED:
            self._put_aside(range_.number, error)

    def _halve(self, session: LiveSession, number: int, *, in_order: bool, is_lock: bool) -> bool:
        """Cut the range in two; False where it is one row, or somebody else has it by now."""
        with session.transaction():
            range_ = self._claim_again(session, number)
            if range_ is None:
                return True
            self._as_the_file_says(session)
            rows = ranges.count_rows(session, self.job.batches, range_)
            if rows < 2 or (is_lock and rows < ENOUGH_TO_HALVE):
                return False
            at = ranges.boundary(session, self.job.batches, range_, rows // 2)
            if at is None:
                return False
            if self.job.changes_role:
                session.run(AS_ONESELF)
            ranges.shorten(session, self.job.which, range_, at, rows // 2, in_order=in_order)
        return True

    def _claim_again(self, session: LiveSession, number: int) -> Range | None:
        if self.job.changes_role:
            session.run(AS_ONESELF)
        found = ranges.claim(session, self.job.which, after=number - 1, but=())
        return found if found is not None and found.number == number else None

    def _put_aside(self, number: int, error: StatementFailed) -> None:
        """Leave the range for a moment. Raises LockNotObtained where nothing at all went on for too long."""
        now = time.monotonic()
        self._stuck_since = self._stuck_since or now
        if now - self._stuck_since > self.job.limits.lock_total:
            seen = self.job.blockers.get(self.job.pids.get(self.name, 0), ())
            raise not_obtained(error, now - self._stuck_since, seen, self.job.where) from error
        self._aside[number] = now + next(pauses()) + IDLE

    def _connected(self) -> LiveSession:
        if self._session is None or self._session.is_closed:
            self._session = self._opened()
        return self._session

    def _opened(self) -> LiveSession:
        job = self.job
        try:
            session = worker(job.url, job.settings, name="dbd backfill", orphan_key=self._is_ours)
        except ServerUnavailable as error:
            raise ConnectionLost(error.what, where=job.where, hint=error.hint) from error
        lock = max(0.1, LOCK_TIMEOUTS * job.limits.batch)
        session.run(f"{ranges.SPELLING}; SET lock_timeout = {round(lock * 1000)}; SET statement_timeout = 0")
        session.run("SET default_transaction_isolation = 'read committed'")  # or claims would fail one another
        # A batch and its mark are one transaction: a crash that loses it loses both, and it is done again.
        session.run("SET synchronous_commit = off")
        job.pids[self.name] = own_pid(session)
        return session

    def _reconnect(self, error: ConnectionLost) -> None:
        self.close()
        self._losses += 1
        if self._losses > LOSSES or not self.job.limits.reconnect:
            raise error
        ends = time.monotonic() + self.job.limits.reconnect
        for pause in pauses(longest=5.0):
            try:
                self._session = self._opened()
            except ConnectionLost:
                if self.job.is_over.wait(pause):
                    return  # the others are through, or something else has stopped the job
                if time.monotonic() > ends:
                    raise
            else:
                return
