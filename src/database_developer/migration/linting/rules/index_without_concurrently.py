"""An index built while writers wait."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import beside, inserted, script, without
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """CREATE INDEX without CONCURRENTLY on a table that is not new; partitioned ones have a rule of their own."""
    node = place.node
    if not is_a(node, ast.IndexStmt) or node.concurrent or place.known.is_new(node.relation):
        return
    if place.table(node.relation).partitioned or not node.relation.inh:
        return
    name = f' "{node.idxname}"' if node.idxname else ""
    yield Found(
        message=f"everybody who writes to {place.told(node.relation)} waits until the index{name} is built",
        safe_sql=_safe(place),
        replaces=place.is_alone,
    )


def _safe(place: Place) -> str:
    node = place.node
    sql = inserted(without(place.sql, "IF_P", "NOT", "EXISTS"), "CONCURRENTLY", "INDEX")
    if not node.if_not_exists:
        return script(sql)
    return script(f"DROP INDEX CONCURRENTLY IF EXISTS {beside(node.relation, node.idxname)}", sql)


RULE = Rule(
    id="index-without-concurrently",
    looks_for="CREATE INDEX without CONCURRENTLY on a table that is there already",
    hurts="CREATE INDEX holds a SHARE lock for as long as it reads the table: nobody inserts, updates or deletes.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
