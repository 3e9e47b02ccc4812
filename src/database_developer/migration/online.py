"""The safe form of what may take long: on a small table the plain one, on a large one the online one.

With ``guarded`` each statement does nothing where its work is done: so a rollback can repeat them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.diff.default_names import default_name
from database_developer.migration import partitioned
from database_developer.migration.ddl import columns, constraints, guards, indexes
from database_developer.migration.ddl.quoting import identifier
from database_developer.migration.partition_tree import has_partitions, is_partitioned, is_small
from database_developer.migration.partition_tree import partitions as parts_of
from database_developer.migration.partitioned import Placed
from database_developer.model.migration import Facts, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    Column,
    Constraint,
    ConstraintKind,
    Index,
    IndexKey,
    NotNull,
    Schema,
)

NAMED_NOT_NULL_SINCE = 18


def is_quick(owner: QualifiedName, before: Schema, facts: Facts) -> bool:
    """Whether the plain form is the right one: a small table, or one whose partitions are small together."""
    return is_small(owner, before, facts)


def add_index(
    owner: QualifiedName, index: Index, before: Schema, facts: Facts, *, guarded: bool = False, names: Placed = ()
) -> tuple[Statement, ...]:
    """CREATE INDEX, CONCURRENTLY on a large table; ``names`` are those of its parts on partitions."""
    if parts_of(owner, before):
        return tuple(partitioned.add_index(owner, index, _site(owner, index, before, facts, names, guarded=guarded)))
    concurrently = not is_quick(owner, before, facts) and not is_partitioned(owner, before)
    return (indexes.create(owner, index, concurrently=concurrently, guarded=guarded),)


def drop_index(
    owner: QualifiedName, index: Index, before: Schema, facts: Facts, names: Placed
) -> tuple[Statement, ...]:
    """What undoes ``add_index`` or any first part of it, also an index that was left half built."""
    if parts_of(owner, before):
        return tuple(partitioned.drop_index(owner, index, _site(owner, index, before, facts, names)))
    concurrently = not is_quick(owner, before, facts) and not is_partitioned(owner, before)
    return (indexes.drop(owner, index.name, concurrently=concurrently, guarded=True),)


def add_constraint(
    table: QualifiedName,
    constraint: Constraint,
    before: Schema,
    facts: Facts,
    *,
    guarded: bool = False,
    names: Placed = (),
) -> tuple[Statement, ...]:
    """ADD CONSTRAINT; on a large table NOT VALID and validated later, or from an index built beside it."""
    missing = f"NOT {guards.constraint_exists(table, constraint.name)}"

    def wrapped(statement: Statement) -> Statement:
        return guards.only_if(missing, statement) if guarded else statement

    if parts_of(table, before) and constraint.kind is not ConstraintKind.CHECK:
        return tuple(_on_partitions(table, constraint, before, facts, names, guarded=guarded))
    is_plain = is_quick(table, before, facts) or _is_empty_parent(table, before)
    definition = constraints.index_definition(constraint)
    if not is_plain and constraints.can_be_validated_later(constraint):
        added = wrapped(constraints.add(table, constraint, later=True))
        return (added, validate_constraint(table, constraint, guarded=guarded))
    if definition is not None and not is_plain:
        keys = tuple(IndexKey(text=column) for column in constraint.columns)
        index = Index(name=constraint.name, definition=definition, unique=True, keys=keys)
        made = indexes.create(table, index, concurrently=True, guarded=guarded)
        return (made, wrapped(constraints.use_index(table, constraint)))
    return (wrapped(_as_new(table, constraint, facts)),)


def _site(
    owner: QualifiedName,
    thing: Index | Constraint,
    before: Schema,
    facts: Facts,
    names: Placed,
    *,
    guarded: bool = False,
) -> partitioned.Site:
    called = partitioned.names_for(before, owner, thing, names)
    return partitioned.Site(before=before, facts=facts, names=called, guarded=guarded)


def _is_empty_parent(table: QualifiedName, before: Schema) -> bool:
    """Whether the table is partitioned and has no partition: it has no rows, and no online form for keys."""
    return is_partitioned(table, before) and not parts_of(table, before)


def _on_partitions(
    table: QualifiedName, constraint: Constraint, before: Schema, facts: Facts, names: Placed, *, guarded: bool
) -> Iterator[Statement]:
    """The constraint on each partition first, in the form that its size asks for."""
    site = _site(table, constraint, before, facts, names, guarded=guarded)

    def on_one(part: QualifiedName, own: Constraint) -> tuple[Statement, ...]:
        return add_constraint(part, own, before, facts, guarded=guarded)

    if constraint.kind is ConstraintKind.FOREIGN_KEY:
        return partitioned.add_foreign_key(table, constraint, site, on_one)
    return partitioned.add_key(table, constraint, site, on_one)


def drop_constraint(
    table: QualifiedName, constraint: Constraint, before: Schema, facts: Facts, names: Placed
) -> tuple[Statement, ...]:
    """What undoes ``add_constraint`` or any first part of it, also an index that was to become a key."""
    if parts_of(table, before):

        def on_one(part: QualifiedName, own: Constraint) -> tuple[Statement, ...]:
            return add_constraint(part, own, before, facts, guarded=True)

        site = _site(table, constraint, before, facts, names, guarded=True)
        return tuple(partitioned.drop_constraint(table, constraint, site, on_one))
    dropped = constraints.drop(table, constraint, guarded=True)
    is_key = constraints.index_definition(constraint) is not None and not is_partitioned(table, before)
    if not is_key or is_quick(table, before, facts):
        return (dropped,)
    return (dropped, indexes.drop(table, constraint.name, concurrently=True, guarded=True))


def _as_new(table: QualifiedName, constraint: Constraint, facts: Facts) -> Statement:
    """The plain form; what this migration made has no rows, and so a foreign key reads nothing."""
    statement = constraints.add(table, constraint)
    is_empty = table in facts.new_tables and constraint.kind is ConstraintKind.FOREIGN_KEY
    return replace(statement, scans=(table,)) if is_empty else statement


def validate_constraint(table: QualifiedName, constraint: Constraint, *, guarded: bool = False) -> Statement:
    """VALIDATE CONSTRAINT, in a transaction of its own."""
    referenced = constraint.reference.table if constraint.reference else None
    statement = constraints.validate(table, constraint.name, referenced)
    if not guarded:
        return statement
    return guards.only_if(constraints_waiting(table, constraint.name), statement)


def not_null_name(table: QualifiedName, column: str, demand: NotNull) -> str:
    """The name of a NOT NULL constraint, its own or the usual one."""
    return demand.name or default_name(table.name, column, "not_null")


def demand_value(
    table: QualifiedName, column: Column, before: Schema, facts: Facts, *, guarded: bool = False
) -> tuple[Statement, ...]:
    """NOT NULL for a column that has none; ``column`` is as it will be."""
    demand, quick = column.not_null or NotNull(), is_quick(table, before, facts)
    if facts.server_version < NAMED_NOT_NULL_SINCE:
        found = _old_not_null(table, column.name, quick=quick)
    else:
        told = demand if not has_partitions(before) else replace(demand, name=not_null_name(table, column.name, demand))
        found = _new_not_null(table, column.name, told, quick=quick)
    return tuple(guards.only_if(condition, it) if guarded and condition else it for condition, it in found)


def _new_not_null(
    table: QualifiedName, column: str, demand: NotNull, *, quick: bool
) -> Iterator[tuple[str, Statement]]:
    """Each statement with the condition under which it has something to do."""
    open_to_null = guards.column_exists(table, column, "NOT attnotnull")
    name = not_null_name(table, column, demand)
    if quick and demand == NotNull():
        yield open_to_null, columns.set_not_null(table, column)
        return
    yield open_to_null, columns.add_not_null(table, column, name, demand, valid=quick and demand.validated)
    if demand.validated and not quick:
        yield constraints_waiting(table, name), constraints.validate(table, name)


def _old_not_null(table: QualifiedName, column: str, *, quick: bool) -> Iterator[tuple[str, Statement]]:
    """Before 18: a CHECK is validated while others write, and then proves NOT NULL without reading."""
    open_to_null = guards.column_exists(table, column, "NOT attnotnull")
    if quick:
        yield open_to_null, columns.set_not_null(table, column)
        return
    check = helper_check(table, column)
    yield open_to_null, constraints.add(table, check, later=True)
    yield constraints_waiting(table, check.name), constraints.validate(table, check.name)
    yield open_to_null, columns.set_not_null(table, column, proven=True)
    yield "", constraints.drop(table, check, guarded=True)


def constraints_waiting(table: QualifiedName, name: str) -> str:
    """The condition that the table has the constraint and rows were not yet held to it."""
    return guards.constraint_exists(table, name, "NOT convalidated")


def helper_check(table: QualifiedName, column: str) -> Constraint:
    """The CHECK that stands in for NOT NULL while it is validated."""
    name = default_name(table.name, column, "not_null")
    definition = f"CHECK (({identifier(column)} IS NOT NULL))"
    return Constraint(name=name, kind=ConstraintKind.CHECK, definition=definition)
