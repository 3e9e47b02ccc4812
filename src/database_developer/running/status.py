"""How a database stands: what is applied, pending, unfinished, late, edited, missing, and set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from database_developer.model.script import Script
from database_developer.postgres.activity import Target, target
from database_developer.postgres.live import LiveSession
from database_developer.running.history import examine
from database_developer.running.journal import journal
from database_developer.running.journal.records import Record
from database_developer.running.purge import set_aside


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A migration that the database has."""

    version: str
    name: str
    phase: str | None
    at: datetime
    run_by: str
    is_baseline: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Unfinished:
    """A migration that was cut short: how many statements are done, where it stands, and why."""

    version: str
    name: str
    state: str
    done: int
    of: int
    next: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """Everything at a glance; migrations by ``<version>_<name>``, what is set aside by its old place."""

    target: Target
    applied: tuple[Standing, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()
    pending: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is unfinished, edited, missing or late."""
        return not (self.unfinished or self.edited or self.missing or self.late)


def status(url: str, scripts: tuple[Script, ...]) -> Status:
    """How the database at ``url`` stands beside the scripts; it is only read.

    Raises ServerUnavailable, and HistoryBroken for a journal of a later release.
    """
    with LiveSession.reach(url, name="dbd status") as session:
        history = examine(scripts, journal.read_records(session))
        return Status(
            target=target(session),
            applied=tuple(_standing(record) for record in history.standing if not record.is_unfinished),
            unfinished=tuple(
                _unfinished(session, record, history.scripts.get(record.version)) for record in history.unfinished
            ),
            pending=tuple(f"{it.version}_{it.name}" for it in history.pending),
            late=tuple(f"{it.version}_{it.name}" for it in history.late),
            edited=tuple(f"{it.version}_{it.name}" for it in (*history.edited, *history.edited_down)),
            missing=tuple(f"{it.version}_{it.name}" for it in history.missing),
            set_aside=tuple(f"{it.name}, until {it.expires:%Y-%m-%d}" for it in set_aside(session)),
        )


def _standing(record: Record) -> Standing:
    return Standing(
        version=record.version,
        name=record.name,
        phase=record.phase,
        at=record.ended_at or record.started_at,
        run_by=record.run_by,
        is_baseline=record.is_baseline,
    )


def _unfinished(session: LiveSession, record: Record, script: Script | None) -> Unfinished:
    side = (script.up if record.direction == "up" else script.down) if script else None
    done = journal.read_done(session, record.version, record.direction)
    left = [it for it in side.statements if it.number not in done or not done[it.number].is_done] if side else []
    path = side.path if side else f"{record.version}_{record.name}"
    return Unfinished(
        version=record.version,
        name=record.name,
        state=record.state.value,
        done=sum(it.is_done for it in done.values()),
        of=len(side.statements) if side else len(done),
        next=f"{path}:{left[0].line}: {left[0].first_line}" if left else "closing it in the journal",
        why=record.note or "the runner was cut short",
    )
