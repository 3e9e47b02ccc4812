"""CASCADE, which takes along what nobody named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import DropBehavior

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import script, without
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """CASCADE of DROP, TRUNCATE, and ALTER TABLE ... DROP."""
    node = place.node
    parts = node.cmds if is_a(node, ast.AlterTableStmt) else (node,)
    if any(_cascades(part) for part in parts) and not _only_new(place):
        yield Found(
            message="CASCADE also removes what depends on it, which this file does not name",
            safe_sql=script(
                "-- The server names what still depends on it; remove that by name, each in its safe form, before:",
                without(place.sql, "CASCADE"),
            ),
        )


def _cascades(part: Any) -> bool:
    kinds = (ast.DropStmt, ast.TruncateStmt, ast.AlterTableCmd, ast.AlterDomainStmt, ast.DropOwnedStmt)
    return is_a(part, *kinds) and part.behavior == DropBehavior.DROP_CASCADE


def _only_new(place: Place) -> bool:
    relation = getattr(place.node, "relation", None)
    return relation is not None and place.known.is_new(relation)


RULE = Rule(
    id="cascade",
    looks_for="CASCADE",
    hurts="Views, foreign keys, functions and, with TRUNCATE, the rows of other tables go without a word.",
    hazard=Hazard.DATA_LOSS,
    severity=Severity.ERROR,
    find=find,
)
