"""The checks that a change of type would have held to every row again, and how these rows are looked at later."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.migration import online, whole
from database_developer.migration.ddl import constraints, guards
from database_developer.migration.family import stands_alone
from database_developer.migration.mentions import names_in
from database_developer.model.migration import Facts, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, ConstraintKind, Schema


def rechecked(table: QualifiedName, column: str, before: Schema) -> tuple[Constraint, ...]:
    """The table's CHECKs that name the column; one that rows were never held to is not looked at now either."""
    checks = before.tables[table].constraints_of(ConstraintKind.CHECK)
    return tuple(it for it in checks if it.validated and it.enforced and column in names_in(it.definition))


def waiting(table: QualifiedName, column: str, before: Schema, facts: Facts) -> tuple[Constraint, ...]:
    """Those that are looked at later: all of a large table, which shares none with a parent or a child."""
    is_plain = online.is_quick(table, before, facts) or not stands_alone(before.tables[table], before)
    return () if is_plain else rechecked(table, column, before)


def look_later(table: QualifiedName, checks: tuple[Constraint, ...], facts: Facts) -> Iterator[Statement]:
    """From now on only new rows are held to the checks."""
    for check in checks:
        yield constraints.look_later(table, check)
        yield from whole.notes(check, facts, table)


def look(table: QualifiedName, checks: tuple[Constraint, ...]) -> Iterator[Statement]:
    """The rows that are there are looked at, while others write."""
    return (constraints.validate(table, check.name) for check in checks)


def look_again(table: QualifiedName, checks: tuple[Constraint, ...], facts: Facts) -> Iterator[Statement]:
    """What a rollback leaves undone of this is done: the checks are validated and say what they are for."""
    for check in checks:
        yield online.validate_constraint(table, check, guarded=True)
        there = guards.constraint_exists(table, check.name)
        yield from (guards.only_if(there, it) for it in whole.notes(check, facts, table))
