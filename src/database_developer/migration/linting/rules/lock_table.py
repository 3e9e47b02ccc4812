"""A table locked against readers as well."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import script, table

ACCESS_EXCLUSIVE = 8


def find(place: Place) -> Iterator[Found]:
    """LOCK TABLE without a mode, or IN ACCESS EXCLUSIVE MODE."""
    node = place.node
    if not is_a(node, ast.LockStmt) or node.mode != ACCESS_EXCLUSIVE:
        return
    locked = [one for one in node.relations or () if not place.known.is_new(one)]
    if locked:
        names = ", ".join(map(table, node.relations or ()))
        nowait = " NOWAIT" if node.nowait else ""
        yield Found(
            message=f"nobody reads or writes {', '.join(map(place.told, locked))} until the transaction ends",
            safe_sql=script(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE{nowait}"),
        )


RULE = Rule(
    id="lock-table",
    looks_for="LOCK TABLE in ACCESS EXCLUSIVE mode, which is the default",
    hurts="Readers wait too. SHARE ROW EXCLUSIVE keeps every other writer out and lets readers go on.",
    severity=Severity.WARNING,
    find=find,
)
