"""What was claimed and observed, by exercise; and the queries with their times."""

from __future__ import annotations

from collections.abc import Mapping

from database_developer.model.design import ServedQuery
from database_developer.model.proof import Observation, Verdict
from database_developer.publication import markdown
from database_developer.publication.material import Material

SIGNS = {
    Verdict.PASSED: "passed",
    Verdict.FAILED: "**failed**",
    Verdict.WARNING: "*warning*",
    Verdict.NOT_OBSERVED: "not observed",
}


def proof(material: Material) -> str:
    """A table for each exercise, those with failures first."""
    groups: dict[str, list[Observation]] = {}
    for observation in material.proof.observations:
        groups.setdefault(observation.exercise, []).append(observation)
    ordered = sorted(groups.items(), key=lambda group: not any(one.verdict is Verdict.FAILED for one in group[1]))
    server = f"Observed on {markdown.line(_product(material.proof.server))}." if material.proof.server else ""
    return markdown.section("Proof", server, *(_exercise(name, observations) for name, observations in ordered))


def _product(server: str) -> str:
    return f"PostgreSQL {server}" if server[:1].isdigit() else server


def _exercise(name: str, observations: list[Observation]) -> str:
    rows = [
        (markdown.line(one.claim), SIGNS[one.verdict], markdown.line(one.observed), _time(one), markdown.code(one.id))
        for one in observations
    ]
    title = markdown.line(name.replace("_", " ").replace("-", " ").capitalize())
    return markdown.section(title, markdown.table(("claim", "verdict", "observed", "time", "evidence"), rows), level=3)


def _time(observation: Observation) -> str:
    return f"{observation.seconds:.2f} s" if observation.seconds else ""


def queries(material: Material) -> str:
    """Each query: its time with the indexes and without them, and its SQL."""
    found = {observation.id: observation for observation in material.proof.observations}
    rows = [_query(query, _observation(query, found)) for query in material.design.queries]
    header = ("query", "what it asks", "with the indexes", "without them", "indexes made for it", "verdict")
    texts = [
        markdown.section(
            f"Query {markdown.line(query.id)}",
            _origin(query),
            markdown.fenced(query.sql, "sql"),
            level=3,
        )
        for query in material.design.queries
    ]
    return markdown.section("Queries", markdown.table(header, rows), *texts)


def _origin(query: ServedQuery) -> str:
    """The words that ask for it; only their line where they are the query itself."""
    if query.quote.text.rstrip("; ").split() == query.sql.rstrip("; ").split():
        where = "the ticket" if query.quote.origin == "description" else markdown.line(query.quote.origin)
        return f"Line {query.quote.line} of {where}."
    return markdown.quotation(query.quote)


def _observation(query: ServedQuery, found: Mapping[str, Observation]) -> Observation | None:
    """The one about the query itself: ``<exercise>/<query>``."""
    return next((one for name, one in found.items() if name.partition("/")[2] == query.id), None)


def _query(query: ServedQuery, seen: Observation | None) -> tuple[str, ...]:
    without = seen.evidence.get("without") if seen is not None else None
    return (
        markdown.line(query.id),
        markdown.line(query.title),
        _milliseconds(seen.evidence if seen is not None else {}),
        _milliseconds(without if isinstance(without, Mapping) else {}),
        ", ".join(markdown.code(index.name) for index in query.indexes),
        SIGNS[seen.verdict] if seen is not None else "not observed",
    )


def _milliseconds(evidence: Mapping[str, object]) -> str:
    value = evidence.get("milliseconds")
    return f"{value:.2f} ms" if isinstance(value, int | float) else ""
