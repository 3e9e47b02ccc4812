"""How what is known of a table changes with ALTER TABLE, and with the parts of CREATE TABLE."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pglast import ast
from pglast.enums import AlterTableType, ConstrType

from database_developer.migration.linting.known import (
    Known,
    KnownCheck,
    KnownColumn,
    KnownIndex,
    KnownReference,
    KnownTable,
)
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.spelling import columns_in, usual_name
from database_developer.migration.linting.types import is_serial, type_text
from database_developer.model.names import QualifiedName

LABELS = {
    ConstrType.CONSTR_CHECK: "check",
    ConstrType.CONSTR_FOREIGN: "fkey",
    ConstrType.CONSTR_UNIQUE: "key",
    ConstrType.CONSTR_EXCLUSION: "excl",
    ConstrType.CONSTR_NOTNULL: "not_null",
}


def indexed_columns(elements: Iterable[Any] | None) -> tuple[str, ...]:
    """The plain columns of an index, expressions left out."""
    return tuple(element.name for element in elements or () if element.name)


def columns_of(constraint: Any) -> tuple[str, ...]:
    """The columns that a constraint is about."""
    if constraint.contype == ConstrType.CONSTR_FOREIGN:
        return tuple(str(one.sval) for one in constraint.fk_attrs or ())
    if constraint.contype == ConstrType.CONSTR_CHECK:
        return tuple(columns_in(constraint.raw_expr))
    if constraint.contype == ConstrType.CONSTR_EXCLUSION:
        return indexed_columns(element for element, _ in constraint.exclusions or ())
    return tuple(str(one.sval) for one in constraint.keys or ())


def constraint_name(relation: Any, constraint: Any, columns: tuple[str, ...] | None = None) -> str:
    """The constraint's name, or the one that the server would make up."""
    if constraint.conname:
        return str(constraint.conname)
    if constraint.contype == ConstrType.CONSTR_PRIMARY:
        return f"{relation.relname}_pkey"
    found = columns_of(constraint) if columns is None else columns
    if constraint.contype == ConstrType.CONSTR_CHECK and len(found) != 1:
        return f"{relation.relname}_check"
    return usual_name(relation, found, LABELS.get(constraint.contype, "con"))


def learn_column(known: Known, relation: Any, definition: Any) -> None:
    """A column that is added, with what stands beside it."""
    table = known.about(relation)
    column = KnownColumn()
    if definition.typeName is not None:
        column.type = type_text(definition.typeName)
        column.not_null = is_serial(definition.typeName)
    table.columns[definition.colname] = column
    for constraint in definition.constraints or ():
        kind = constraint.contype
        if kind in (ConstrType.CONSTR_NOTNULL, ConstrType.CONSTR_IDENTITY):
            column.not_null = True
        elif kind == ConstrType.CONSTR_GENERATED:
            column.virtual = constraint.generated_kind == "v"
        else:
            learn_constraint(known, relation, constraint, (definition.colname,))


def learn_constraint(known: Known, relation: Any, constraint: Any, columns: tuple[str, ...] | None = None) -> None:
    """A constraint that is added, to one column where ``columns`` says so."""
    table = known.about(relation)
    found = columns_of(constraint) if columns is None else columns
    name = constraint_name(relation, constraint, found)
    if constraint.skip_validation:
        known.transaction.unvalidated.add((table.name, name))
    if constraint.contype == ConstrType.CONSTR_CHECK:
        valid = not constraint.skip_validation and constraint.is_enforced
        table.checks[name] = KnownCheck(expression=constraint.raw_expr, valid=valid)
    elif constraint.contype == ConstrType.CONSTR_FOREIGN:
        referenced, valid = known.name(constraint.pktable), not constraint.skip_validation
        table.foreign_keys[name] = KnownReference(table=referenced, columns=found, valid=valid)
    elif constraint.contype in (ConstrType.CONSTR_PRIMARY, ConstrType.CONSTR_UNIQUE):
        _learn_key(known, table, constraint, name, found)
    elif constraint.contype == ConstrType.CONSTR_NOTNULL and not constraint.skip_validation:
        _set_not_null(table, found)


def _learn_key(known: Known, table: KnownTable, constraint: Any, name: str, columns: tuple[str, ...]) -> None:
    if constraint.indexname:
        taken = known.indexes.pop(table.name.renamed(constraint.indexname), None)
        columns = taken.columns if taken is not None else columns
    known.indexes[table.name.renamed(name)] = KnownIndex(table=table.name, columns=columns, unique=True)
    if constraint.contype == ConstrType.CONSTR_PRIMARY:
        table.primary_key = (name, columns)
        _set_not_null(table, columns)


def _set_not_null(table: KnownTable, columns: Iterable[str]) -> None:
    for column in columns:
        table.columns.setdefault(column, KnownColumn()).not_null = True


def learn_part(known: Known, parent: Any, part: QualifiedName, bound: Any) -> None:
    """A table that becomes a part of another one."""
    whole = known.about(parent)
    whole.partitioned = True
    whole.parts.append(part)
    if bound.is_default:
        whole.default_part = part


def learn(known: Known, relation: Any, command: Any) -> None:
    """One part of ALTER TABLE."""
    teacher = TEACHERS.get(command.subtype)
    if teacher is not None:
        teacher(known, relation, command)


def _add_column(known: Known, relation: Any, command: Any) -> None:
    learn_column(known, relation, command.def_)


def _add_constraint(known: Known, relation: Any, command: Any) -> None:
    learn_constraint(known, relation, command.def_)


def _drop_column(known: Known, relation: Any, command: Any) -> None:
    known.about(relation).columns.pop(command.name, None)


def _alter_type(known: Known, relation: Any, command: Any) -> None:
    column = known.about(relation).columns.setdefault(command.name, KnownColumn())
    column.type = type_text(command.def_.typeName)


def _set_not_null_of(known: Known, relation: Any, command: Any) -> None:
    _set_not_null(known.about(relation), (command.name,))


def _drop_not_null(known: Known, relation: Any, command: Any) -> None:
    known.about(relation).columns.setdefault(command.name, KnownColumn()).not_null = False


def _drop_constraint(known: Known, relation: Any, command: Any) -> None:
    table = known.about(relation)
    table.checks.pop(command.name, None)
    table.foreign_keys.pop(command.name, None)
    known.indexes.pop(table.name.renamed(command.name), None)
    if table.primary_key is not None and table.primary_key[0] == command.name:
        table.primary_key = None


def _validate(known: Known, relation: Any, command: Any) -> None:
    table = known.about(relation)
    if command.name in table.checks:
        table.checks[command.name].valid = True
    if command.name in table.foreign_keys:
        table.foreign_keys[command.name].valid = True
    for column, found in table.columns.items():
        if usual_name(relation, (column,), "not_null") == command.name:
            found.not_null = True


def _attach(known: Known, relation: Any, command: Any) -> None:
    if is_a(command.def_, ast.PartitionCmd) and command.def_.bound is not None:
        learn_part(known, relation, known.name(command.def_.name), command.def_.bound)


def _detach(known: Known, relation: Any, command: Any) -> None:
    whole, part = known.about(relation), known.name(command.def_.name)
    whole.parts = [one for one in whole.parts if one != part]
    whole.default_part = None if whole.default_part == part else whole.default_part


def _identify(known: Known, relation: Any, command: Any) -> None:
    known.about(relation).has_identity = command.def_.identity_type in ("f", "i")


TEACHERS: dict[AlterTableType, Callable[[Known, Any, Any], None]] = {
    AlterTableType.AT_AddColumn: _add_column,
    AlterTableType.AT_AddConstraint: _add_constraint,
    AlterTableType.AT_AlterColumnType: _alter_type,
    AlterTableType.AT_AttachPartition: _attach,
    AlterTableType.AT_DetachPartition: _detach,
    AlterTableType.AT_DropColumn: _drop_column,
    AlterTableType.AT_DropConstraint: _drop_constraint,
    AlterTableType.AT_DropNotNull: _drop_not_null,
    AlterTableType.AT_ReplicaIdentity: _identify,
    AlterTableType.AT_SetNotNull: _set_not_null_of,
    AlterTableType.AT_ValidateConstraint: _validate,
}
