"""``python -m benchmarks`` (``make bench``): every benchmark, one after the other."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks import backfill, catalog, kan_37, online, planning, reading

BENCHMARKS: tuple[Callable[[], None], ...] = (
    catalog.main,
    online.main,
    backfill.main,
    planning.main,
    kan_37.main,
    reading.main,
)

if __name__ == "__main__":
    for benchmark in BENCHMARKS:
        benchmark()
