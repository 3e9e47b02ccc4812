"""A lock that is waited for without end."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import script


def find(place: Place) -> Iterator[Found]:
    """The first lock that keeps writers out, where no ``lock_timeout`` is set."""
    locks = [lock.relation for lock in place.locks if lock.mode.blocks_writes]
    if not locks or place.known.gives_up_waiting:
        return
    local = "LOCAL " if place.known.transaction.explicit and not place.command.in_block else ""
    yield Found(
        message=f"no lock_timeout is set where {quoted(locks[0])} is locked, so the wait for it has no end",
        safe_sql=script(f"SET {local}lock_timeout = '2s'", place.sql),
        replaces=not place.command.in_block,
    )


RULE = Rule(
    id="no-lock-timeout",
    looks_for="a lock that keeps writers out, without lock_timeout",
    hurts="A lock request waits behind the longest running query, and every later query on the table waits behind the "
    "request. With lock_timeout the migration gives up instead, and can be tried again.",
    severity=Severity.WARNING,
    find=find,
    once=True,
)
