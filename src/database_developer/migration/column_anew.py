"""A derived column made anew under its name, with all that is over it: where the server cannot derive it otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.migration import online, whole
from database_developer.migration.ddl import (
    columns,
    constraints,
    definitions,
    guards,
    indexes,
    policies,
    statistics,
    triggers,
    views,
)
from database_developer.migration.in_the_way import Obstacles, blocked_parts, blocked_views
from database_developer.migration.mentions import names_in
from database_developer.model.migration import Facts, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Policy, Schema, Statistics, Table, Trigger

Hanging = Trigger | Policy | Statistics


def made_anew(
    table: QualifiedName, wanted: Column, condition: str, schema: Schema, facts: Facts
) -> Iterator[Statement]:
    """Drop the column with what hangs on it where the condition holds, add it as wanted, and put the rest back.

    The condition may ask for definitions. ``schema`` says what hangs on the column; all of it is guarded.
    """
    name, holder = wanted.name, schema.tables[table]
    over = Obstacles(columns=frozenset({(table, name)}))
    blocked = tuple(blocked_views(schema, over, changed=()))
    hanging = tuple(_hanging(holder, over, schema))
    keys = tuple(it for it in holder.constraints if name in (*it.columns, *names_in(it.definition)))
    rewritten = (table,) if wanted.generated is None or wanted.generated.stored else ()
    added = replace(columns.add(table, wanted), scans=rewritten, rewrites=rewritten)
    block = (
        *(views.drop(view, guarded=True) for view in reversed(blocked)),
        *(_dropped(table, part) for part in hanging),
        *(constraints.drop(table, it, guarded=True) for it in keys),
        columns.drop(table, name),
        added,
    )
    yield definitions.first_of((condition, block))
    for statement in (*whole.column_settings(table, wanted), *whole.notes(wanted, facts, table)):
        yield guards.only_if(guards.column_exists(table, name), statement)
    for constraint in keys:
        yield from online.add_constraint(table, constraint, schema, facts, guarded=True)
    for index in holder.indexes:
        if name in names_in(index.definition):
            yield indexes.create(table, index, guarded=True)
    for part in hanging:
        yield from _made(table, part, schema, facts)
    for view in blocked:
        yield from whole.view(view, schema, facts, guarded=True)


def _hanging(table: Table, over: Obstacles, schema: Schema) -> Iterator[Hanging]:
    for owner, part in blocked_parts(schema, over):
        if owner == table.name and isinstance(part, Trigger | Policy):
            yield part
    names = {column for _, column in over.columns}
    yield from (it for it in table.statistics if names & names_in(it.definition))


def _dropped(table: QualifiedName, part: Hanging) -> Statement:
    if isinstance(part, Trigger):
        return triggers.drop(table, part.name, guarded=True)
    if isinstance(part, Policy):
        return policies.drop(table, part.name, guarded=True)
    return statistics.drop(table, part, guarded=True)


def _made(table: QualifiedName, part: Hanging, schema: Schema, facts: Facts) -> Iterator[Statement]:
    if isinstance(part, Trigger):
        yield from whole.trigger(table, part, facts, guarded=True)
    elif isinstance(part, Policy):
        yield from whole.policy(table, part, schema, facts, guarded=True)
    else:
        yield from whole.statistics_of(table, part, facts, guarded=True)
