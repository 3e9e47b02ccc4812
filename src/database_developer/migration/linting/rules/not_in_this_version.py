"""Something that the server's version does not know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import AlterTableType, ConstrType

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import nodes_of

ENFORCEABLE = (ConstrType.CONSTR_CHECK, ConstrType.CONSTR_FOREIGN)


def find(place: Place) -> Iterator[Found]:
    """Syntax that came with a later version than the one the file is meant for."""
    news = {one for node in nodes_of(place.node) for one in _news(node) if one[1] > place.version}
    for what, since in sorted(news):
        yield Found(message=f"{what} exists from PostgreSQL {since}, and the file is meant for {place.version}")


def _news(node: Any) -> Iterator[tuple[str, int]]:
    if is_a(node, ast.Constraint):
        yield from _of_constraint(node)
    elif is_a(node, ast.AlterTableCmd):
        if node.subtype == AlterTableType.AT_SetExpression:
            yield "SET EXPRESSION", 17
        if node.subtype == AlterTableType.AT_SetAccessMethod:
            yield "SET ACCESS METHOD", 15
        if node.subtype == AlterTableType.AT_AddConstraint and node.def_.contype == ConstrType.CONSTR_NOTNULL:
            yield "NOT NULL as a constraint with a name", 18
    elif is_a(node, ast.MergeStmt):
        yield "MERGE", 15
    elif is_a(node, ast.IndexStmt) and node.nulls_not_distinct:
        yield "NULLS NOT DISTINCT", 15


def _of_constraint(node: Any) -> Iterator[tuple[str, int]]:
    if node.contype == ConstrType.CONSTR_GENERATED and node.generated_kind == "v":
        yield "a VIRTUAL generated column", 18
    if node.contype in ENFORCEABLE and not node.is_enforced:
        yield "NOT ENFORCED", 18
    if node.without_overlaps:
        yield "WITHOUT OVERLAPS", 18
    if node.nulls_not_distinct:
        yield "NULLS NOT DISTINCT", 15
    if node.fk_del_set_cols:
        yield "ON DELETE SET NULL for some of the columns", 15


RULE = Rule(
    id="not-in-this-version",
    looks_for="syntax that the server's version does not have yet",
    hurts="The server refuses it with a syntax error, in the middle of the file.",
    severity=Severity.ERROR,
    find=find,
)
