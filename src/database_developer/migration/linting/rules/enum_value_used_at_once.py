"""A new enum value used before the transaction that added it is committed."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import nodes_of, script


def find(place: Place) -> Iterator[Found]:
    """A constant that is one of the labels added in this transaction, to a type that is older."""
    labels = place.known.transaction.labels
    if not labels or is_a(place.node, ast.AlterEnumStmt):
        return
    used = {str(node.sval) for node in nodes_of(place.node) if is_a(node, ast.String)} & set(labels)
    for label in sorted(used):
        by_runner = place.known.transaction.by_runner
        safe = script("-- in a migration of its own, after this one is committed", place.sql)
        yield Found(
            message=f"the server refuses {quoted(label)} of {quoted(labels[label])} until the transaction that adds it "
            "is committed",
            safe_sql=safe if by_runner or place.command.in_block else script("COMMIT", "BEGIN", place.sql),
        )


RULE = Rule(
    id="enum-value-used-at-once",
    looks_for="a value added with ALTER TYPE ... ADD VALUE and used in the same transaction",
    hurts="The server refuses it with SQLSTATE 55P04, and the whole transaction fails.",
    severity=Severity.ERROR,
    find=find,
)
