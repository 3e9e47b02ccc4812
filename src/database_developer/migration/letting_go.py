"""What a table lets go of before it is set aside, so that nothing hidden holds fast what others may drop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.migration.change import Change
from database_developer.migration.leaning import Lost, calls_functions, leans
from database_developer.migration.mentions import names_in
from database_developer.migration.operations.drop_column import DropColumn
from database_developer.migration.operations.drop_constraint import DropConstraint
from database_developer.migration.operations.drop_index import DropIndex
from database_developer.migration.operations.drop_policy import DropPolicy
from database_developer.migration.operations.drop_trigger import DropTrigger
from database_developer.migration.operations.set_default import SetDefault
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.schema import Column, ConstraintKind, Schema, Table


def let_go(table: Table, lost: Lost, schema: Schema) -> tuple[Change, ...]:
    """The changes, in order.

    Triggers and policies always go: they only act on the table, and they name functions and views. The rest
    goes where it leans on what this migration drops for good.
    """
    derived = frozenset(it.name for it in _derived(table, lost, schema))
    return (
        *(DropTrigger(owner=table.name, trigger=it) for it in table.triggers if not it.inherited),
        *(DropPolicy(owner=table.name, policy=it) for it in table.policies),
        *_rules(table, derived, lost, schema),
        *_defaults(table, lost, schema),
        *(DropColumn(table=table.name, column=it) for it in _derived(table, lost, schema)),
    )


def forward(changes: tuple[Change, ...], before: Schema, facts: Facts) -> Iterator[Statement]:
    """The statements of the changes, each against the schema that the ones before it leave."""
    for change in changes:
        yield from change.forward(before, facts)
        before = change.apply(before)


def reverse(changes: tuple[Change, ...], before: Schema, facts: Facts) -> tuple[Reversal, ...]:
    """The reversals of the changes, the last one first."""
    found: list[Reversal] = []
    for change in changes:
        found.append(change.reverse(before, facts))
        before = change.apply(before)
    return tuple(reversed(found))


def _derived(table: Table, lost: Lost, schema: Schema) -> Iterator[Column]:
    """The generated columns that lean on what is lost."""
    for column in table.columns:
        if column.generated is not None and not column.inherited and leans(column.generated.expression, lost, schema):
            yield column


def _rules(table: Table, derived: frozenset[str], lost: Lost, schema: Schema) -> Iterator[Change]:
    for constraint in table.constraints:
        is_foreign = constraint.kind is ConstraintKind.FOREIGN_KEY  # those have a step of their own
        if not constraint.inherited and not is_foreign and _gives_way(constraint.definition, derived, lost, schema):
            yield DropConstraint(table=table.name, constraint=constraint)
    for index in table.indexes:
        if not index.inherited and _gives_way(index.definition, derived, lost, schema):
            yield DropIndex(owner=table.name, index=index)


def _gives_way(definition: str, derived: frozenset[str], lost: Lost, schema: Schema) -> bool:
    return bool(derived & names_in(definition)) or leans(definition, lost, schema)


def _defaults(table: Table, lost: Lost, schema: Schema) -> Iterator[Change]:
    for column in table.columns:
        default = column.default or ""
        if calls_functions(default, schema) or leans(default, lost, schema):
            yield SetDefault(table=table.name, before=column, after=replace(column, default=None))
