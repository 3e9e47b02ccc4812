"""Many rows changed by one statement."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from database_developer.migration.linting.changes import changes_many, in_batches
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule


def find(place: Place) -> Iterator[Found]:
    """UPDATE and DELETE that pick their rows by something else than the key; in a loop they are batches already."""
    if place.command.in_loop or not changes_many(place):
        return
    if is_a(place.node, ast.DeleteStmt) and place.node.whereClause is None:
        return  # losing everything is the graver matter, and a rule of its own
    word = "updates" if is_a(place.node, ast.UpdateStmt) else "deletes"
    yield Found(
        message=f"one statement {word} as many rows of {place.told(place.node.relation)} as match, and holds all of "
        "them until it is done",
        safe_sql=(safe := in_batches(place)) and f"{safe};",
        replaces=place.is_alone,
    )


RULE = Rule(
    id="unbatched-change",
    looks_for="UPDATE or DELETE whose condition does not pick rows by their key",
    hurts="Whoever changes one of the rows waits until all are done; the old versions cannot be cleaned up meanwhile, "
    "and replicas fall behind.",
    severity=Severity.WARNING,
    find=find,
)
