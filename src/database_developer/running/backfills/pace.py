"""How large a batch is, and when a backfill holds back."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_SIZE = 1_000
SLOWER = 4.0  # a batch that is so much slower than the best of late finds the server busy with others
FORGETS = 0.95  # what was best once counts for less with every batch
AT_MOST = 2.0  # a batch is at most so much larger, or smaller, than the one before


@dataclass(kw_only=True, slots=True)
class Pace:
    """One worker's pace: batches that take ``target`` seconds, and a rest where the server is slow to answer."""

    target: float
    largest: int
    size: int = FIRST_SIZE
    best: float = 0.0

    def __post_init__(self) -> None:
        self.size = min(self.size, self.largest)

    def took(self, rows: int, touched: int, seconds: float) -> float:
        """A batch of ``rows``, of which ``touched`` were changed, took so long; the seconds to rest before the next."""
        seconds = max(seconds, 1e-6)
        if rows:
            ratio = min(AT_MOST, max(1 / AT_MOST, self.target / seconds))
            self.size = min(self.largest, max(1, round(rows * ratio)))
        if not touched:
            return 0.0
        speed = touched / seconds
        self.best = max(self.best * FORGETS, speed)
        return seconds if seconds > self.target and speed * SLOWER < self.best else 0.0

    def part_of(self, rows: int) -> int:
        """How many of a range's rows the next batch takes: parts of equal size, or all of them."""
        parts = max(1, round(rows / self.size))
        return -(-rows // parts)

    def slower(self) -> None:
        """Somebody else was in the way."""
        self.size = max(1, self.size // 2)


def must_rest(lag: float, limit: float, *, is_resting: bool) -> bool:
    """Whether a backfill waits for the replicas: once they lag behind too far, until they have caught up by half."""
    return lag > (limit / 2 if is_resting else limit)
