"""Tries again what failed because others held a lock, at moments nobody can foresee."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

from database_developer.errors import LockNotObtained, StatementFailed
from database_developer.postgres.activity import Blocker

LOCK_NOT_AVAILABLE, DEADLOCK, SERIALIZATION = "55P03", "40P01", "40001"
RETRIED = frozenset({LOCK_NOT_AVAILABLE, DEADLOCK, SERIALIZATION})
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 20.0


def pauses(chance: Callable[[float, float], float] = random.uniform, longest: float = LONGEST_PAUSE) -> Iterator[float]:
    """Seconds to wait before each further try: anything up to a bound that doubles each time (full jitter).

    So that two who wait for the same lock do not come back at the same moment for ever.
    """
    bound = FIRST_PAUSE
    while True:
        yield chance(0.0, bound)
        bound = min(longest, bound * 2)


def is_about_locks(error: StatementFailed) -> bool:
    """Whether the same may succeed a moment later."""
    return error.sqlstate in RETRIED


def tried(
    action: Callable[[int], None],
    *,
    total: float,
    where: str,
    blockers: Callable[[], tuple[Blocker, ...]],
    waiting: Callable[[tuple[Blocker, ...], float], None],
) -> None:
    """Run ``action`` (told the number of the try) until it succeeds, or for ``total`` seconds.

    Raises LockNotObtained with whoever ``blockers`` names, and whatever has nothing to do with locks.
    """
    started = time.monotonic()
    for number, pause in enumerate(pauses(), 1):
        try:
            action(number)
        except StatementFailed as error:
            if not is_about_locks(error):
                raise
            seen = blockers()
            waited = time.monotonic() - started
            if waited + pause >= total:
                raise not_obtained(error, waited, seen, where) from error
            waiting(seen, pause)
            time.sleep(pause)
        else:
            return


def not_obtained(error: StatementFailed, waited: float, seen: tuple[Blocker, ...], where: str) -> LockNotObtained:
    """The error for a lock that was not to be had in so many seconds."""
    by = "; ".join(f"blocked by {blocker}" for blocker in seen) or "nobody was seen who blocks it"
    return LockNotObtained(
        f"not to be had for {waited:.1f} s: {error.what}; {by}",
        where=where,
        hint="once they are gone, go on with dbd resume, or take it back with dbd rollback",
    )
