"""A default, a value that came by itself, or a NOT NULL that goes, on which running code may count."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import AlterTableType

from database_developer.migration.ddl.quoting import identifier
from database_developer.migration.linting.alterations import Alteration, alterations
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import script
from database_developer.model.migration import Hazard

LEAVES_OUT = "code that leaves {} out writes NULL, or fails, from now on"
GIVES_NO_VALUE = {
    AlterTableType.AT_DropIdentity: "DROP IDENTITY",
    AlterTableType.AT_DropExpression: "DROP EXPRESSION",
}


def find(place: Place) -> Iterator[Found]:
    """DROP DEFAULT, DROP NOT NULL, DROP IDENTITY and DROP EXPRESSION."""
    for alteration in alterations(place, AlterTableType.AT_DropNotNull):
        yield _found(alteration, "code that reads {} may meet a NULL from now on", "DROP NOT NULL")
    for alteration in alterations(place, AlterTableType.AT_ColumnDefault):
        if alteration.definition is None and not _gets_another(place, alteration):
            yield _found(alteration, LEAVES_OUT, "DROP DEFAULT")
    for kind, word in GIVES_NO_VALUE.items():
        for alteration in alterations(place, kind):
            if not _gets_another(place, alteration):
                yield _found(alteration, LEAVES_OUT, word)


def _gets_another(place: Place, alteration: Alteration) -> bool:
    """Whether the column has a default again, or counts by itself, when the transaction ends."""
    nodes = (place.node, *(command.node for command in place.later))
    altered = (node for node in nodes if is_a(node, ast.AlterTableStmt) and node.relation is not None)
    mine = (node for node in altered if place.known.name(node.relation) == alteration.table.name)
    commands = (one for node in mine for one in node.cmds or () if one.name == alteration.command.name)
    gives = (AlterTableType.AT_ColumnDefault, AlterTableType.AT_AddIdentity)
    return any(one.subtype in gives and one.def_ is not None for one in commands)


def _found(alteration: Alteration, message: str, word: str) -> Found:
    column = alteration.command.name
    when = "copes with it" if word == "DROP NOT NULL" else "writes the column itself"
    return Found(
        message=message.format(f"{quoted(column)} of {alteration.told}"),
        safe_sql=script(
            f"-- when all running code {when}:", f"{alteration.start} ALTER COLUMN {identifier(column)} {word}"
        ),
    )


RULE = Rule(
    id="loosened-column",
    looks_for="DROP DEFAULT, DROP NOT NULL, DROP IDENTITY and DROP EXPRESSION",
    hurts="The statement itself is over at once; what may break is code that was written for the old promise.",
    hazard=Hazard.CLIENT_BREAK,
    severity=Severity.NOTE,
    find=find,
)
