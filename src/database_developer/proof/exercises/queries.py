"""The ticket's queries on seeded rows, with their new indexes and without them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.errors import StatementFailed
from database_developer.model.design import ServedQuery
from database_developer.model.names import QualifiedName
from database_developer.model.proof import Observation
from database_developer.model.quoting import literal, qualified
from database_developer.model.schema import Schema
from database_developer.postgres.session import Session
from database_developer.proof.bench import Bench
from database_developer.proof.exercises.exercise import Exercise, observed
from database_developer.proof.plans import Plan, explain
from database_developer.proof.seeded import fill, scaled

ID = "queries"
REPEATS = 3
STATEMENT_TIMEOUT = "60s"


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """A query's plans with and without the indexes that were made for it; ``without`` None where it has none."""

    query: ServedQuery
    plan: Plan
    without: Plan | None


def run(bench: Bench) -> Iterator[Observation]:
    """Migrate a copy, seed it in the ticket's proportions, and explain each query."""
    if not bench.design.queries:
        return
    after = bench.migration.after
    with bench.copy("queries") as shadow, shadow.session() as session:
        bench.forward(session)
        fill(session, after, sorted(after.tables), scaled(bench, after), bench)
        session.run("VACUUM ANALYZE")
        sizes = {str(name): int(session.value(f"SELECT count(*) FROM {qualified(name)}")) for name in after.tables}
        session.run(f"SET statement_timeout = {literal(STATEMENT_TIMEOUT)}")
        for query in bench.design.queries:
            yield from _measured(session, bench, query, sizes)


def _measured(session: Session, bench: Bench, query: ServedQuery, sizes: dict[str, int]) -> Iterator[Observation]:
    try:
        measured = _measure(session, query, bench.migration.after)
    except StatementFailed as error:
        yield observed(f"{ID}/{query.id}", f"{query.title}: it runs", False, error.what, {"sql": query.sql})
        return
    evidence = _evidence(measured, sizes)
    yield _uses_indexes(measured, evidence) if query.indexes else _runs(measured, evidence)
    if bench.design.latency_ms is not None and query.simple:
        yield _is_fast(measured, bench.design.latency_ms, sizes)


def _measure(session: Session, query: ServedQuery, schema: Schema) -> Measured:
    values = [session.value(parameter) for parameter in query.parameters]
    plan = min((explain(session, query.sql, values) for _ in range(REPEATS)), key=lambda plan: plan.milliseconds)
    without = None
    if query.indexes:
        with session.attempt():
            _hide(session, query.indexes, schema)
            without = explain(session, query.sql, values)
    return Measured(query=query, plan=plan, without=without)


def _hide(session: Session, indexes: tuple[QualifiedName, ...], schema: Schema) -> None:
    """Drop the indexes for the moment; where one belongs to a constraint, forbid the planner to use any."""
    plain = {QualifiedName(name.schema, index.name) for name, table in schema.tables.items() for index in table.indexes}
    for index in indexes:
        if index in plain:
            session.run(f"DROP INDEX {qualified(index)}")
        else:
            for method in ("enable_indexscan", "enable_indexonlyscan", "enable_bitmapscan"):
                session.run(f"SET LOCAL {method} = off")


def _uses_indexes(measured: Measured, evidence: dict[str, object]) -> Observation:
    wanted = {index.name for index in measured.query.indexes}
    used = wanted & measured.plan.indexes
    fast = f"{measured.plan.milliseconds:.2f} ms"
    slow = f", {measured.without.milliseconds:.2f} ms without it" if measured.without else ""
    seen = (
        f"{fast} with {', '.join(sorted(used))}{slow}"
        if used
        else f"{fast}, but the plan uses none of {sorted(wanted)}"
    )
    return observed(
        f"{ID}/{measured.query.id}", f"{measured.query.title}: served by an index", bool(used), seen, evidence
    )


def _runs(measured: Measured, evidence: dict[str, object]) -> Observation:
    seen = f"{measured.plan.milliseconds:.2f} ms; no index was made for it"
    return observed(f"{ID}/{measured.query.id}", f"{measured.query.title}: it runs", True, seen, evidence)


def _is_fast(measured: Measured, bound: float, sizes: dict[str, int]) -> Observation:
    took = measured.plan.milliseconds
    largest = max(sizes.values(), default=0)
    seen = f"{took:.2f} ms, the largest table having {largest} rows"
    claim = f"{measured.query.title}: under {bound:g} ms"
    return observed(
        f"{ID}/{measured.query.id}/latency", claim, took < bound, seen, {"milliseconds": took, "bound": bound}
    )


def _evidence(measured: Measured, sizes: dict[str, int]) -> dict[str, object]:
    evidence: dict[str, object] = {
        "sql": measured.query.sql,
        "rows": sizes,
        "milliseconds": measured.plan.milliseconds,
        "buffers": measured.plan.buffers,
        "plan": list(measured.plan.nodes),
    }
    if measured.without:
        evidence["without"] = {
            "milliseconds": measured.without.milliseconds,
            "buffers": measured.without.buffers,
            "plan": list(measured.without.nodes),
        }
    return evidence


EXERCISE = Exercise(id=ID, title="Queries", run=run, measures=True, at_the_end=True)
