"""What EXPLAIN (ANALYZE, BUFFERS) says of a query, as far as the proof needs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from database_developer.model.quoting import literal
from database_developer.postgres.session import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A measured plan: execution time, blocks touched, one line for each node, and the indexes used."""

    milliseconds: float
    buffers: int
    nodes: tuple[str, ...]
    indexes: frozenset[str]


def explain(session: Session, sql: str, values: Sequence[object]) -> Plan:
    """Run the query under EXPLAIN in a transaction that is taken back, its $1, $2, ... being ``values``."""
    session.run(f"PREPARE dbd_query AS {sql}")
    try:
        with session.attempt():
            session.run("SET LOCAL transaction_read_only = on")
            session.run("SET LOCAL plan_cache_mode = force_custom_plan")
            given = f"({', '.join(_literal(value) for value in values)})" if values else ""
            document = session.value(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE dbd_query{given}")
    finally:
        session.run("DEALLOCATE dbd_query")
    return _read(document[0])


def _literal(value: object) -> str:
    return "NULL" if value is None else literal(str(value))


def _read(document: dict[str, Any]) -> Plan:
    nodes = list(_walk(document["Plan"], 0))
    root = document["Plan"]
    return Plan(
        milliseconds=float(document["Execution Time"]),
        buffers=int(root.get("Shared Hit Blocks", 0)) + int(root.get("Shared Read Blocks", 0)),
        nodes=tuple(_line(node, depth) for node, depth in nodes),
        indexes=frozenset(node["Index Name"] for node, _ in nodes if "Index Name" in node),
    )


def _walk(node: dict[str, Any], depth: int) -> Iterator[tuple[dict[str, Any], int]]:
    yield node, depth
    for child in node.get("Plans", ()):
        yield from _walk(child, depth + 1)


def _line(node: dict[str, Any], depth: int) -> str:
    target = node.get("Index Name") or node.get("Relation Name")
    place = f" on {target}" if target else ""
    rows, loops = node.get("Actual Rows", 0), node.get("Actual Loops", 1)
    return f"{'  ' * depth}{node['Node Type']}{place} (rows={rows:g}, loops={loops:g})"
