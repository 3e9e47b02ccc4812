"""Runs every exercise on the bench and ties the acceptance criteria to what was seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from database_developer.errors import StatementFailed
from database_developer.model.proof import Observation, Proof
from database_developer.proof.bench import Bench
from database_developer.proof.criteria import verify
from database_developer.proof.exercises import EXERCISES
from database_developer.proof.exercises.exercise import Exercise, observed


def prove(bench: Bench, tell: Callable[[str], None]) -> Proof:
    """The proof; ``tell`` is given a line after each exercise."""
    found: list[Observation] = []
    for exercise in EXERCISES:
        started = time.perf_counter()
        seen = list(_exercised(exercise, bench))
        tell(f"{exercise.title}: {_counted(seen)}, {time.perf_counter() - started:.1f} s")
        found.extend(seen)
    observations = tuple(_numbered(found))
    return Proof(
        observations=observations,
        criteria=verify(bench.request.criteria, observations),
        server=bench.run.server_name,
    )


def _counted(seen: list[Observation]) -> str:
    """Such as ``8 passed`` or ``7 passed, 1 failed``."""
    verdicts = [observation.verdict.value for observation in seen]
    return ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in dict.fromkeys(verdicts)) or "nothing to see"


def _exercised(exercise: Exercise, bench: Bench) -> Iterator[Observation]:
    """The exercise's observations; a statement that the server refuses is one, and ends it."""
    try:
        yield from exercise.run(bench)
    except StatementFailed as error:
        evidence = {"sqlstate": error.sqlstate, "where": error.where, "hint": error.hint}
        claim = f"{exercise.title}: every statement runs"
        yield observed(f"{exercise.id}/statement", claim, False, f"{error.where}: {error.what}", evidence)


def _numbered(observations: list[Observation]) -> Iterator[Observation]:
    """The observations with unique ids: a second one of the same id gets ``#2``."""
    counts: dict[str, int] = {}
    for observation in observations:
        counts[observation.id] = counts.get(observation.id, 0) + 1
        number = counts[observation.id]
        yield observation if number == 1 else replace(observation, id=f"{observation.id}#{number}")
