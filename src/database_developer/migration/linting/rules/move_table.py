"""A table put elsewhere or stored otherwise, for which it is written anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import AlterTableType, ObjectType

from database_developer.migration.ddl.quoting import identifier
from database_developer.migration.linting.alterations import Alteration, alterations
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.safe_forms import copied, twin
from database_developer.migration.linting.spelling import script, table
from database_developer.model.migration import Hazard

WORDS = {
    AlterTableType.AT_SetLogged: "SET LOGGED",
    AlterTableType.AT_SetUnLogged: "SET UNLOGGED",
    AlterTableType.AT_SetTableSpace: "SET TABLESPACE",
    AlterTableType.AT_SetAccessMethod: "SET ACCESS METHOD",
}


def find(place: Place) -> Iterator[Found]:
    """SET LOGGED, UNLOGGED, TABLESPACE and ACCESS METHOD."""
    for alteration in alterations(place, *WORDS):
        if alteration.table.partitioned:
            continue
        word = WORDS[alteration.command.subtype]
        yield Found(
            message=f"nobody reads or writes {alteration.told} while {word} writes it anew",
            safe_sql=copied(alteration.relation, (_twin(alteration),)),
        )
    yield from _index(place)


def _index(place: Place) -> Iterator[Found]:
    node: Any = place.node
    if not is_a(node, ast.AlterTableStmt) or node.objtype != ObjectType.OBJECT_INDEX:
        return
    for command in node.cmds:
        if command.subtype == AlterTableType.AT_SetTableSpace:
            yield Found(
                message=f"nobody uses the index {place.told(node.relation)} while it is copied",
                safe_sql=script(
                    f"REINDEX (TABLESPACE {identifier(command.name)}) INDEX CONCURRENTLY {table(node.relation)}"
                ),
                replaces=place.is_alone,
            )


def _twin(alteration: Alteration) -> str:
    kind, name = alteration.command.subtype, alteration.command.name
    if kind == AlterTableType.AT_SetTableSpace:
        return twin(alteration.relation, tail=f" TABLESPACE {identifier(name)}")
    if kind == AlterTableType.AT_SetAccessMethod:
        return twin(alteration.relation, tail=f" USING {identifier(name or 'heap')}")
    return twin(alteration.relation, "UNLOGGED TABLE" if kind == AlterTableType.AT_SetUnLogged else "TABLE")


RULE = Rule(
    id="move-table",
    looks_for="SET LOGGED, SET UNLOGGED, SET TABLESPACE and SET ACCESS METHOD",
    hurts="ACCESS EXCLUSIVE is held until the last row was copied.",
    hazard=Hazard.REWRITE,
    severity=Severity.ERROR,
    find=find,
)
