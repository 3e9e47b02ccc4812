"""A migration is applied the way a runner does it: short waits for locks, and again where others were in the way."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

from database_developer.errors import LockNotObtained, StatementFailed
from database_developer.migration.formats.transactions import Transaction, transactions
from database_developer.model.migration import Migration, Statement
from database_developer.model.names import QualifiedName
from database_developer.postgres.session import Session

LOCK_TIMEOUT = "100ms"
PATIENCE = 20.0  # seconds for which one transaction is tried
SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 0.4  # seconds between two tries, in which whoever queued gets on
IN_THE_WAY = frozenset({"55P03", "40P01"})  # lock not available, deadlock

Grouping = Callable[[Sequence[Statement], Collection[QualifiedName]], tuple[Transaction, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """One go at one statement; ``sqlstate`` is "" where it was done. Moments are of ``time.perf_counter``."""

    number: int
    statement: Statement
    started: float
    ended: float
    sqlstate: str = ""

    @property
    def title(self) -> str:
        """The statement, in words that fit into a sentence."""
        return f"statement {self.number} ({self.statement.why})"


class Applier(Protocol):
    """Whoever applies migrations; each attempt is appended to ``log``, also where it raises in the end."""

    def __call__(self, session: Session, migration: Migration, log: list[Attempt]) -> None:
        """Run the forward statements."""


@dataclass(frozen=True, kw_only=True)
class PatientApplier:
    """Applies transaction by transaction, as the files of a migration are cut.

    A transaction that finds others in the way is taken back and tried again, after pauses that grow and
    are never quite alike. What runs outside a transaction waits as long as it must: it holds nobody up.
    Raises LockNotObtained where ``patience`` seconds were not enough.
    """

    lock_timeout: str = LOCK_TIMEOUT
    patience: float = PATIENCE
    grouped: Grouping = transactions

    def __call__(self, session: Session, migration: Migration, log: list[Attempt]) -> None:
        """Run the forward statements."""
        existing = frozenset((*migration.before.tables, *migration.before.views))
        chance = Random(1)  # noqa: S311 - pauses need no secrecy
        number = 1
        for group in self.grouped(migration.forward, existing):
            self._until_done(session, group, number, log, chance)
            number += len(group.statements)

    def _until_done(
        self, session: Session, group: Transaction, number: int, log: list[Attempt], chance: Random
    ) -> None:
        deadline, pause = time.perf_counter() + self.patience, SHORTEST_PAUSE
        while True:
            try:
                self._once(session, group, number, log)
            except StatementFailed as error:
                if error.sqlstate not in IN_THE_WAY or not group.in_block:
                    raise
                if time.perf_counter() > deadline:
                    raise _gave_up(log, error) from error
            else:
                return
            time.sleep(pause * chance.uniform(0.5, 1.5))
            pause = min(pause * 2, LONGEST_PAUSE)

    def _once(self, session: Session, group: Transaction, number: int, log: list[Attempt]) -> None:
        if group.in_block:
            session.run(f"SET lock_timeout = '{self.lock_timeout}'")
            with session.transaction():
                for place, statement in enumerate(group.statements, number):
                    attempt(session, place, statement, log)
        else:
            session.run("SET lock_timeout = 0")
            attempt(session, number, group.statements[0], log)


def attempt(session: Session, number: int, statement: Statement, log: list[Attempt]) -> None:
    """Run one statement and note when, also where the server refuses it."""
    started, sqlstate = time.perf_counter(), ""
    try:
        session.run(statement.sql)
    except StatementFailed as error:
        sqlstate = error.sqlstate or "unknown"
        raise
    finally:
        ended = time.perf_counter()
        log.append(Attempt(number=number, statement=statement, started=started, ended=ended, sqlstate=sqlstate))


def _gave_up(log: Sequence[Attempt], error: StatementFailed) -> LockNotObtained:
    last = log[-1]
    tries = sum(one.number == last.number for one in log)
    return LockNotObtained(
        f"{last.title} found others in the way {tries} times: {error.what}",
        where=error.where,
        hint="apply the migration when no long transaction is open",
    )
