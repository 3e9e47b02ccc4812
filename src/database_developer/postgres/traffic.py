"""Readers and writers that go on while something else happens, and what each of their transactions had to wait.

Transactions are due at fixed times, whether or not those before them have ended, and a transaction's
latency counts from the moment it was due: a stall shows in every transaction that it delays.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import psycopg

from database_developer.errors import ServerUnavailable
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import qualified
from database_developer.postgres.measured import Measured, Sample, summed_up
from database_developer.postgres.session import Session

RATE = 200.0  # transactions a second
SESSIONS = 4
# Nothing here may wait for ever, but a stall has to be measured to its end.
SETTINGS = "-c statement_timeout=300s -c lock_timeout=0"


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One statement with ``$1``, ``$2``, ... for its values, which are texts as the server reads them.

    Without ``values`` it takes those of the row that the statement before it returned.
    """

    sql: str
    values: tuple[str | None, ...] | None = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Transaction:
    """Statements that an application runs together; a single one stands outside a transaction block."""

    name: str
    calls: tuple[Call, ...]


@dataclass(kw_only=True)
class Flow:
    """Traffic under way; ``begin`` opens a window, and ``measured`` says what was seen in one."""

    url: str
    transactions: Sequence[Transaction]
    rate: float
    started: float = field(default_factory=time.perf_counter)
    samples: list[Sample] = field(default_factory=list)
    windows: list[tuple[str, float]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    ends: float | None = None
    over: threading.Event = field(default_factory=threading.Event)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, window: str) -> float:
        """From now on transactions belong to this window; return the moment."""
        now = time.perf_counter()
        self.windows.append((window, now))
        return now

    def measured(self, window: str) -> Measured:
        """What was seen of the transactions that ended in the window, so far."""
        return summed_up([sample for sample in tuple(self.samples) if self._window(sample) == window])

    def _window(self, sample: Sample) -> str:
        """The last window that was open when it ended: one that was held up belongs to what held it up."""
        return next((name for name, begun in reversed(self.windows) if begun <= sample.ended), "")

    def stop(self) -> None:
        """Let nothing more become due; what is due already is still run."""
        self.ends = time.perf_counter()
        self.over.set()

    def work(self, connection: psycopg.Connection[Any]) -> None:
        """Run the transactions whose turn it is, each when it is due, until the traffic ends."""
        while (turn := self._next()) is not None:
            number, due = turn
            self._wait(due)
            if self.ends is not None and due > self.ends:
                break
            connection = _alive(connection, self.url)
            self.samples.append(attempted(connection, self.transactions[number % len(self.transactions)], due))
        connection.close()

    def _next(self) -> tuple[int, float] | None:
        with self.turn:
            number = next(self.numbers)
        due = self.started + number / self.rate
        return None if self.ends is not None and due > self.ends else (number, due)

    def _wait(self, due: float) -> None:
        remaining = due - time.perf_counter()
        if remaining > 0:
            self.over.wait(remaining)


@contextmanager
def traffic(
    url: str, transactions: Sequence[Transaction], *, rate: float = RATE, sessions: int = SESSIONS
) -> Iterator[Flow]:
    """Run the transactions in turn, ``rate`` a second over so many sessions, until the end of the block.

    Without transactions there is no traffic. Raises ServerUnavailable where a session cannot be opened.
    """
    connections = [connect(url) for _ in range(sessions if transactions else 0)]
    flow = Flow(url=url, transactions=transactions, rate=rate)
    workers = [threading.Thread(target=flow.work, args=(one,), daemon=True) for one in connections]
    for worker in workers:
        worker.start()
    try:
        yield flow
    finally:
        flow.stop()
        for worker in workers:
            worker.join()


@contextmanager
def long_reader(url: str, tables: Sequence[QualifiedName], seconds: float) -> Iterator[None]:
    """Someone who has read each table in one transaction and leaves it open, for so long or till the block ends."""
    with Session.open(url) as session:
        session.run("BEGIN ISOLATION LEVEL REPEATABLE READ")
        for table in tables:
            session.run(f"SELECT 1 FROM {qualified(table)} LIMIT 1")
        leaving = threading.Event()
        reader = threading.Thread(target=_read_on, args=(session, leaving, seconds), daemon=True)
        reader.start()
        try:
            yield
        finally:
            leaving.set()
            reader.join()


def _read_on(session: Session, leaving: threading.Event, seconds: float) -> None:
    leaving.wait(seconds)
    session.run("COMMIT")


def refused(session: Session, transaction: Transaction) -> str:
    """Try a transaction and take it back; the SQLSTATE and message where the server refuses it, else ""."""
    connection = session.connection
    try:
        with connection.transaction(force_rollback=True):
            _run(psycopg.RawCursor(connection), transaction)
    except psycopg.Error as error:
        return f"{error.sqlstate}: {_message(error)}"
    return ""


def connect(url: str) -> psycopg.Connection[Any]:
    """A connection as an application has one, in autocommit mode."""
    try:
        connection = psycopg.connect(
            url,
            autocommit=True,
            application_name="traffic",
            client_encoding="utf8",
            options=SETTINGS,
            connect_timeout=20,
            cursor_factory=psycopg.RawCursor,
        )
    except psycopg.OperationalError as error:
        raise ServerUnavailable(
            f"cannot connect: {str(error).strip()}", hint="the server needs room for a few more connections"
        ) from error
    connection.prepare_threshold = None
    return connection


def _alive(connection: psycopg.Connection[Any], url: str) -> psycopg.Connection[Any]:
    """The connection, or where the server has closed it a new one, as an application's pool would give."""
    if connection.closed:
        with suppress(ServerUnavailable):
            return connect(url)
    return connection


def attempted(connection: psycopg.Connection[Any], transaction: Transaction, due: float) -> Sample:
    """Run a transaction, and say how it went."""
    sqlstate = message = ""
    try:
        with connection.cursor() as cursor:
            if len(transaction.calls) > 1:
                with connection.transaction():
                    _run(cursor, transaction)
            else:
                _run(cursor, transaction)
    except psycopg.Error as error:
        sqlstate, message = error.sqlstate or "08006", _message(error)
    ended = time.perf_counter()
    return Sample(transaction=transaction.name, due=due, ended=ended, sqlstate=sqlstate, message=message)


def _run(cursor: psycopg.Cursor[Any], transaction: Transaction) -> None:
    returned: Sequence[str | None] | None = ()
    for call in transaction.calls:
        values = returned if call.values is None else call.values
        if values is None:  # the statement before found no row to go on with
            return
        cursor.execute(call.sql.encode(), values or None)
        returned = cursor.fetchone() if cursor.description else ()


def _message(error: psycopg.Error) -> str:
    return error.diag.message_primary or str(error).strip()
