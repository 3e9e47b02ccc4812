"""Holds the runner's lock on a connection of its own, and looks on while statements run."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from database_developer.errors import ConnectionLost, RunnerBusy, StatementFailed
from database_developer.postgres.activity import (
    Blocker,
    Holder,
    advisory_holders,
    blockers,
    cancel,
    holds_writers,
    own_pid,
    terminate,
)
from database_developer.postgres.live import LiveSession

LOCK_SPACE = 0x6462_646D  # "dbdm": the first key of the runner's advisory locks
RUNNER = (LOCK_SPACE, 1)  # held alone by the one runner of a database
WORKERS = (LOCK_SPACE, 2)  # shared by the runner's other connections, so that what a dead runner left is found
NAME = "dbd keeper"
FIRST_LOOK = 0.1
LOOK_EVERY = 0.2
ORPHANS_MAY_TAKE = 30.0
JUST_GONE = 1.0  # the server may need a moment to see that the last runner has hung up


@dataclass(kw_only=True)
class Sight:
    """What was seen while a statement ran."""

    blockers: tuple[Blocker, ...] = ()
    held_too_long: bool = False


class Keeper:
    """The lock that makes a runner the only one, for as long as its connection lives."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pids: list[int] = []
        self._session = self._connected()

    def acquire(self, *, others_at_work: bool = False) -> None:
        """Take the lock, and end what a dead runner left at work, unless that is ours. Raises RunnerBusy."""
        ends = time.monotonic() + JUST_GONE
        while not self._taken():
            self._end_own_past()
            if time.monotonic() > ends:
                raise _busy(advisory_holders(self._session, RUNNER))
            time.sleep(0.05)
        if not others_at_work:
            self._end_orphans()

    def ensure(self) -> None:
        """See that the connection, and so the lock, is still there. Raises ConnectionLost."""
        self._session.value("SELECT 1")

    def revive(self, *, others_at_work: bool = False) -> None:
        """See that the lock is held and nothing else of ours is at work, on a new connection where it must be.

        Raises ServerUnavailable, ConnectionLost, RunnerBusy.
        """
        try:
            self.ensure()
            if not others_at_work:
                self._end_orphans()
        except ConnectionLost:
            self._session.close()
            self._session = self._connected()
            self.acquire(others_at_work=others_at_work)

    def close(self) -> None:
        """Give the lock back."""
        self._session.close()

    @property
    def session(self) -> LiveSession:
        """For looking around; what runs on it must be over at once."""
        return self._session

    @contextmanager
    def watching(
        self, pid: int, *, hold: float | None, tell: Callable[[tuple[Blocker, ...]], None] | None = None
    ) -> Iterator[Sight]:
        """Look at the backend ``pid`` while the body waits for it.

        Cancels it where it makes everybody wait for longer than ``hold`` seconds who writes to a table;
        ``tell`` hears of blockers that are new.
        """
        sight, over = Sight(), threading.Event()
        thread = threading.Thread(target=self._look, args=(pid, hold, sight, over, tell), daemon=True)
        thread.start()
        try:
            yield sight
        finally:
            over.set()
            thread.join()

    def _look(
        self,
        pid: int,
        hold: float | None,
        sight: Sight,
        over: threading.Event,
        tell: Callable[[tuple[Blocker, ...]], None] | None,
    ) -> None:
        held_since: float | None = None
        pause = FIRST_LOOK
        while not over.wait(pause):
            pause = LOOK_EVERY
            try:
                seen = blockers(self._session, pid)
                if seen and tell is not None and seen != sight.blockers:
                    tell(seen)
                sight.blockers = seen or sight.blockers
                if hold is None or not holds_writers(self._session, pid):
                    held_since = None
                    continue
                held_since = held_since or time.monotonic()
                if time.monotonic() - held_since >= hold:
                    sight.held_too_long = True
                    cancel(self._session, pid)
            except (ConnectionLost, StatementFailed):
                return  # the next statement finds out

    def _connected(self) -> LiveSession:
        session = LiveSession.reach(self._url, name=NAME)
        self._pids.append(own_pid(session))
        return session

    def _taken(self) -> bool:
        return bool(self._session.value("SELECT pg_catalog.pg_try_advisory_lock(%s, %s)", list(RUNNER)))

    def _end_own_past(self) -> None:
        """After a lost connection the server may still keep the old one, with our lock."""
        past = [holder.pid for holder in advisory_holders(self._session, RUNNER) if holder.pid in self._pids[:-1]]
        if past and terminate(self._session, past):
            self._wait_for_end(RUNNER, frozenset(past))

    def _end_orphans(self) -> None:
        """Whoever works under the workers' lock now belongs to a runner that has lost ours."""
        orphans = frozenset(holder.pid for holder in advisory_holders(self._session, WORKERS))
        if orphans:
            terminate(self._session, sorted(orphans))
            left = self._wait_for_end(WORKERS, orphans)
            if left:
                raise _busy(left)

    def _wait_for_end(self, key: tuple[int, int], pids: frozenset[int]) -> tuple[Holder, ...]:
        ends = time.monotonic() + ORPHANS_MAY_TAKE
        while True:
            left = tuple(holder for holder in advisory_holders(self._session, key) if holder.pid in pids)
            if not left or time.monotonic() > ends:
                return left
            time.sleep(0.05)


def _busy(holders: tuple[Holder, ...]) -> RunnerBusy:
    who = "; ".join(
        f'pid {holder.pid}, "{holder.user}" from {holder.address}'
        + (f", since {holder.since:%Y-%m-%d %H:%M:%S %Z}" if holder.since else "")
        for holder in holders
    )
    return RunnerBusy(
        f"another runner works on this database: {who or 'it has just ended'}",
        hint="wait until it is done; if it hangs, end it there or with SELECT pg_terminate_backend(pid)",
    )
