"""All rows of a table removed at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.safe_forms import batches
from database_developer.migration.linting.spelling import beside, script, table
from database_developer.model.migration import RANGE, Hazard


def find(place: Place) -> Iterator[Found]:
    """TRUNCATE, and DELETE without WHERE, of tables that are not new."""
    node = place.node
    if is_a(node, ast.TruncateStmt):
        gone = [one for one in node.relations or () if not place.known.is_new(one)]
        if gone:
            yield _found(place, gone, "TRUNCATE")
    elif is_a(node, ast.DeleteStmt) and node.whereClause is None and not place.known.is_new(node.relation):
        yield _found(place, [node.relation], "DELETE without WHERE")


def _found(place: Place, gone: list[Any], word: str) -> Found:
    names = ", ".join(place.told(one) for one in gone)
    return Found(message=f"{word} removes all rows of {names}", safe_sql=script(*_safe(place, gone)))


def _safe(place: Place, gone: list[Any]) -> Iterator[str]:
    for relation in gone:
        kept = beside(relation, f"{relation.relname}_kept")
        yield f"CREATE TABLE {kept} AS SELECT * FROM {table(relation)}"
        yield batches(place, relation, f"DELETE FROM {table(relation)} AS t WHERE {RANGE}")


RULE = Rule(
    id="all-rows",
    looks_for="TRUNCATE, or DELETE without WHERE",
    hurts="No rollback brings the rows back. TRUNCATE takes ACCESS EXCLUSIVE, and one DELETE of everything holds every "
    "row until it is done.",
    hazard=Hazard.DATA_LOSS,
    severity=Severity.ERROR,
    find=find,
)
