"""A file that cannot be run again after it stopped half way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import AlterTableType

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import inserted, script

MADE = {
    ast.CreateStmt: "TABLE",
    ast.CreateSchemaStmt: "SCHEMA",
    ast.CreateSeqStmt: "SEQUENCE",
    ast.CreateExtensionStmt: "EXTENSION",
}
WORDS = {
    AlterTableType.AT_AddColumn: ("COLUMN", "IF NOT EXISTS"),
    AlterTableType.AT_DropColumn: ("COLUMN", "IF EXISTS"),
    AlterTableType.AT_DropConstraint: ("CONSTRAINT", "IF EXISTS"),
}


def find(place: Place) -> Iterator[Found]:
    """The first command that fails when it is repeated, in a file of several transactions that is not ours."""
    if place.ours or not _is_one_of_several(place):
        return
    safe = _safe(place)
    if safe and safe != place.sql:
        yield Found(
            message="if a later part of the file fails, this part is done already and fails when the file is run again",
            safe_sql=script(safe),
            replaces=True,
        )


def _is_one_of_several(place: Place) -> bool:
    """Whether something that is to be committed by itself comes after this command."""
    rest = place.commands[place.rest.stop :]
    return any(not is_a(command.node, ast.TransactionStmt, ast.VariableSetStmt) for command in rest)


def _safe(place: Place) -> str:
    node: Any = place.node
    if type(node) in MADE and not node.if_not_exists:
        return inserted(place.sql, "IF NOT EXISTS", MADE[type(node)])
    if is_a(node, ast.AlterTableStmt) and len(node.cmds) == 1 and not node.cmds[0].missing_ok:
        token, words = WORDS.get(node.cmds[0].subtype, ("", ""))
        return inserted(place.sql, words, token) if token else ""
    if is_a(node, ast.DropStmt) and not node.missing_ok and not node.concurrent:
        kind = str(node.removeType.name).removeprefix("OBJECT_")
        return inserted(place.sql, "IF EXISTS", {"MATVIEW": "VIEW"}.get(kind, kind))
    return ""


RULE = Rule(
    id="not-repeatable",
    looks_for="a command without IF [NOT] EXISTS, in a file that is more than one transaction",
    hurts="What was committed before the failure stays; whoever runs the file again does not get past it.",
    severity=Severity.NOTE,
    find=find,
    once=True,
)
