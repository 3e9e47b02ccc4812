"""An index built CONCURRENTLY that a second attempt would take for done."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import beside, script, without


def find(place: Place) -> Iterator[Found]:
    """CREATE INDEX CONCURRENTLY IF NOT EXISTS, unless DROP INDEX ran before it."""
    node = place.node
    if not is_a(node, ast.IndexStmt) or not (node.concurrent and node.if_not_exists):
        return
    if place.known.name(node.relation).renamed(node.idxname) in place.known.dropped_indexes:
        return
    index = beside(node.relation, node.idxname)
    yield Found(
        message=f"where an earlier attempt was cut short, {quoted(node.idxname)} exists but is not valid, and this "
        "succeeds without building it",
        safe_sql=script(f"DROP INDEX CONCURRENTLY IF EXISTS {index}", without(place.sql, "IF_P", "NOT", "EXISTS")),
        replaces=place.is_alone,
    )


RULE = Rule(
    id="index-if-not-exists",
    looks_for="CREATE INDEX CONCURRENTLY IF NOT EXISTS",
    hurts="An index build that fails leaves an index that is not valid: no query uses it, but every write pays for it, "
    "and a unique one guards nothing for certain.",
    severity=Severity.WARNING,
    find=find,
)
