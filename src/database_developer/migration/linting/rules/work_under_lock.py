"""Long work while the transaction holds a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import AlterTableType

from database_developer.migration.linting.changes import changes_many, in_batches
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import script
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """UPDATE, DELETE, INSERT ... SELECT or VALIDATE after something in the same transaction locked a table."""
    held = [table for table, _ in place.known.transaction.held() if not place.known.is_new_name(table)]
    work = _work(place)
    if held and work:
        names = ", ".join(quoted(table) for table in held)
        yield Found(
            message=f"the transaction has locked {names}, so whoever writes there waits until {work} is done",
            safe_sql=_safe(place),
        )


def _work(place: Place) -> str:
    node: Any = place.node
    if changes_many(place):
        return f"the {'UPDATE' if is_a(node, ast.UpdateStmt) else 'DELETE'} of {place.told(node.relation)}"
    if is_a(node, ast.InsertStmt) and _reads_tables(node.selectStmt):
        return f"the INSERT into {place.told(node.relation)}"
    if is_a(node, ast.AlterTableStmt) and not place.known.is_new(node.relation):
        return _validation(place, node)
    return ""


def _reads_tables(select: Any) -> bool:
    return is_a(select, ast.SelectStmt) and any(is_a(one, ast.RangeVar) for one in select.fromClause or ())


def _validation(place: Place, node: Any) -> str:
    name, unvalidated = place.known.name(node.relation), place.known.transaction.unvalidated
    for command in node.cmds:
        validates = command.subtype == AlterTableType.AT_ValidateConstraint
        if validates and (name, command.name) not in unvalidated:
            return f"the validation of {quoted(command.name)}"
    return ""


def _safe(place: Place) -> str:
    batches = in_batches(place) if is_a(place.node, ast.UpdateStmt, ast.DeleteStmt) else ""
    work = batches or place.sql
    if place.known.transaction.by_runner or place.command.in_block:
        return script("-- in a migration of its own, outside of a transaction:", work)
    return script("COMMIT", work)


RULE = Rule(
    id="work-under-lock",
    looks_for="changing or reading many rows in a transaction that has locked a table",
    hurts="Locks are kept until the transaction ends, so a lock that was meant for a moment lasts as long as the work.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
