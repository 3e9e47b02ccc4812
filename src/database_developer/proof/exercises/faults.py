"""The runner is cut off at its boundaries, in several ways; another one goes on from there, or takes it back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from database_developer.diff.compare import compare
from database_developer.diff.describe import describe_all
from database_developer.errors import DatabaseDeveloperError
from database_developer.model.migration import Batches
from database_developer.model.names import QualifiedName
from database_developer.model.proof import Observation
from database_developer.model.schema import Schema
from database_developer.model.script import Script, Side, Written
from database_developer.postgres.rows import RowsFingerprint, fingerprint_rows
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from database_developer.postgres.spare import Spare
from database_developer.proof.bench import Bench
from database_developer.proof.exercises.exercise import Exercise, observed
from database_developer.proof.exercises.rows_kept import shared_columns, standing_columns
from database_developer.proof.scripts import script_of
from database_developer.proof.seeded import few, fill
from database_developer.running.migrating import migrate, resume
from database_developer.running.options import Limits, Options
from database_developer.running.rolling_back import rollback
from database_developer.running.status import status
from database_developer.running.telling import Moment, Point

ID = "faults"
MOST_CUTS = 4  # boundaries at which each way of dying is tried; more are sampled evenly, batches first
BATCH = 80  # rows, so that a few seeded ones make several batches
LIMITS = Limits(lock=1.0, lock_total=20.0, reconnect=0.0)
OPTIONS = Options(limits=LIMITS)
END_RUNNER = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND application_name LIKE 'dbd %'
"""
WAYS = {"killed": "the runner is killed", "terminated": "its backend is terminated"}


class _Cut(BaseException):
    """The runner dies here."""


@dataclass(kw_only=True)
class _Watcher:
    """Notes each boundary, and does something at one of them."""

    at_number: int = -1
    act: Callable[[], None] | None = None
    moments: list[Moment] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def at(self, moment: Moment) -> None:
        """The run has come to this boundary."""
        with self.lock:
            self.moments.append(moment)
            is_here = len(self.moments) == self.at_number + 1
        if is_here and self.act is not None:
            self.act()


@dataclass(frozen=True, kw_only=True)
class _Trial:
    """What is tried, and what must come of it."""

    bench: Bench
    scripts: tuple[Script, ...]
    seeded: Shadow
    kept: dict[QualifiedName, RowsFingerprint]
    stood: dict[QualifiedName, RowsFingerprint]
    moments: tuple[Moment, ...]
    spare: Spare | None = None


def run(bench: Bench) -> Iterator[Observation]:
    """Run it whole once, then die at each chosen boundary; resume in one copy and roll back in another."""
    script = _cut_small(script_of(bench.migration))
    with bench.copy("faults") as seeded:
        with seeded.session() as session:
            before = bench.migration.before
            fill(session, before, sorted(standing_columns(bench.migration)), few(before), bench)
        moments = _moments(bench, seeded, (script,))
        with seeded.session() as session:
            trial = _Trial(
                bench=bench,
                scripts=(script,),
                seeded=seeded,
                kept=_fingerprints(session, shared_columns(bench.migration)),
                stood=_fingerprints(session, standing_columns(bench.migration)),
                moments=moments,
            )
        for way, what in WAYS.items():
            yield _tried(trial, way, what)
        yield _server_stopped(trial)


def _cut_small(script: Script) -> Script:
    """The same with batches so small that a few rows make several."""
    down = script.down and _in_small_batches(script.down)
    return replace(script, up=_in_small_batches(script.up), down=down)


def _in_small_batches(side: Side) -> Side:
    blocks = tuple(replace(block, statements=tuple(_smaller(it) for it in block.statements)) for block in side.blocks)
    return replace(side, blocks=blocks)


def _smaller(statement: Written) -> Written:
    batches: Batches | None = statement.batches
    return statement if batches is None else replace(statement, batches=replace(batches, size=BATCH))


def _moments(bench: Bench, seeded: Shadow, scripts: tuple[Script, ...]) -> tuple[Moment, ...]:
    watcher = _Watcher()
    with bench.run.shadow("uncut", template=seeded) as shadow:
        migrate(shadow.runner_url(), scripts, OPTIONS, observer=watcher)
    return tuple(watcher.moments)


def _chosen(moments: Sequence[Moment]) -> list[int]:
    """The boundaries to die at: evenly chosen, one inside a batch among them."""
    count = len(moments)
    if count <= MOST_CUTS:
        return list(range(count))
    chosen = {round(number * (count - 1) / (MOST_CUTS - 1)) for number in range(MOST_CUTS)}
    batch = next((place for place, it in enumerate(moments) if it.point is Point.BATCH_RUN), None)
    return sorted(chosen if batch is None else {*chosen, batch})


def _tried(trial: _Trial, way: str, what: str) -> Observation:
    started = time.perf_counter()
    chosen = _chosen(trial.moments)
    problems: list[str] = []
    with trial.bench.run.shadow("cut", template=trial.seeded) as shadow:
        for place in chosen:
            problems.extend(_died_at(trial, shadow, way, place))
            if problems:
                break
    seconds = time.perf_counter() - started
    claim = f"{what} at any moment: it can be resumed, and it can be taken back, with every row intact"
    batches = sum(trial.moments[place].point is Point.BATCH_RUN for place in chosen)
    seen = f"{len(chosen)} of {len(trial.moments)} boundaries" + (f", {batches} inside a batch" if batches else "")
    text = problems[0] if problems else f"{seen}; schema and rows were right each time"
    evidence = {
        "boundaries": len(trial.moments),
        "tried": [_place(trial.moments[place]) for place in chosen],
        "problems": problems,
    }
    return observed(f"{ID}/{way}", claim, not problems, text, evidence, seconds=seconds)


def _server_stopped(trial: _Trial) -> Observation:
    """The server itself is stopped hard in the middle, in a batch where there is one."""
    claim = (
        "the server is stopped hard in the middle: it can be resumed, and it can be taken back, with every row intact"
    )
    if trial.bench.run.spare is None:
        why = "the server is not this program's own, so it was not stopped"
        return observed(f"{ID}/stopped", claim, None, why)
    started = time.perf_counter()
    place = _middle(trial.moments)
    with trial.bench.run.spare() as spare, spare.copy_of(trial.seeded, "faults") as shadow:
        stopping = replace(trial, spare=spare)
        problems = list(_died_at(stopping, shadow, "stopped", place))
    where = _place(trial.moments[place])
    text = problems[0] if problems else f"stopped at one boundary ({where}); schema and rows were right both times"
    evidence = {"boundary": where, "problems": problems}
    seconds = time.perf_counter() - started
    return observed(f"{ID}/stopped", claim, not problems, text, evidence, seconds=seconds)


def _middle(moments: Sequence[Moment]) -> int:
    batch = next((place for place, it in enumerate(moments) if it.point is Point.BATCH_RUN), None)
    return len(moments) // 2 if batch is None else batch


def _place(moment: Moment) -> str:
    return f"{moment.point}, statement {moment.number}" if moment.number else str(moment.point)


def _died_at(trial: _Trial, shadow: Shadow, way: str, place: int) -> Iterator[str]:
    """What was wrong after dying there: first taken back, then after dying there again resumed.

    At the end the migration is taken back as a whole, so that the next death finds the start again.
    """
    where = _place(trial.moments[place])
    migration = trial.bench.migration
    stood, shared = standing_columns(migration), shared_columns(migration)
    try:
        _die(trial, shadow, way, place)
        if _has_begun(trial, shadow):
            rollback(shadow.runner_url(), trial.scripts, OPTIONS)
        yield from (f"taken back after {where}: {it}" for it in _wrong(shadow, migration.before, trial.stood, stood))
        _die(trial, shadow, way, place)
        resume(shadow.runner_url(), trial.scripts, OPTIONS)
        yield from (f"resumed after {where}: {it}" for it in _wrong(shadow, migration.after, trial.kept, shared))
        rollback(shadow.runner_url(), trial.scripts, OPTIONS)
    except DatabaseDeveloperError as error:
        yield f"after {where}: {error.what}"


def _has_begun(trial: _Trial, shadow: Shadow) -> bool:
    found = status(shadow.runner_url(), trial.scripts)
    return bool(found.applied or found.unfinished)


def _die(trial: _Trial, shadow: Shadow, way: str, place: int) -> None:
    def cut() -> None:
        if way == "killed":
            raise _Cut
        if trial.spare is not None:
            trial.spare.stop_hard()
            return
        with shadow.session() as session:
            session.run(END_RUNNER)

    try:
        migrate(shadow.runner_url(), trial.scripts, OPTIONS, observer=_Watcher(at_number=place, act=cut))
    except (_Cut, DatabaseDeveloperError):
        pass
    finally:
        if trial.spare is not None:
            trial.spare.ensure_running()


def _wrong(
    shadow: Shadow,
    wanted: Schema,
    rows: dict[QualifiedName, RowsFingerprint],
    columns: dict[QualifiedName, list[str]],
) -> Iterator[str]:
    left = describe_all(compare(shadow.schema(), wanted))
    if left:
        yield left[0]
        return
    with shadow.session() as session:
        found = _fingerprints(session, columns)
    yield from (f"rows of {table} changed" for table in rows if found[table] != rows[table])


def _fingerprints(session: Session, columns: dict[QualifiedName, list[str]]) -> dict[QualifiedName, RowsFingerprint]:
    return {table: fingerprint_rows(session, table, names) for table, names in columns.items()}


EXERCISE = Exercise(id=ID, title="Faults", run=run)
