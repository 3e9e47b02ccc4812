"""Every new constraint refuses a row that it must refuse, and the seeded rows show that it lets good ones pass."""

from __future__ import annotations

import time
from collections.abc import Iterator

from database_developer.model.names import QualifiedName
from database_developer.model.proof import Observation
from database_developer.model.schema import ConstraintKind
from database_developer.postgres.session import Session
from database_developer.proof.bench import Bench
from database_developer.proof.bites import bite, deletions
from database_developer.proof.changes import (
    changed_tables,
    new_columns,
    new_constraints,
    new_triggers,
    new_unique_indexes,
)
from database_developer.proof.exercises.exercise import Exercise, observed
from database_developer.proof.seeded import few, fill

ID = "constraints-bite"


def run(bench: Bench) -> Iterator[Observation]:
    """Migrate a copy, seed it, and try to break each new rule."""
    tables = changed_tables(bench.migration)
    if not tables:
        return
    with bench.copy("constraints") as shadow, shadow.session() as session:
        bench.forward(session)
        started = time.perf_counter()
        fill(session, bench.migration.after, [table.name for table in tables], few(bench.migration.after), bench)
        yield _good_rows(session, [table.name for table in tables], time.perf_counter() - started)
        for subject, trial in _trials(bench):
            yield _tried(session, subject, trial)
        for table, trigger in new_triggers(bench.migration):
            yield _fired(session, table.name, trigger.name)
        for claim in deletions(session, bench.migration):
            yield observed(f"{ID}/{claim.subject}", claim.text, claim.holds, claim.seen, {"sql": claim.sql})


def _good_rows(session: Session, tables: list[QualifiedName], seconds: float) -> Observation:
    counts = {str(table): int(session.value(bite.count(table))) for table in tables}
    total, empty = sum(counts.values()), [name for name, count in counts.items() if not count]
    seen = (
        f"{total} rows were accepted in {len(tables)} tables" if not empty else f"no row could be made for {empty[0]}"
    )
    return observed(f"{ID}/good-rows", "good rows pass", not empty, seen, {"rows": counts}, seconds=seconds)


def _trials(bench: Bench) -> Iterator[tuple[str, bite.Trial]]:
    for table, column in new_columns(bench.migration):
        yield from ((f"{table.name}.{column.name}/{trial.name}", trial) for trial in bite.of_column(table, column))
    for table, constraint in new_constraints(bench.migration):
        if constraint.kind is not ConstraintKind.EXCLUDE or constraint.columns:
            yield f"{table.name}.{constraint.name}", bite.of_constraint(table, constraint)
    for table, index in new_unique_indexes(bench.migration):
        yield f"{table.name}.{index.name}", bite.of_unique_index(table, index)


def _tried(session: Session, subject: str, trial: bite.Trial) -> Observation:
    outcome = bite.attempt(session, trial)
    seen = f"refused with {outcome.sqlstate}: {outcome.message}" if outcome.refused else outcome.message
    evidence = {"sql": outcome.sql, "sqlstate": outcome.sqlstate, "message": outcome.message}
    return observed(f"{ID}/{subject}", trial.claim, outcome.refused, seen, evidence)


def _fired(session: Session, table: QualifiedName, trigger: str) -> Observation:
    """An update that changes nothing itself: only a column that changes all the same shows that the trigger fired."""
    changed = bite.columns_changed_by_update(session, table)
    seen = f"an update that changes nothing itself changed {', '.join(changed)}" if changed else "no column changed"
    holds = True if changed else None
    return observed(f"{ID}/{table}.{trigger}", f"the trigger {trigger} fires", holds, seen, {"changed": list(changed)})


EXERCISE = Exercise(id=ID, title="Constraints bite", run=run)
