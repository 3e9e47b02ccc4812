"""What a statement of a file is to whoever runs it: alone or in a transaction, repeatable, holding others up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from pglast import ast, enums

from database_developer.migration.formats import backfills
from database_developer.model.names import QualifiedName
from database_developer.model.script import Written

ENDS_TRANSACTIONS = re.compile(r"\b(?:COMMIT|ROLLBACK)\b", re.IGNORECASE)
NEVER_IN_A_BLOCK = (
    ast.AlterSystemStmt,
    ast.CallStmt,  # a procedure may commit
    ast.CreateSubscriptionStmt,
    ast.CreateTableSpaceStmt,
    ast.CreatedbStmt,
    ast.DiscardStmt,
    ast.DropSubscriptionStmt,
    ast.DropTableSpaceStmt,
    ast.DropdbStmt,
)
REPEATABLE = (ast.AlterSystemStmt, ast.ClusterStmt, ast.DiscardStmt, ast.ReindexStmt, ast.VacuumStmt)
LETS_OTHERS_WRITE = frozenset(
    {
        enums.AlterTableType.AT_ValidateConstraint,
        enums.AlterTableType.AT_SetStatistics,
        enums.AlterTableType.AT_SetRelOptions,
        enums.AlterTableType.AT_ResetRelOptions,
        enums.AlterTableType.AT_SetOptions,
    }
)
HOLDING_DROPS = frozenset(
    {
        enums.ObjectType.OBJECT_TABLE,
        enums.ObjectType.OBJECT_INDEX,
        enums.ObjectType.OBJECT_MATVIEW,
        enums.ObjectType.OBJECT_POLICY,
        enums.ObjectType.OBJECT_RULE,
        enums.ObjectType.OBJECT_TRIGGER,
        enums.ObjectType.OBJECT_VIEW,
    }
)
HOLDING = (
    ast.AlterObjectSchemaStmt,
    ast.AlterPolicyStmt,
    ast.CreatePolicyStmt,
    ast.CreateTrigStmt,
    ast.LockStmt,
    ast.RefreshMatViewStmt,
    ast.ReindexStmt,
    ast.RenameStmt,
    ast.RuleStmt,
    ast.TruncateStmt,
)


def written(statement: Any, sql: str, *, number: int, line: int, new_tables: Collection[str] = ()) -> Written:
    """One statement with what its syntax tree says; ``new_tables`` were made before it in its transaction."""
    return Written(
        sql=sql,
        number=number,
        line=line,
        batches=backfills.read(sql) if isinstance(statement, ast.DoStmt) else None,
        builds=_builds(statement),
        drops=_drops(statement),
        detaches=_detaches(statement),
        rebuilds=_rebuilds(statement),
        is_repeatable=isinstance(statement, REPEATABLE),
        sets=_sets(statement),
        holds_writers=_holds_writers(statement, new_tables),
    )


def stands_alone(statement: Any, sql: str) -> bool:
    """Whether the server runs it only outside a transaction block, or it may end transactions itself."""
    if isinstance(statement, ast.DoStmt):
        return bool(ENDS_TRANSACTIONS.search(sql))
    if isinstance(statement, ast.VacuumStmt):
        return bool(statement.is_vacuumcmd)
    if isinstance(statement, ast.ClusterStmt):
        return True
    if isinstance(statement, ast.ReindexStmt):
        return _is_concurrent(statement) or statement.relation is None
    return isinstance(statement, NEVER_IN_A_BLOCK) or _is_concurrent(statement)


def is_nameless_build(statement: Any) -> bool:
    """Whether it builds an index CONCURRENTLY and leaves the name to the server."""
    return isinstance(statement, ast.IndexStmt) and _is_concurrent(statement) and not statement.idxname


def new_table(statement: Any) -> str:
    """The table that it makes, as it is written there; "" for anything else."""
    return _spelled(statement.relation) if isinstance(statement, ast.CreateStmt) else ""


def _is_concurrent(statement: Any) -> bool:
    if isinstance(statement, ast.IndexStmt | ast.DropStmt):
        return bool(statement.concurrent)
    if isinstance(statement, ast.ReindexStmt):
        return any(option.defname == "concurrently" for option in statement.params or ())
    return _detaches(statement) is not None


def _builds(statement: Any) -> QualifiedName | None:
    if isinstance(statement, ast.IndexStmt) and statement.concurrent and statement.idxname and statement.relation:
        return QualifiedName(statement.relation.schemaname or "", statement.idxname)
    return None


def _drops(statement: Any) -> QualifiedName | None:
    if not (isinstance(statement, ast.DropStmt) and statement.concurrent):
        return None
    *schema, name = [part.sval for part in (statement.objects or ((),))[0]]
    return QualifiedName(schema[-1] if schema else "", name)


def _detaches(statement: Any) -> QualifiedName | None:
    for command in _commands(statement):
        if command.subtype == enums.AlterTableType.AT_DetachPartition and command.def_.concurrent:
            return QualifiedName(command.def_.name.schemaname or "", command.def_.name.relname)
    return None


def _rebuilds(statement: Any) -> QualifiedName | None:
    relation: Any = statement.relation if isinstance(statement, ast.ReindexStmt) else None
    if relation is None or not _is_concurrent(statement):
        return None
    return QualifiedName(relation.schemaname or "", relation.relname)


def _sets(statement: Any) -> str:
    """The session's parameter that it sets; also for LOCAL where that is the runner's own affair."""
    if isinstance(statement, ast.VariableSetStmt):
        name = statement.name or "all"
        lasts = not statement.is_local and name != "TRANSACTION"
        return name if lasts or name == "lock_timeout" else ""
    targets: Any = statement.targetList if isinstance(statement, ast.SelectStmt) else None
    call: Any = targets[0].val if targets and len(targets) == 1 else None
    if not isinstance(call, ast.FuncCall):
        return ""
    parts: Any = call.funcname
    values = [getattr(argument, "val", None) for argument in call.args or ()]
    if parts[-1].sval != "set_config" or len(values) != 3:
        return ""
    is_local = isinstance(values[2], ast.Boolean) and values[2].boolval
    return str(values[0].sval) if isinstance(values[0], ast.String) and not is_local else ""


def _holds_writers(statement: Any, new_tables: Collection[str]) -> bool:
    relation = getattr(statement, "relation", None)
    if isinstance(relation, ast.RangeVar) and _spelled(relation) in new_tables:
        return False
    if isinstance(statement, ast.IndexStmt):
        return not statement.concurrent
    if isinstance(statement, ast.AlterTableStmt):
        return any(command.subtype not in LETS_OTHERS_WRITE for command in _commands(statement))
    if isinstance(statement, ast.DropStmt):
        return not statement.concurrent and statement.removeType in HOLDING_DROPS
    return isinstance(statement, HOLDING) and not _is_concurrent(statement)


def _commands(statement: Any) -> Iterator[Any]:
    if isinstance(statement, ast.AlterTableStmt):
        yield from statement.cmds or ()


def _spelled(relation: Any) -> str:
    return f"{relation.schemaname or ''}.{relation.relname}"
