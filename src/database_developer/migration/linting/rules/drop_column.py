"""A column that goes, with what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import AlterTableType, ObjectType

from database_developer.migration.ddl.quoting import identifier, identifiers
from database_developer.migration.linting.alterations import Alteration, alterations
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import beside, script, table
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """DROP COLUMN, and DROP ATTRIBUTE of a type."""
    yield from _attributes(place)
    for alteration in alterations(place, AlterTableType.AT_DropColumn):
        column = alteration.command.name
        yield Found(
            message=f"what is in {quoted(column)} of {alteration.told} is lost, and queries that name it fail",
            safe_sql=_safe(alteration, column),
        )


def _attributes(place: Place) -> Iterator[Found]:
    node: Any = place.node
    if is_a(node, ast.AlterTableStmt) and node.objtype == ObjectType.OBJECT_TYPE:
        for command in node.cmds:
            if command.subtype == AlterTableType.AT_DropColumn:
                attribute = f"{quoted(command.name)} of {place.told(node.relation)}"
                yield Found(
                    message=f"what is in {attribute} is lost wherever the type is used, and queries that name it fail",
                    safe_sql=script("-- in a later migration, when no running code names it any more:", place.sql),
                )


def _safe(alteration: Alteration, column: str) -> str:
    relation, key = alteration.relation, alteration.table.primary_key
    kept = beside(relation, f"{relation.relname}_{column}_kept")
    columns = identifiers((*key[1], column)) if key is not None and column not in key[1] else "*"
    start, name = alteration.start, identifier(column)
    known = alteration.table.columns.get(column)
    required = known is None or known.not_null
    return script(
        "-- now, so that new code can do without the column:" if required else "",
        f"{start} ALTER COLUMN {name} DROP NOT NULL" if required else "",
        f"-- in a later migration, when no running code names {quoted(column)} any more:",
        f"CREATE TABLE {kept} AS SELECT {columns} FROM {table(relation)}",
        f"-- dbd:allow data-loss: the values are kept in {kept}",
        f"{start} DROP COLUMN {name}",
    )


RULE = Rule(
    id="drop-column",
    looks_for="DROP COLUMN, or DROP ATTRIBUTE of a type",
    hurts="No rollback brings the values back, and every query of running code that names the column fails at once, "
    "SELECT * of an ORM included.",
    hazard=Hazard.DATA_LOSS,
    severity=Severity.ERROR,
    find=find,
)
