"""Runs a statement outside a transaction: the journal says that it is under way, the catalog how far it came."""

from __future__ import annotations

from contextlib import suppress
from enum import Enum

from database_developer.errors import ConnectionLost, HistoryBroken, StatementFailed
from database_developer.model.script import Written
from database_developer.postgres import unfinished
from database_developer.postgres.live import LiveSession
from database_developer.postgres.unfinished import IndexState
from database_developer.running.blocks import KNOWS_TRANSACTION_TIMEOUT
from database_developer.running.complaints import told
from database_developer.running.connections import RUNNERS_OWN
from database_developer.running.journal import journal
from database_developer.running.keeper import Sight
from database_developer.running.options import Unknown
from database_developer.running.retry import tried
from database_developer.running.telling import Point
from database_developer.running.work import Way

THERE_BEFORE = "an index of this name was there before"  # and so does not say that we have built one
NOT_AGAIN = "XX000"


class _Left(Enum):
    """What an earlier try left behind."""

    NOTHING = "nothing"
    DONE = "done"
    UNKNOWN = "unknown"


def run_alone(way: Way, statement: Written) -> None:
    """Run the statement, or what is left of it.

    Raises LockNotObtained, StatementFailed, HistoryBroken where nobody can tell whether it was done, and
    ConnectionLost.
    """
    way.current = statement
    seen: list[Sight] = [Sight()]
    limits = way.work.options.limits
    try:
        tried(
            lambda number: _once(way, statement, number, seen),
            total=limits.lock_total if _may_be_repeated(statement) else 0.0,
            where=str(way.place),
            blockers=lambda: seen[0].blockers,
            waiting=lambda found, pause: way.work.tell.waiting(way.place, found, pause),
        )
    except StatementFailed as error:
        raise told(error, way.place, hold=limits.hold, held_too_long=seen[0].held_too_long) from error
    way.at(Point.DONE, statement.number)


def _once(way: Way, statement: Written, number: int, seen: list[Sight]) -> None:
    work, version, direction = way.work, way.script.version, way.direction
    work.connections.keeper.ensure()
    session = work.connections.session
    before = journal.read_done(work.desk, version, direction).get(statement.number)
    tries = number + (before.attempts if before else 0)
    if before is None or before.note == THERE_BEFORE or not _is_settled(way, session, statement):
        journal.started(
            work.desk, version, direction, statement, tries, note="" if before else _there_before(session, statement)
        )
        way.at(Point.STARTED, statement.number)
        _set_limits(way, session, statement)
        _run(way, session, statement, seen)
    journal.done(work.desk, version, direction, (statement,), attempts=tries)


def _run(way: Way, session: LiveSession, statement: Written, seen: list[Sight]) -> None:
    """Run it; whatever an index build leaves behind when it fails goes at once, since each write pays for it."""
    work = way.work
    waits_long = _is_concurrent(statement)
    tell = (lambda found: work.tell.waiting(way.place, found, 0.0)) if waits_long else None
    way.begin(statement)
    if statement.builds is not None:
        unfinished.drop_invalid(session, statement.builds)
    try:
        with work.connections.keeper.watching(
            work.connections.pid, hold=work.options.limits.hold or None, tell=tell
        ) as seen[0]:
            if statement.sets not in RUNNERS_OWN:
                session.run(_finishing(session, statement) or statement.sql)
        way.at(Point.AFTER_STATEMENT, statement.number)
        _ensure_valid(session, statement)
    except StatementFailed:
        _clear_away(way, session, statement)
        raise


def _finishing(session: LiveSession, statement: Written) -> str:
    """What finishes a detachment that was begun; "" for anything else."""
    return (unfinished.detach_pending(session, statement.detaches) or "") if statement.detaches else ""


def _is_settled(way: Way, session: LiveSession, statement: Written) -> bool:
    """Whether the statement, which was started once, is done; what it left half done is cleared away."""
    left = _left_by(session, statement)
    if left is not _Left.UNKNOWN:
        return left is _Left.DONE
    decision = way.work.options.unknown
    if decision is Unknown.ASK:
        raise HistoryBroken(
            "this was started outside a transaction, and nobody can tell whether it was done",
            where=str(way.place),
            hint="look whether its effect is there, then dbd resume with --skip-unknown (it was done)"
            " or --repeat-unknown (it was not)",
        )
    return decision is Unknown.SKIP


def _left_by(session: LiveSession, statement: Written) -> _Left:
    if statement.builds is not None:
        state = unfinished.index_state(session, statement.builds)
        return _Left.DONE if state is IndexState.VALID else _Left.NOTHING
    if statement.drops is not None:
        state = unfinished.index_state(session, statement.drops)
        return _Left.DONE if state is IndexState.GONE else _Left.NOTHING
    if statement.detaches is not None:
        return _Left.DONE if unfinished.detach_pending(session, statement.detaches) is None else _Left.NOTHING
    if statement.rebuilds is not None:
        unfinished.drop_leftovers(session, statement.rebuilds)
    return _Left.NOTHING if statement.is_repeatable else _Left.UNKNOWN


def _there_before(session: LiveSession, statement: Written) -> str:
    if statement.builds is None or unfinished.index_state(session, statement.builds) is not IndexState.VALID:
        return ""
    return THERE_BEFORE


def _ensure_valid(session: LiveSession, statement: Written) -> None:
    """IF NOT EXISTS passes over an index that is there and invalid."""
    if statement.builds is None or unfinished.index_state(session, statement.builds) is not IndexState.INVALID:
        return
    raise StatementFailed(
        f'the index "{statement.builds.name}" is there, but invalid: somebody else is building it, or failed to',
        hint="wait until it is complete, or drop it",
        sqlstate=NOT_AGAIN,
    )


def _clear_away(way: Way, session: LiveSession, statement: Written) -> None:
    """After a failure: no invalid index stays, and the journal knows that nothing of it was done."""
    with suppress(StatementFailed, ConnectionLost):
        session.run(f"SET lock_timeout = {round(way.work.options.limits.lock * 1000)}")
        if statement.builds is not None:
            unfinished.drop_invalid(session, statement.builds)
        if statement.rebuilds is not None:
            unfinished.drop_leftovers(session, statement.rebuilds)
        if statement.builds or statement.rebuilds:
            journal.not_started(way.work.desk, way.script.version, way.direction, statement.number)


def _set_limits(way: Way, session: LiveSession, statement: Written) -> None:
    """CONCURRENTLY waits for others without holding up who reads or writes, so it may wait for long."""
    limits = way.work.options.limits
    lock = limits.lock_total if _is_concurrent(statement) else limits.lock
    session.run(f"SET lock_timeout = {round(lock * 1000)}; SET statement_timeout = 0")
    if session.version >= KNOWS_TRANSACTION_TIMEOUT:
        session.run("SET transaction_timeout = 0")


def _is_concurrent(statement: Written) -> bool:
    return any((statement.builds, statement.drops, statement.detaches, statement.rebuilds))


def _may_be_repeated(statement: Written) -> bool:
    return _is_concurrent(statement) or statement.is_repeatable
