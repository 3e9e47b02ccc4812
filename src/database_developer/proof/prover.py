"""Runs every exercise on the bench and ties the acceptance criteria to what was seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from database_developer.errors import LockNotObtained, SchemaUnreadable, StatementFailed, StillInUse
from database_developer.model.proof import Observation, Proof
from database_developer.proof.bench import Bench, run_all
from database_developer.proof.criteria import verify
from database_developer.proof.exercises import EXERCISES
from database_developer.proof.exercises.exercise import Exercise, observed

AT_ONCE = 2


def prove(bench: Bench, tell: Callable[[str], None]) -> Proof:
    """The proof of the bench's rollout, or of its migration alone; ``tell`` is given a line after each exercise."""
    observations = tuple(_numbered([seen for each in _phases(bench) for seen in _in_phase(each, tell)]))
    return Proof(
        observations=observations,
        criteria=verify(bench.request.criteria, observations),
        server=bench.run.server_name,
    )


def _phases(bench: Bench) -> Iterator[Bench]:
    """A bench for each migration of the rollout: its base is the one before it, with that one's migration done."""
    if bench.rollout is None:
        yield bench
        return
    base = bench.base
    for migration in bench.rollout.migrations:
        is_last = migration is bench.rollout.migrations[-1]
        dump = bench.target_dump if is_last else None
        yield replace(bench, migration=migration, base=base, target_dump=dump)
        if not is_last:
            base = bench.run.create(f"after_{migration.phase}", template=base)
            with base.session() as session:
                run_all(session, migration.forward)


def _in_phase(bench: Bench, tell: Callable[[str], None]) -> Iterator[Observation]:
    """The observations of one migration, marked with its phase."""
    phase = bench.migration.phase
    if phase is None:
        yield from _all(bench, tell)
        return
    for observation in _all(bench, lambda line: tell(f"{phase}: {line}")):
        yield replace(observation, id=f"{observation.id}@{phase}", claim=f"{phase}: {observation.claim}")


def _all(bench: Bench, tell: Callable[[str], None]) -> Iterator[Observation]:
    """The observations of all exercises: two at a time, each on copies of its own; those that measure, alone."""
    fitting = [exercise for exercise in EXERCISES if bench.is_last or not exercise.at_the_end]
    together = [exercise for exercise in fitting if not exercise.measures]
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        waiting = [pool.submit(_timed, exercise, bench) for exercise in together]
        try:
            for exercise, done in zip(together, waiting, strict=True):
                yield from _told(exercise, done.result(), tell)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            bench.run.stop_work()
            raise
    for exercise in fitting:
        if exercise.measures:
            yield from _told(exercise, _timed(exercise, bench), tell)


def _timed(exercise: Exercise, bench: Bench) -> tuple[list[Observation], float]:
    started = time.perf_counter()
    seen = list(_exercised(exercise, bench))
    return seen, time.perf_counter() - started


def _told(exercise: Exercise, seen: tuple[list[Observation], float], tell: Callable[[str], None]) -> list[Observation]:
    observations, seconds = seen
    if observations:
        tell(f"{exercise.title}: {_counted(observations)}, {seconds:.1f} s")
    return observations


def _counted(seen: list[Observation]) -> str:
    """Such as ``8 passed`` or ``7 passed, 1 failed``."""
    verdicts = [observation.verdict.value for observation in seen]
    return ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in dict.fromkeys(verdicts))


def _exercised(exercise: Exercise, bench: Bench) -> Iterator[Observation]:
    """The exercise's observations; a statement that is refused is one, and ends it."""
    try:
        yield from exercise.run(bench)
    except (StatementFailed, SchemaUnreadable, LockNotObtained, StillInUse) as error:
        evidence = {"sqlstate": getattr(error, "sqlstate", ""), "where": error.where, "hint": error.hint}
        claim = f"{exercise.title}: every statement runs"
        yield observed(f"{exercise.id}/statement", claim, False, f"{error.where}: {error.what}", evidence)


def _numbered(observations: list[Observation]) -> Iterator[Observation]:
    """The observations with unique ids: a second one of the same id gets ``#2``."""
    counts: dict[str, int] = {}
    for observation in observations:
        counts[observation.id] = counts.get(observation.id, 0) + 1
        number = counts[observation.id]
        yield observation if number == 1 else replace(observation, id=f"{observation.id}#{number}")
