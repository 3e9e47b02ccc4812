"""Runs a block in one transaction together with its lines in the journal: all of it is done, or none of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from database_developer.errors import StatementFailed
from database_developer.model.script import Block
from database_developer.postgres.live import LiveSession
from database_developer.running.complaints import told
from database_developer.running.connections import AS_ONESELF, RUNNERS_OWN
from database_developer.running.journal import journal
from database_developer.running.keeper import Sight
from database_developer.running.options import Limits
from database_developer.running.retry import tried
from database_developer.running.telling import Point
from database_developer.running.work import Way

KNOWS_TRANSACTION_TIMEOUT = 17
MARGIN = 5.0  # the whole transaction may take this much longer than one statement that holds others up


@dataclass(kw_only=True)
class _Try:
    """What was seen at the last try."""

    sight: Sight = field(default_factory=Sight)


def run_block(way: Way, block: Block) -> None:
    """Run the block, again and again while others hold its locks.

    Raises LockNotObtained, StillInUse, StatementFailed, and ConnectionLost where only the journal knows
    whether it was done.
    """
    last, limits = _Try(), way.work.options.limits
    try:
        tried(
            lambda number: _once(way, block, number, last),
            total=limits.lock_total,
            where=str(way.place),
            blockers=lambda: last.sight.blockers,
            waiting=lambda seen, pause: way.work.tell.waiting(way.place, seen, pause),
        )
    except StatementFailed as error:
        raise told(error, way.place, hold=limits.hold, held_too_long=last.sight.held_too_long) from error
    way.at(Point.DONE, block.statements[-1].number)


def _once(way: Way, block: Block, number: int, last: _Try) -> None:
    connections, limits = way.work.connections, way.work.options.limits
    connections.keeper.ensure()
    session = connections.session
    waits = limits.autovacuum if any(it.is_autovacuum for it in last.sight.blockers) else 0.0
    with connections.keeper.watching(connections.pid, hold=limits.hold or None) as last.sight, session.transaction():
        session.run(_limits(session, block, limits, lock=max(limits.lock, waits)))
        way.at(Point.BLOCK_BEGUN, block.statements[0].number)
        for statement in block.statements:
            way.begin(statement)
            if statement.sets not in RUNNERS_OWN:
                session.run(statement.sql)
            way.at(Point.AFTER_STATEMENT, statement.number)
        session.run(AS_ONESELF)
        journal.done(session, way.script.version, way.direction, block.statements, attempts=number)
        way.at(Point.BEFORE_COMMIT, way.current.number)


def _limits(session: LiveSession, block: Block, limits: Limits, *, lock: float) -> str:
    """A limit on the whole only where the block is known to hold others up; the rest is watched as it goes."""
    hold = limits.hold if any(statement.holds_writers for statement in block.statements) else 0.0
    settings = {"lock_timeout": lock, "statement_timeout": hold}
    if session.version >= KNOWS_TRANSACTION_TIMEOUT:
        settings["transaction_timeout"] = hold + MARGIN if hold else 0.0
    return "; ".join(f"SET LOCAL {name} = {round(seconds * 1000)}" for name, seconds in settings.items())
