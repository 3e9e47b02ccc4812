"""How what is known changes with each command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pglast import ast
from pglast.enums import ObjectType, VariableSetKind

from database_developer.migration.linting import altering
from database_developer.migration.linting.altering import indexed_columns, learn_column, learn_constraint
from database_developer.migration.linting.commands import Command
from database_developer.migration.linting.known import Known, KnownIndex, KnownTable
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.spelling import printed, usual_name
from database_developer.migration.linting.types import type_text
from database_developer.model.names import QualifiedName

NO_WAIT_LIMIT = frozenset({"0", "", "0s", "0ms"})


def learn(known: Known, command: Command) -> None:
    """Take in what the command does."""
    teacher = TEACHERS.get(type(command.node))
    if teacher is not None:
        teacher(known, command.node)


def _create_table(known: Known, node: Any) -> None:
    name = known.name(node.relation)
    if node.if_not_exists and name in known.tables:
        return
    made = KnownTable(name=name, new=True)
    known.tables[name] = made
    known.transaction.made.add(name)
    for element in node.tableElts or ():
        if is_a(element, ast.ColumnDef):
            learn_column(known, node.relation, element)
        elif is_a(element, ast.Constraint):
            learn_constraint(known, node.relation, element)
    if node.partspec is not None:
        made.partitioned = True
        made.partition_key = _partition_key(node.partspec)
    if node.partbound is not None:
        altering.learn_part(known, node.inhRelations[0], name, node.partbound)


def _partition_key(spec: Any) -> str | None:
    """The key where it is one column or expression."""
    if len(spec.partParams) != 1:
        return None
    only = spec.partParams[0]
    return printed(ast.ColumnRef(fields=(ast.String(sval=only.name),))) if only.name else f"({printed(only.expr)})"


def _create_table_as(known: Known, node: Any) -> None:
    name = known.name(node.into.rel)
    if node.objtype == ObjectType.OBJECT_MATVIEW:
        known.materialized.setdefault(name, True)
    else:
        known.tables.setdefault(name, KnownTable(name=name, new=True))
    known.transaction.made.add(name)


def _create_index(known: Known, node: Any) -> None:
    table = known.name(node.relation)
    columns = indexed_columns(node.indexParams)
    name = node.idxname or usual_name(node.relation, columns, "idx")
    whole = node.whereClause is None and len(columns) == len(node.indexParams or ())
    index = KnownIndex(table=table, columns=columns if whole else (), unique=node.unique)
    known.indexes[table.renamed(name)] = index


def _drop(known: Known, node: Any) -> None:
    if node.removeType == ObjectType.OBJECT_INDEX:
        for parts in node.objects:
            name = known.name_of(parts)
            dropped = known.indexes.pop(name, KnownIndex(table=QualifiedName("", "")))
            dropped.invalid, dropped.dropped_in = bool(node.missing_ok), known.transaction
            known.dropped_indexes[name] = dropped
    elif node.removeType in (ObjectType.OBJECT_TABLE, ObjectType.OBJECT_MATVIEW):
        for parts in node.objects:
            known.tables.pop(known.name_of(parts), None)
            known.materialized.pop(known.name_of(parts), None)


def _rename(known: Known, node: Any) -> None:
    kind = node.renameType
    if node.relation is None:
        if kind in (ObjectType.OBJECT_TYPE, ObjectType.OBJECT_DOMAIN):
            known.transaction.renamed.add(known.name_of(node.object).renamed(node.newname))
        return
    name = known.name(node.relation)
    if kind in (ObjectType.OBJECT_TABLE, ObjectType.OBJECT_MATVIEW):
        _move(known, name, name.renamed(node.newname))
    elif kind == ObjectType.OBJECT_INDEX and name in known.indexes:
        known.indexes[name.renamed(node.newname)] = known.indexes.pop(name)
    elif kind == ObjectType.OBJECT_COLUMN and name in known.tables:
        _rename_key(known.tables[name].columns, node.subname, node.newname)
    elif kind == ObjectType.OBJECT_TABCONSTRAINT and name in known.tables:
        _rename_key(known.tables[name].checks, node.subname, node.newname)
        _rename_key(known.tables[name].foreign_keys, node.subname, node.newname)


def _rename_key(found: dict[str, Any], old: str, new: str) -> None:
    if old in found:
        found[new] = found.pop(old)


def _move(known: Known, old: QualifiedName, new: QualifiedName) -> None:
    if old in known.tables:
        table = known.tables.pop(old)
        table.name = new
        known.tables[new] = table
    if old in known.materialized:
        known.materialized[new] = known.materialized.pop(old)
    for index in known.indexes.values():
        if index.table == old:
            index.table = new
    if old in known.transaction.locks:
        known.transaction.locks[new] = known.transaction.locks.pop(old)


def _set_schema(known: Known, node: Any) -> None:
    if node.relation is not None:
        old = known.name(node.relation)
        _move(known, old, QualifiedName(node.newschema, old.name))


def _alter_enum(known: Known, node: Any) -> None:
    name = known.name_of(node.typeName)
    if node.oldVal is None and name not in known.transaction.types:
        known.transaction.labels[str(node.newVal)] = str(name)


def _create_enum(known: Known, node: Any) -> None:
    known.transaction.types.add(known.name_of(node.typeName))


def _create_domain(known: Known, node: Any) -> None:
    name = known.name_of(node.domainname)
    known.domains.add(name)
    known.base_types[str(name)] = type_text(node.typeName)


def _create_policy(known: Known, node: Any) -> None:
    known.about(node.table).has_policy = True


def _set(known: Known, node: Any) -> None:
    values = tuple(_words(node.args))
    if node.kind == VariableSetKind.VAR_RESET_ALL:
        known.session_timeout = False
    elif node.name == "lock_timeout":
        is_set = bool(values) and values[0] not in NO_WAIT_LIMIT
        _set_timeout(known, is_set, local=bool(node.is_local))
    elif node.name == "search_path":
        known.namespace = values[0] if values and values[0] not in ("", "$user") else "public"


def _words(values: Any) -> Iterator[str]:
    for value in values or ():
        if is_a(value, ast.A_Const) and not value.isnull:
            yield str(getattr(value.val, "sval", getattr(value.val, "ival", "")))


def _set_timeout(known: Known, is_set: bool, *, local: bool) -> None:
    if local:
        known.transaction.timeout = is_set
    else:
        known.session_timeout, known.transaction.timeout = is_set, None


def _select(known: Known, node: Any) -> None:
    """``set_config`` is another way to write SET; INTO makes a table."""
    if node.intoClause is not None:
        name = known.name(node.intoClause.rel)
        known.tables.setdefault(name, KnownTable(name=name, new=True))
    for target in node.targetList or ():
        call: Any = getattr(target, "val", None)
        if is_a(call, ast.FuncCall) and call.funcname[-1].sval == "set_config" and len(call.args or ()) == 3:
            words = tuple(_words(call.args[:2]))
            if words[:1] == ("lock_timeout",) and len(words) == 2:
                local = getattr(getattr(call.args[2], "val", None), "boolval", False)
                _set_timeout(known, words[1] not in NO_WAIT_LIMIT, local=bool(local))


def _alter_table(known: Known, node: Any) -> None:
    if node.objtype in (ObjectType.OBJECT_TABLE, ObjectType.OBJECT_MATVIEW):
        for one in node.cmds:
            altering.learn(known, node.relation, one)


TEACHERS: dict[type, Callable[[Known, Any], None]] = {
    ast.AlterEnumStmt: _alter_enum,
    ast.AlterObjectSchemaStmt: _set_schema,
    ast.AlterTableStmt: _alter_table,
    ast.CreateDomainStmt: _create_domain,
    ast.CreateEnumStmt: _create_enum,
    ast.CreatePolicyStmt: _create_policy,
    ast.CreateStmt: _create_table,
    ast.CreateTableAsStmt: _create_table_as,
    ast.DropStmt: _drop,
    ast.IndexStmt: _create_index,
    ast.RenameStmt: _rename,
    ast.SelectStmt: _select,
    ast.VariableSetStmt: _set,
}
