"""The locks that a command takes on tables that stood before the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pglast import ast
from pglast.enums import AlterTableType, ConstrType, ObjectType, ReindexObjectType

from database_developer.migration.linting.commands import Command
from database_developer.migration.linting.known import Known
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.options import is_on
from database_developer.model.migration import Lock, LockMode
from database_developer.model.names import QualifiedName

ACCESS_EXCLUSIVE = LockMode.ACCESS_EXCLUSIVE
LETS_WRITE = frozenset(
    {
        AlterTableType.AT_ValidateConstraint,
        AlterTableType.AT_SetStatistics,
        AlterTableType.AT_SetOptions,
        AlterTableType.AT_ResetOptions,
        AlterTableType.AT_SetRelOptions,
        AlterTableType.AT_ResetRelOptions,
        AlterTableType.AT_ClusterOn,
        AlterTableType.AT_DropCluster,
        AlterTableType.AT_AttachPartition,
        AlterTableType.AT_DetachPartitionFinalize,
    }
)
LETS_READ = frozenset(kind for kind in AlterTableType if kind.name.startswith(("AT_EnableTrig", "AT_DisableTrig")))
INSTEAD_OF = 64  # such a trigger is a view's
MODES = tuple(LockMode)  # LOCK TABLE counts them from 1

Found = Iterator[tuple[QualifiedName, LockMode]]


def locks_of(command: Command, known: Known) -> tuple[Lock, ...]:
    """The strongest lock on each table that is not new; those that a file cannot show are left out."""
    strongest: dict[QualifiedName, LockMode] = {}
    taker = TAKERS.get(type(command.node))
    for table, mode in taker(command.node, known) if taker else ():
        if not known.is_new_name(table) and mode.strength >= strongest.get(table, mode).strength:
            strongest[table] = mode
    return tuple(Lock(relation=table, mode=mode) for table, mode in strongest.items())


def _alter_table(node: Any, known: Known) -> Found:
    if node.objtype in (ObjectType.OBJECT_TABLE, ObjectType.OBJECT_MATVIEW):
        for command in node.cmds:
            yield known.name(node.relation), _mode(command)
            yield from _others(command, node.relation, known)


def _mode(command: Any) -> LockMode:
    if command.subtype in LETS_WRITE:
        return LockMode.SHARE_UPDATE_EXCLUSIVE
    if command.subtype in LETS_READ:
        return LockMode.SHARE_ROW_EXCLUSIVE
    if command.subtype == AlterTableType.AT_DetachPartition and command.def_.concurrent:
        return LockMode.SHARE_UPDATE_EXCLUSIVE
    if command.subtype == AlterTableType.AT_AddConstraint and command.def_.contype == ConstrType.CONSTR_FOREIGN:
        return LockMode.SHARE_ROW_EXCLUSIVE
    return ACCESS_EXCLUSIVE


def _others(command: Any, relation: Any, known: Known) -> Found:
    """The tables beside the one that is altered: referenced ones and parts."""
    kind, definition = command.subtype, command.def_
    if kind in (AlterTableType.AT_AddConstraint, AlterTableType.AT_AddColumn):
        parts = [definition] if kind == AlterTableType.AT_AddConstraint else definition.constraints or ()
        yield from _referenced(parts, known)
    elif kind in (AlterTableType.AT_AttachPartition, AlterTableType.AT_DetachPartition) and not definition.concurrent:
        yield known.name(definition.name), ACCESS_EXCLUSIVE
    elif kind == AlterTableType.AT_DropConstraint:
        table = known.table(relation)
        if table is not None and command.name in table.foreign_keys:
            yield table.foreign_keys[command.name].table, ACCESS_EXCLUSIVE


def _referenced(constraints: Any, known: Known) -> Found:
    for constraint in constraints:
        if constraint.contype == ConstrType.CONSTR_FOREIGN:
            yield known.name(constraint.pktable), LockMode.SHARE_ROW_EXCLUSIVE


def _create_table(node: Any, known: Known) -> Found:
    for element in node.tableElts or ():
        constraints = element.constraints or () if is_a(element, ast.ColumnDef) else [element]
        yield from _referenced((one for one in constraints if is_a(one, ast.Constraint)), known)
    for parent in node.inhRelations or ():
        is_part = node.partbound is not None
        yield known.name(parent), ACCESS_EXCLUSIVE if is_part else LockMode.SHARE_UPDATE_EXCLUSIVE


def _create_index(node: Any, known: Known) -> Found:
    yield known.name(node.relation), LockMode.SHARE_UPDATE_EXCLUSIVE if node.concurrent else LockMode.SHARE


def _drop(node: Any, known: Known) -> Found:
    mode = LockMode.SHARE_UPDATE_EXCLUSIVE if node.concurrent else ACCESS_EXCLUSIVE
    for parts in node.objects:
        if node.removeType in (ObjectType.OBJECT_TABLE, ObjectType.OBJECT_MATVIEW):
            yield known.name_of(parts), mode
            table = known.tables.get(known.name_of(parts))
            yield from ((key.table, mode) for key in (table.foreign_keys.values() if table is not None else ()))
        elif node.removeType == ObjectType.OBJECT_INDEX and known.name_of(parts) in known.indexes:
            yield known.indexes[known.name_of(parts)].table, mode
        elif node.removeType in (ObjectType.OBJECT_TRIGGER, ObjectType.OBJECT_POLICY, ObjectType.OBJECT_RULE):
            yield known.name_of(parts[:-1]), mode


def _rename(node: Any, known: Known) -> Found:
    renamed = (ObjectType.OBJECT_TABLE, ObjectType.OBJECT_COLUMN, ObjectType.OBJECT_TABCONSTRAINT)
    on_table = node.relationType in (ObjectType.OBJECT_TABLE, ObjectType.OBJECT_ACCESS_METHOD)
    if node.renameType in renamed and on_table and node.relation is not None:
        yield known.name(node.relation), ACCESS_EXCLUSIVE


def _moved(node: Any, known: Known) -> Found:
    if node.relation is not None and node.objectType == ObjectType.OBJECT_TABLE:
        yield known.name(node.relation), ACCESS_EXCLUSIVE


def _trigger(node: Any, known: Known) -> Found:
    if not node.timing & INSTEAD_OF:
        yield known.name(node.relation), LockMode.SHARE_ROW_EXCLUSIVE


def _relation(node: Any, known: Known) -> Found:
    relation = getattr(node, "relation", None) or getattr(node, "table", None)
    if relation is not None:
        yield known.name(relation), ACCESS_EXCLUSIVE


def _relations(node: Any, known: Known) -> Found:
    yield from ((known.name(one), ACCESS_EXCLUSIVE) for one in node.relations)


def _lock(node: Any, known: Known) -> Found:
    yield from ((known.name(one), MODES[node.mode - 1]) for one in node.relations)


def _vacuum(node: Any, known: Known) -> Found:
    if is_on(node.options, "full"):
        yield from ((known.name(one.relation), ACCESS_EXCLUSIVE) for one in node.rels or ())


def _reindex(node: Any, known: Known) -> Found:
    mode = LockMode.SHARE_UPDATE_EXCLUSIVE if is_on(node.params, "concurrently") else LockMode.SHARE
    if node.relation is None:
        return
    if node.kind == ReindexObjectType.REINDEX_OBJECT_TABLE:
        yield known.name(node.relation), mode
    elif known.name(node.relation) in known.indexes:
        yield known.indexes[known.name(node.relation)].table, mode


def _refresh(node: Any, known: Known) -> Found:
    yield known.name(node.relation), LockMode.EXCLUSIVE if node.concurrent else ACCESS_EXCLUSIVE


def _write(node: Any, known: Known) -> Found:
    yield known.name(node.relation), LockMode.ROW_EXCLUSIVE


TAKERS: dict[type, Callable[[Any, Known], Found]] = {
    ast.AlterObjectSchemaStmt: _moved,
    ast.AlterPolicyStmt: _relation,
    ast.AlterTableStmt: _alter_table,
    ast.ClusterStmt: _relation,
    ast.CreatePolicyStmt: _relation,
    ast.CreateStmt: _create_table,
    ast.CreateTrigStmt: _trigger,
    ast.DeleteStmt: _write,
    ast.DropStmt: _drop,
    ast.IndexStmt: _create_index,
    ast.InsertStmt: _write,
    ast.LockStmt: _lock,
    ast.RefreshMatViewStmt: _refresh,
    ast.ReindexStmt: _reindex,
    ast.RenameStmt: _rename,
    ast.RuleStmt: _relation,
    ast.TruncateStmt: _relations,
    ast.UpdateStmt: _write,
    ast.VacuumStmt: _vacuum,
}
