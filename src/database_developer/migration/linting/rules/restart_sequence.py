"""A sequence restarted under a lock that every writer waits for."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from database_developer.migration.ddl.quoting import literal
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import script, table


def find(place: Place) -> Iterator[Found]:
    """ALTER SEQUENCE ... RESTART WITH a number."""
    node = place.node
    if not is_a(node, ast.AlterSeqStmt):
        return
    for option in node.options or ():
        number = getattr(option.arg, "ival", getattr(option.arg, "fval", None))
        if option.defname == "restart" and number is not None and len(node.options or ()) == 1:
            yield Found(
                message=f"whoever takes a number from {place.told(node.sequence)} waits until the transaction ends",
                safe_sql=script(f"SELECT setval({literal(table(node.sequence))}, {number}, false)"),
                replaces=True,
            )


RULE = Rule(
    id="restart-sequence",
    looks_for="ALTER SEQUENCE ... RESTART",
    hurts="It takes SHARE ROW EXCLUSIVE on the sequence; setval sets the same number without that lock.",
    severity=Severity.NOTE,
    find=find,
)
