"""A new enum value that cannot be added a second time, nor taken back."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import inserted, script


def find(place: Place) -> Iterator[Found]:
    """ALTER TYPE ... ADD VALUE without IF NOT EXISTS."""
    node = place.node
    if is_a(node, ast.AlterEnumStmt) and node.oldVal is None and not node.skipIfNewValExists and not place.ours:
        type_ = quoted(place.known.name_of(node.typeName or ()))
        yield Found(
            message=f"{quoted(node.newVal)} of {type_} cannot be removed again, so a second attempt fails here",
            safe_sql=script(inserted(place.sql, "IF NOT EXISTS", "VALUE_P")),
            replaces=True,
        )


RULE = Rule(
    id="enum-value-without-if-not-exists",
    looks_for="ALTER TYPE ... ADD VALUE without IF NOT EXISTS",
    hurts="There is no ALTER TYPE ... DROP VALUE: after a rollback the value is still there, and the migration cannot "
    "be run again.",
    severity=Severity.NOTE,
    find=find,
)
