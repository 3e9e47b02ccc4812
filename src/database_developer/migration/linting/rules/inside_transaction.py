"""A command that the server refuses inside of a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import AlterTableType, ReindexObjectType

from database_developer.migration.linting.commands import EndsTransaction, InBatches
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.options import is_on
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import script
from database_developer.model.migration import Hazard

ALWAYS = {
    ast.AlterSystemStmt: "ALTER SYSTEM",
    ast.CreatedbStmt: "CREATE DATABASE",
    ast.CreateTableSpaceStmt: "CREATE TABLESPACE",
    ast.DropdbStmt: "DROP DATABASE",
    ast.DropTableSpaceStmt: "DROP TABLESPACE",
    EndsTransaction: "COMMIT inside of a DO block",
    InBatches: "a DO block that commits after each batch",
}


def find(place: Place) -> Iterator[Found]:
    """Commands that must be alone, between BEGIN and COMMIT, in a wrapped file, or in a DO block."""
    what = _must_be_alone(place.node)
    transaction = place.known.transaction
    in_block = place.command.in_block and not isinstance(place.node, EndsTransaction)
    if not what or not (transaction.explicit or in_block):
        return
    where = "in a DO block" if in_block else f"in the transaction that began on line {transaction.line}"
    if transaction.by_runner and not in_block:
        where = "in the transaction around the whole file"
    yield Found(message=f"the server refuses {what} {where}", safe_sql=_safe(place, by_runner=transaction.by_runner))


def _safe(place: Place, *, by_runner: bool) -> str:
    if place.command.in_block or by_runner:
        return script("-- in a file of its own that runs outside of a transaction", place.sql)
    return script("COMMIT", place.sql, "BEGIN")


def _must_be_alone(node: Any) -> str:
    if is_a(node, ast.IndexStmt, ast.DropStmt):
        return f"{'CREATE' if is_a(node, ast.IndexStmt) else 'DROP'} INDEX CONCURRENTLY" if node.concurrent else ""
    if is_a(node, ast.ReindexStmt):
        return _reindex(node)
    if is_a(node, ast.VacuumStmt):
        return "VACUUM" if node.is_vacuumcmd else ""
    if is_a(node, ast.AlterTableStmt):
        return "DETACH PARTITION CONCURRENTLY" if any(map(_detaches, node.cmds)) else ""
    if is_a(node, ast.ClusterStmt):
        return "" if node.relation else "CLUSTER of the whole database"
    return ALWAYS.get(type(node), "")


def _reindex(node: Any) -> str:
    if is_on(node.params, "concurrently"):
        return "REINDEX CONCURRENTLY"
    single = (ReindexObjectType.REINDEX_OBJECT_INDEX, ReindexObjectType.REINDEX_OBJECT_TABLE)
    return "" if node.kind in single else "REINDEX of more than one table"


def _detaches(command: Any) -> bool:
    return bool(command.subtype == AlterTableType.AT_DetachPartition and command.def_.concurrent)


RULE = Rule(
    id="inside-transaction",
    looks_for="CONCURRENTLY, VACUUM and the like inside of a transaction",
    hurts="The command fails there with SQLSTATE 25001 (or 2D000), and the whole transaction with it.",
    hazard=Hazard.NO_TRANSACTION,
    severity=Severity.ERROR,
    find=find,
)
