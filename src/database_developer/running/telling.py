"""Who is told how a run goes on, and who may look on at every boundary of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from database_developer.model.script import Script, Written
from database_developer.postgres.activity import Blocker, Target


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A statement in its file; ``direction`` is "up" or "down"."""

    version: str
    direction: str
    path: str
    number: int
    of: int
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a backfill is; ``seconds`` is how long this run has worked on it, ``left`` an estimate or None.

    ``rows`` of ``total`` are done; ``here`` of them by this run. ``resting`` says why it waits, "" where it does not.
    """

    rows: int
    total: int
    here: int
    seconds: float
    left: float | None
    resting: str = ""

    @property
    def speed(self) -> float:
        """Rows a second."""
        return self.here / self.seconds if self.seconds > 0 else 0.0


class Tell(Protocol):
    """Somebody who is told."""

    def target(self, target: Target) -> None:
        """Which database it is."""

    def begin(self, script: Script, direction: str, done: int) -> None:
        """A migration begins, or goes on after ``done`` statements."""

    def statement(self, place: Place) -> None:
        """A statement is about to run."""

    def waiting(self, place: Place, blockers: tuple[Blocker, ...], pause: float) -> None:
        """A lock was not to be had: who holds it, and in how many seconds it is tried again (0: we keep waiting)."""

    def progress(self, place: Place, progress: Progress) -> None:
        """A backfill goes on."""

    def end(self, script: Script, direction: str, seconds: float) -> None:
        """A migration is done."""

    def remark(self, text: str) -> None:
        """Something worth a line."""


class Silence:
    """Tells nobody; also what other tellers start from."""

    def target(self, target: Target) -> None:
        """Nothing."""

    def begin(self, script: Script, direction: str, done: int) -> None:
        """Nothing."""

    def statement(self, place: Place) -> None:
        """Nothing."""

    def waiting(self, place: Place, blockers: tuple[Blocker, ...], pause: float) -> None:
        """Nothing."""

    def progress(self, place: Place, progress: Progress) -> None:
        """Nothing."""

    def end(self, script: Script, direction: str, seconds: float) -> None:
        """Nothing."""

    def remark(self, text: str) -> None:
        """Nothing."""


class Point(StrEnum):
    """The boundaries of a run, in the order in which a statement passes them."""

    MIGRATION_BEGUN = "migration begun"  # the journal knows of it
    BLOCK_BEGUN = "block begun"  # a transaction is open
    STARTED = "started"  # outside a transaction: the journal knows that it is under way
    BEFORE_STATEMENT = "before statement"
    AFTER_STATEMENT = "after statement"
    BEFORE_COMMIT = "before commit"  # the journal's rows are written in the same transaction
    DONE = "done"  # committed
    RANGES_CUT = "ranges cut"  # a backfill knows its ranges
    BATCH_CLAIMED = "batch claimed"
    BATCH_RUN = "batch run"  # not committed yet
    BATCH_DONE = "batch done"
    MIGRATION_DONE = "migration done"


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """One boundary that a run has come to; ``number`` is the statement's, 0 for the migration as a whole."""

    point: Point
    version: str
    direction: str
    number: int = 0


class Observer(Protocol):
    """Somebody who looks on; what it raises ends the run on the spot, as a crash would.

    Within a backfill it is called by the workers' threads.
    """

    def at(self, moment: Moment) -> None:
        """The run has come to this boundary."""


class Unobserved:
    """Nobody looks on."""

    def at(self, moment: Moment) -> None:
        """Nothing."""


def place_of(script: Script, direction: str, statement: Written) -> Place:
    """Where a statement stands, for people."""
    side = script.up if direction == "up" or script.down is None else script.down
    return Place(
        version=script.version,
        direction=direction,
        path=side.path,
        number=statement.number,
        of=len(side.statements),
        line=statement.line,
        text=statement.first_line,
    )
