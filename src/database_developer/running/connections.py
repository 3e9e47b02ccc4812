"""The runner's connections to the database, and how they are found again when they are lost."""

from __future__ import annotations

import time
from collections.abc import Callable

from database_developer.errors import ConnectionLost, ServerUnavailable
from database_developer.model.script import Written
from database_developer.postgres.activity import own_pid
from database_developer.postgres.live import HINT, LiveSession
from database_developer.running.keeper import WORKERS, Keeper
from database_developer.running.retry import pauses

NAME = "dbd runner"
RUNNERS_OWN = frozenset({"lock_timeout"})  # what a file says of these is left out
AS_ONESELF = "SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL ROLE NONE"
LOSSES_OF_ONE_STATEMENT = 3  # a statement that brings the server down each time is given up


def worker(url: str, settings: tuple[Written, ...] = (), *, name: str = NAME, orphan_key: bool = True) -> LiveSession:
    """A connection that runs statements, with the file's settings so far. Raises ServerUnavailable."""
    session = LiveSession.reach(url, name=name)
    try:
        if orphan_key:
            session.value("SELECT pg_catalog.pg_advisory_lock_shared(%s, %s)", list(WORKERS))
        for statement in settings:
            session.run(statement.sql)
    except ConnectionLost as error:
        session.close()
        raise ServerUnavailable(error.what, hint=error.hint) from error
    except BaseException:
        session.close()
        raise
    return session


class Connections:
    """The keeper's connection and one worker's; ``settings`` are the file's, to be made again after a loss."""

    def __init__(self, url: str, *, reconnect: float, remark: Callable[[str], None]) -> None:
        self.url = url
        self.keeper = Keeper(url)
        self.settings: tuple[Written, ...] = ()
        self._reconnect = reconnect
        self._remark = remark
        self._worker: LiveSession | None = None
        self._pid = 0

    @property
    def session(self) -> LiveSession:
        """The worker's connection, opened where it is not. Raises ConnectionLost."""
        if self._worker is None or self._worker.is_closed:
            try:
                self._worker = worker(self.url, self.settings)
            except ServerUnavailable as error:
                raise ConnectionLost(error.what, hint=HINT) from error
            self._pid = own_pid(self._worker)
        return self._worker

    @property
    def pid(self) -> int:
        """The worker's process on the server."""
        return self._pid if self.session else 0

    def fresh(self) -> None:
        """Forget the worker's connection with all that was set on it."""
        self.settings = ()
        self._drop_worker()

    def recover(self, error: ConnectionLost, losses: int, *, others_at_work: bool = False) -> None:
        """Find the server, the lock and a worker's connection again; ``others_at_work`` are our own threads.

        Raises ConnectionLost after a while, or where the same statement lost the connection again and
        again, and RunnerBusy where another runner has stepped in.
        """
        if losses >= LOSSES_OF_ONE_STATEMENT or not self._reconnect:
            raise error
        self._remark(f"{error.what}; looking for the server for up to {self._reconnect:g} s")
        ends = time.monotonic() + self._reconnect
        for pause in pauses(longest=5.0):
            try:
                self._drop_worker()
                self.keeper.revive(others_at_work=others_at_work)
                if not others_at_work:
                    self.session.value("SELECT 1")
            except (ServerUnavailable, ConnectionLost) as again:
                if time.monotonic() + pause >= ends:
                    raise ConnectionLost(
                        f"{error.what}; the server was not to be found again for {self._reconnect:g} s: {again.what}",
                        where=error.where,
                        hint=HINT,
                    ) from again
                time.sleep(pause)
            else:
                self._remark("connected again")
                return

    def close(self) -> None:
        """Close both; the lock is given back."""
        self._drop_worker()
        self.keeper.close()

    def _drop_worker(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None
