"""A materialized view that nobody can read while it is filled."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import inserted, script
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """REFRESH MATERIALIZED VIEW without CONCURRENTLY, of one that is not new."""
    node = place.node
    if not is_a(node, ast.RefreshMatViewStmt) or node.concurrent or place.known.is_new(node.relation):
        return
    if node.skipData:
        yield Found(
            message=f"every query on {place.told(node.relation)} fails until it is filled again",
            hazard=Hazard.CLIENT_BREAK,
        )
        return
    view = place.known.name(node.relation)
    unique = any(one.unique and one.columns and one.table == view for one in place.known.indexes.values())
    needs = "" if unique else f"-- needs a unique index over plain columns on {place.told(node.relation)}"
    yield Found(
        message=f"nobody reads {place.told(node.relation)} while it is filled again",
        safe_sql=script(needs, inserted(place.sql, "CONCURRENTLY", "VIEW")),
        replaces=unique,
    )


RULE = Rule(
    id="refresh-without-concurrently",
    looks_for="REFRESH MATERIALIZED VIEW without CONCURRENTLY",
    hurts="ACCESS EXCLUSIVE is held on the view for as long as its query takes.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
