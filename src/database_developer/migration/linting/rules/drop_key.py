"""A primary key that goes, by which replicas tell rows apart."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import AlterTableType, ConstrType

from database_developer.migration.ddl.quoting import identifier, identifiers
from database_developer.migration.linting.alterations import Alteration, alterations
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import script, table
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """DROP CONSTRAINT of a primary key that is not replaced in the same transaction."""
    for alteration in alterations(place, AlterTableType.AT_DropConstraint):
        name = alteration.command.name
        key = alteration.table.primary_key
        is_key = name == key[0] if key is not None else name.endswith("_pkey")
        if is_key and not alteration.table.has_identity and not _is_replaced(place, alteration):
            yield Found(
                message=f"without its primary key {quoted(name)}, UPDATE and DELETE on {alteration.told} fail where "
                "the table is published",
                safe_sql=_safe(alteration, name),
            )


def _is_replaced(place: Place, alteration: Alteration) -> bool:
    """Whether another primary key, or a replica identity, comes with it."""
    nodes = (place.node, *(command.node for command in place.later))
    altered = (node for node in nodes if is_a(node, ast.AlterTableStmt) and node.relation is not None)
    mine = (node for node in altered if place.known.name(node.relation) == alteration.table.name)
    commands = [command for node in mine for command in node.cmds or ()]
    adds = (one.def_ for one in commands if one.subtype == AlterTableType.AT_AddConstraint)
    identifies = any(one.subtype == AlterTableType.AT_ReplicaIdentity for one in commands)
    return identifies or any(one.contype == ConstrType.CONSTR_PRIMARY for one in adds)


def _safe(alteration: Alteration, name: str) -> str:
    key, start = alteration.table.primary_key, alteration.start
    drop = f"{start} DROP CONSTRAINT {identifier(name)}"
    if key is None or not key[1]:
        return script("BEGIN", f"{start} REPLICA IDENTITY FULL", drop, "COMMIT")
    index = identifier(f"{alteration.relation.relname}_identity")
    return script(
        f"CREATE UNIQUE INDEX CONCURRENTLY {index} ON {table(alteration.relation)} ({identifiers(key[1])})",
        "BEGIN",
        f"{start} REPLICA IDENTITY USING INDEX {index}",
        drop,
        "COMMIT",
    )


RULE = Rule(
    id="drop-key",
    looks_for="DROP CONSTRAINT of a primary key that is not replaced in the same transaction",
    hurts="Logical replication knows rows by the primary key unless told otherwise: the publisher refuses UPDATE and "
    "DELETE without one.",
    hazard=Hazard.CLIENT_BREAK,
    severity=Severity.WARNING,
    find=find,
)
