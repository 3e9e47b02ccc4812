"""What a migration adds, as the exercises need it: tables with their new constraints, indexes and triggers."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.migration.operations.copy_rows import CopyRows
from database_developer.migration.operations.fill_column import FillColumn
from database_developer.model.design import RowMove
from database_developer.model.migration import Migration
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Constraint, ConstraintKind, Index, Table, Trigger

_RULES = (ConstraintKind.CHECK, ConstraintKind.FOREIGN_KEY)


def changed_tables(migration: Migration) -> tuple[Table, ...]:
    """The tables that are new or different afterwards, by name."""
    before = migration.before.tables
    return tuple(
        table
        for name, table in sorted(migration.after.tables.items())
        if before.get(name) != table and table.partition_of is None
    )


def kept_tables(migration: Migration) -> tuple[QualifiedName, ...]:
    """The tables that stand before and after."""
    return tuple(sorted(name for name in migration.before.tables if name in migration.after.tables))


def filled_columns(migration: Migration) -> frozenset[tuple[QualifiedName, str]]:
    """The columns whose values the migration gives to rows that are there."""
    return frozenset(
        (step.operation.table, column.name)
        for step in migration.steps
        if isinstance(step.operation, FillColumn)
        for column in step.operation.columns
    )


def waiting_columns(migration: Migration) -> frozenset[tuple[QualifiedName, str]]:
    """The columns that the migration fills and then demands something of: till then no row has a value there."""
    demanded = {
        (table.name, it) for table, key in new_constraints(migration) for it in key.columns if key.kind in _RULES
    }
    return filled_columns(migration) & demanded


def moved_rows(migration: Migration) -> tuple[RowMove, ...]:
    """What goes to tables of its own."""
    return tuple(step.operation.move for step in migration.steps if isinstance(step.operation, CopyRows))


def taking_tables(migration: Migration) -> frozenset[QualifiedName]:
    """The tables that get rows from others."""
    return frozenset(move.target for move in moved_rows(migration))


def new_constraints(migration: Migration) -> Iterator[tuple[Table, Constraint]]:
    """The constraints that were not there before."""
    for table in changed_tables(migration):
        old = migration.before.tables.get(table.name)
        known = {c.definition for c in old.constraints} if old else set()
        yield from ((table, constraint) for constraint in table.constraints if constraint.definition not in known)


def new_unique_indexes(migration: Migration) -> Iterator[tuple[Table, Index]]:
    """The unique indexes that were not there before."""
    for table in changed_tables(migration):
        old = migration.before.tables.get(table.name)
        known = {i.definition for i in old.indexes} if old else set()
        yield from ((table, index) for index in table.indexes if index.unique and index.definition not in known)


def new_triggers(migration: Migration) -> Iterator[tuple[Table, Trigger]]:
    """The triggers that were not there before."""
    for table in changed_tables(migration):
        old = migration.before.tables.get(table.name)
        known = {t.name for t in old.triggers} if old else set()
        yield from ((table, trigger) for trigger in table.triggers if trigger.name not in known)


def new_columns(migration: Migration) -> Iterator[tuple[Table, Column]]:
    """The columns that were not there before, or were less strict."""
    for table in changed_tables(migration):
        old = migration.before.tables.get(table.name)
        for column in table.columns:
            was = old.column(column.name) if old else None
            if was is None or was.type != column.type or was.is_required != column.is_required:
                yield table, column
