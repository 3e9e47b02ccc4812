"""What was measured of transactions: how many, how they failed, and how long they were held up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """One transaction that has ended; moments are seconds of ``time.perf_counter``.

    ``sqlstate`` and ``message`` say how it failed, "" where it did not.
    """

    transaction: str
    due: float
    ended: float
    sqlstate: str = ""
    message: str = ""

    @property
    def latency_ms(self) -> float:
        """From when it was due until it had ended."""
        return (self.ended - self.due) * 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Failed:
    """How often one kind of transaction failed with one SQLSTATE, and the first that did."""

    sqlstate: str
    count: int
    first: Sample


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """The transactions of one window, in milliseconds; ``worst`` is the one that took longest."""

    count: int = 0
    failed: tuple[Failed, ...] = ()
    longest_ms: float = 0.0
    p50_ms: float = 0.0
    p99_ms: float = 0.0
    worst: Sample | None = None

    @property
    def failures(self) -> int:
        """How many failed."""
        return sum(one.count for one in self.failed)


def summed_up(samples: Sequence[Sample]) -> Measured:
    """The samples in numbers."""
    if not samples:
        return Measured()
    latencies = sorted(sample.latency_ms for sample in samples)
    return Measured(
        count=len(samples),
        failed=_failures(samples),
        longest_ms=latencies[-1],
        p50_ms=percentile(latencies, 50),
        p99_ms=percentile(latencies, 99),
        worst=max(samples, key=lambda sample: sample.latency_ms),
    )


def _failures(samples: Sequence[Sample]) -> tuple[Failed, ...]:
    """By SQLSTATE and kind of transaction, in the order in which they began."""
    found: dict[tuple[str, str], list[Sample]] = {}
    for sample in sorted((sample for sample in samples if sample.sqlstate), key=lambda sample: sample.ended):
        found.setdefault((sample.sqlstate, sample.transaction), []).append(sample)
    return tuple(Failed(sqlstate=state, count=len(them), first=them[0]) for (state, _), them in found.items())


def percentile(latencies: Sequence[float], percent: int) -> float:
    """The smallest of the sorted values that so many of a hundred do not exceed."""
    return latencies[math.ceil(len(latencies) * percent / 100) - 1]
