"""A migration is applied by the runner itself, as it would be to a live database, and each try is noted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from database_developer.errors import LockNotObtained, StatementFailed
from database_developer.model.migration import Migration
from database_developer.model.script import Script
from database_developer.postgres.activity import Blocker
from database_developer.proof.scripts import script_of
from database_developer.running.migrating import migrate
from database_developer.running.options import Limits, Options
from database_developer.running.retry import LOCK_NOT_AVAILABLE
from database_developer.running.telling import Moment, Place, Point, Silence

LIMITS = Limits(lock_total=20.0, reconnect=0.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """One go at one statement; ``sqlstate`` is "" where it was done. Moments are of ``time.perf_counter``."""

    number: int
    why: str
    started: float
    ended: float
    sqlstate: str = ""

    @property
    def title(self) -> str:
        """The statement, in words that fit into a sentence."""
        return f"statement {self.number} ({self.why})"


class Applier(Protocol):
    """Whoever applies migrations; each attempt is appended to ``log``, also where it raises in the end."""

    def __call__(self, url: str, migration: Migration, log: list[Attempt]) -> None:
        """Run the forward statements."""


@dataclass(frozen=True, kw_only=True)
class RunnerApplier:
    """The runner, with the limits that it has of itself; ``scripted`` makes the files, after the ``earlier`` ones.

    Raises LockNotObtained where ``limits.lock_total`` seconds were not enough.
    """

    limits: Limits = LIMITS
    scripted: Callable[[Migration], Script] = script_of
    earlier: tuple[Script, ...] = ()

    def __call__(self, url: str, migration: Migration, log: list[Attempt]) -> None:
        """Run the forward statements."""
        script = self.scripted(migration)
        notes = _Notes(log=log, titles=_titles(script, migration))
        try:
            options = Options(limits=self.limits, through_contract=True)
            migrate(url, (*self.earlier, script), options, notes, observer=notes)
        except StatementFailed as error:
            notes.refused(error.sqlstate or "unknown")
            raise
        except LockNotObtained as error:
            notes.refused(LOCK_NOT_AVAILABLE)
            last = log[-1]
            tries = sum(one.number == last.number for one in log)
            raise LockNotObtained(
                f"{last.title} found others in the way {tries} times: {error.what}",
                where=error.where,
                hint="apply the migration when no long transaction is open",
            ) from error


def _titles(script: Script, migration: Migration) -> dict[int, tuple[int, str]]:
    """Number and purpose of each statement, by its number in the file, where settings are counted too."""
    numbers = [one.number for one in script.up.statements if not one.sets]
    whys = [statement.why for statement in migration.forward]
    return {number: (place, whys[min(place, len(whys)) - 1]) for place, number in enumerate(numbers, 1)}


@dataclass(kw_only=True)
class _Notes(Silence):
    """Notes when each statement began, and when its transaction was over: until then its locks are held."""

    log: list[Attempt]
    titles: dict[int, tuple[int, str]]
    open: dict[int, float] = field(default_factory=dict)

    def statement(self, place: Place) -> None:
        """It begins, or is tried again."""
        if place.number in self.titles:
            self.open[place.number] = time.perf_counter()

    def waiting(self, place: Place, blockers: tuple[Blocker, ...], pause: float) -> None:
        """It was taken back, and will be tried again; or waits on without holding anybody up."""
        if pause:
            self.refused(LOCK_NOT_AVAILABLE)

    def at(self, moment: Moment) -> None:
        """The end of a transaction, or of a statement that runs alone."""
        if moment.point is Point.DONE:
            self._note("")

    def refused(self, sqlstate: str) -> None:
        """The last statement that was begun was refused, and so what came before it in its transaction is undone."""
        self._note(sqlstate)

    def _note(self, sqlstate: str) -> None:
        now = time.perf_counter()
        begun = sorted(self.open.items())
        for place, (number, started) in enumerate(begun):
            ended = begun[place + 1][1] if sqlstate == "" and place + 1 < len(begun) else now
            if sqlstate and place + 1 < len(begun):
                continue
            self._append(number, started, ended, sqlstate)
        self.open.clear()

    def _append(self, number: int, started: float, ended: float, sqlstate: str) -> None:
        position, why = self.titles[number]
        self.log.append(Attempt(number=position, why=why, started=started, ended=ended, sqlstate=sqlstate))
