"""Which of the migration's statements was under way when a transaction was held up, or began to fail."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.postgres.measured import Sample
from database_developer.proof.traffic.applying import Attempt


def held_up_by(sample: Sample, log: Sequence[Attempt]) -> str:
    """The statement that ran for most of the time that the transaction took; "" where none did."""
    most = max(log, key=lambda attempt: _overlap(sample, attempt), default=None)
    return most.title if most is not None and _overlap(sample, most) > 0 else ""


def _overlap(sample: Sample, attempt: Attempt) -> float:
    return min(sample.ended, attempt.ended) - max(sample.due, attempt.started)


def failed_since(sample: Sample, log: Sequence[Attempt]) -> str:
    """From what on a transaction failed, in words."""
    under_way = [attempt for attempt in log if attempt.started <= sample.ended <= attempt.ended]
    if under_way:
        return f"while {under_way[0].title} ran"
    done = [attempt for attempt in log if attempt.ended <= sample.ended]
    return f"since {done[-1].title} had run" if done else "before the first statement"


def retries(log: Sequence[Attempt]) -> int:
    """How often a lock was not to be had."""
    return sum(bool(attempt.sqlstate) for attempt in log)
