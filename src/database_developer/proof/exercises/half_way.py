"""The forward script stops after each statement in turn; the rollback must bring the start back every time."""

from __future__ import annotations

import time
from collections.abc import Iterator

from database_developer.diff.compare import compare
from database_developer.diff.describe import describe_all
from database_developer.model.proof import Observation
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from database_developer.proof.bench import Bench, run_all
from database_developer.proof.exercises.exercise import Exercise, observed

ID = "half-way"
MOST_STOPS = 40  # more stops than this are sampled evenly, first and last included


def run(bench: Bench) -> Iterator[Observation]:
    """Stop after 0, 1, ... all statements, roll back, compare."""
    total = len(bench.migration.forward)
    stops = _stops(total)
    started = time.perf_counter()
    failures: list[str] = []
    with bench.copy("half-way") as shadow, shadow.session() as session:
        for stop in stops:
            left = _stop_and_return(bench, shadow, session, stop)
            if left:
                failures.append(f"after statement {stop}: {left[0]}")
                break
    seconds = time.perf_counter() - started
    sampled = "" if len(stops) == total + 1 else f" of {total + 1}, evenly chosen"
    seen = failures[0] if failures else f"{len(stops)} stops{sampled}; the start came back each time"
    claim = "the rollback undoes any first part of the forward script"
    evidence = {"stops": len(stops), "statements": total, "failures": failures}
    yield observed(f"{ID}/every-stop", claim, not failures, seen, evidence, seconds=seconds)


def _stops(total: int) -> list[int]:
    if total + 1 <= MOST_STOPS:
        return list(range(total + 1))
    return sorted({round(number * total / (MOST_STOPS - 1)) for number in range(MOST_STOPS)})


def _stop_and_return(bench: Bench, shadow: Shadow, session: Session, stop: int) -> tuple[str, ...]:
    run_all(session, bench.migration.forward[:stop])
    bench.backward(session)
    return describe_all(compare(shadow.schema(session), bench.migration.before))


EXERCISE = Exercise(id=ID, title="Half way", run=run)
