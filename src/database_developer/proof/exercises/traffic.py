"""Readers and writers go on while the migration is applied, and it is measured whether anybody notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.model.migration import Phase
from database_developer.model.proof import Observation
from database_developer.postgres.measured import Failed, Measured
from database_developer.proof.bench import Bench
from database_developer.proof.exercises.exercise import Exercise, observed
from database_developer.proof.seeded import fill, scaled
from database_developer.proof.traffic.application import known_tables, touched_tables
from database_developer.proof.traffic.applying import Applier, RunnerApplier
from database_developer.proof.traffic.blame import failed_since, held_up_by, retries
from database_developer.proof.traffic.rehearsal import Rehearsal, Work, rehearse, work_of

ID = "traffic"
MOST_ROWS = 10_000  # of the largest table
SHORT = 0.15  # seconds measured before the second time
READER_SECONDS = 2.0  # at most; as a rule a little longer than anybody may be held up
RUNNER: Applier = RunnerApplier()


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A rehearsal beside what was claimed of it."""

    rehearsal: Rehearsal
    work: Work
    limit: float
    application: str

    @property
    def is_in_time(self) -> bool:
        """Whether nobody waited for longer than may be."""
        return self.rehearsal.during.longest_ms <= self.limit


def run(bench: Bench, applier: Applier = RUNNER) -> Iterator[Observation]:
    """Seed a copy, let the application work on it, and apply the migration; then again behind a long reader."""
    if not touched_tables(bench.migration):
        return
    with bench.copy("traffic") as seeded:
        with seeded.session() as session:
            rows = scaled(replace(bench, rows=min(bench.rows, MOST_ROWS)), bench.migration.before)
            tables = [known.table.name for known in known_tables(bench.migration)]
            fill(session, bench.migration.before, tables, rows, bench)
            session.run("ANALYZE")
            work = work_of(session, bench.migration)
        if not work.transactions:
            yield _nothing_to_do(work)
            return
        with bench.run.shadow("working", template=seeded) as shadow:
            seen = _seen(bench, work, rehearse(shadow, bench.migration, work, applier))
        yield _no_failures(seen)
        yield _longest_block(seen)
        with bench.run.shadow("reading", template=seeded) as shadow:
            seconds = min(READER_SECONDS, 1.2 * bench.longest_block_ms / 1000)
            behind = rehearse(shadow, bench.migration, work, applier, reader_seconds=seconds, quiet=SHORT)
        yield _long_reader(_seen(bench, work, behind), seconds)


def _seen(bench: Bench, work: Work, rehearsal: Rehearsal) -> Seen:
    is_next = bench.migration.phase is Phase.CONTRACT
    application = "the application that fits the new schema" if is_next else "the application that is there already"
    return Seen(rehearsal=rehearsal, work=work, limit=bench.longest_block_ms, application=application)


def _nothing_to_do(work: Work) -> Observation:
    why = f": {work.left_out[0]}" if work.left_out else ""
    return observed(
        f"{ID}/no-failures",
        "the application goes on without an error while the migration is applied",
        None,
        f"no transaction could be made on the tables that it touches{why}",
        {"left out": list(work.left_out)},
    )


def _no_failures(seen: Seen) -> Observation:
    claim = f"{seen.application} goes on without an error while the migration is applied"
    problem = seen.rehearsal.gave_up or _failure(seen)
    count, kinds = seen.rehearsal.during.count, len(seen.work.kinds)
    text = problem or f"{count} transactions of {kinds} kinds on {_tables(seen)}; none failed"
    return observed(f"{ID}/no-failures", claim, not problem, text, _evidence(seen))


def _longest_block(seen: Seen) -> Observation:
    claim = f"nobody is held up for more than {seen.limit:g} ms while the migration is applied"
    text = f"{_delays(seen)}; the runner {_tried_again(seen)}"
    return observed(f"{ID}/longest-block", claim, seen.is_in_time, text, _evidence(seen))


def _long_reader(seen: Seen, seconds: float) -> Observation:
    claim = f"behind a reader of {seconds:.1f} s too the migration gets through, and nobody fails or waits too long"
    problem = seen.rehearsal.gave_up or _failure(seen)
    holds = not problem and seen.is_in_time
    text = problem or f"{_delays(seen)}; the runner {_tried_again(seen)}"
    return observed(f"{ID}/long-reader", claim, holds, text, {**_evidence(seen), "reader seconds": seconds})


def _failure(seen: Seen) -> str:
    """What failed first, and since when; "" where nothing did."""
    if not seen.rehearsal.failed:
        return ""
    count = sum(one.count for one in seen.rehearsal.failed)
    first = seen.rehearsal.failed[0].first
    since = failed_since(first, seen.rehearsal.log)
    failed = f"{count} of {seen.rehearsal.during.count} transactions failed, {since}"
    return f'{failed}; first "{first.transaction}": {first.message} [{first.sqlstate}]'


def _delays(seen: Seen) -> str:
    before, during = seen.rehearsal.before, seen.rehearsal.during
    blame = held_up_by(during.worst, seen.rehearsal.log) if during.worst and not seen.is_in_time else ""
    held = f", held up by {blame}" if blame else ""
    longest = f"longest {during.longest_ms:.0f} ms{held} (quiet: {before.longest_ms:.0f} ms)"
    return f"{longest}, p99 {during.p99_ms:.0f} ms (quiet: {before.p99_ms:.0f} ms)"


def _tried_again(seen: Seen) -> str:
    times = retries(seen.rehearsal.log)
    return f"had to try again {times} times" if times != 1 else "had to try again once"


def _tables(seen: Seen) -> str:
    return ", ".join(map(str, seen.work.tables))


def _evidence(seen: Seen) -> dict[str, object]:
    rehearsal = seen.rehearsal
    worst = rehearsal.during.worst
    return {
        "before": _numbers(rehearsal.before),
        "during": _numbers(rehearsal.during),
        "limit ms": seen.limit,
        "retries": retries(rehearsal.log),
        "longest": {
            "transaction": worst.transaction if worst else "",
            "held up by": held_up_by(worst, rehearsal.log) if worst else "",
        },
        "failed": [_told(one, rehearsal) for one in rehearsal.failed],
        "statements": [
            {
                "statement": attempt.title,
                "from ms": round((attempt.started - rehearsal.began) * 1000, 1),
                "to ms": round((attempt.ended - rehearsal.began) * 1000, 1),
                "sqlstate": attempt.sqlstate,
            }
            for attempt in rehearsal.log
        ],
        "kinds": list(seen.work.kinds),
        "left out": list(seen.work.left_out),
    }


def _told(failed: Failed, rehearsal: Rehearsal) -> dict[str, object]:
    return {
        "sqlstate": failed.sqlstate,
        "count": failed.count,
        "transaction": failed.first.transaction,
        "message": failed.first.message,
        "since": failed_since(failed.first, rehearsal.log),
        "at ms": round((failed.first.ended - rehearsal.began) * 1000, 1),
    }


def _numbers(measured: Measured) -> dict[str, object]:
    return {
        "transactions": measured.count,
        "failed": measured.failures,
        "longest ms": round(measured.longest_ms, 2),
        "p50 ms": round(measured.p50_ms, 2),
        "p99 ms": round(measured.p99_ms, 2),
    }


EXERCISE = Exercise(id=ID, title="Traffic", run=run, measures=True)
