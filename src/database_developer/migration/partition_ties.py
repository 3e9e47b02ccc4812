"""What holds on to a table itself and not to its name, so that it is let go and fastened when another has the name."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.ddl import (
    comments,
    constraints,
    grants,
    policies,
    tables,
    triggers,
    views,
)
from database_developer.migration.in_the_way import Obstacles, blocked_views
from database_developer.migration.mentions import tables_in
from database_developer.migration.partition_swap import Swap
from database_developer.migration.partition_tree import is_partitioned
from database_developer.model.migration import Facts, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    Column,
    Constraint,
    Index,
    Policy,
    Schema,
    Table,
    View,
)

Noted = Table | Column | Constraint | Index
Placed = tuple[QualifiedName, Constraint]


def loosen(swap: Swap, now: Schema) -> Iterator[Statement]:
    """Everything that holds on to the table itself and not to its name."""
    yield from (views.drop(view, guarded=view.materialized) for view in reversed(views_over(swap, now)))
    for table, policy in _foreign_policies(swap, now):
        yield policies.drop(table, policy.name)
    for table, key in referring_to(swap, now):
        yield constraints.drop(table, key, guarded=True)
        if table == swap.name and swap.part.name in now.tables:  # where it was made on the partition alone
            yield constraints.drop(swap.part.name, key, guarded=True)
    for trigger in now.tables[swap.name].triggers:
        yield triggers.drop(swap.name, trigger.name)
    for policy in now.tables[swap.name].policies:
        yield policies.drop(swap.name, policy.name)


def fasten(swap: Swap, before: Schema, after: Schema, facts: Facts) -> Iterator[Statement]:
    """Everything holds on to what has the name now."""
    for table, key in referring_to(swap, before):
        if table != swap.name:
            later = constraints.can_be_validated_later(key) and not is_partitioned(table, after)
            yield constraints.add(table, key, later=later)
            yield from whole.notes(key, facts, table)
    for table, policy in _foreign_policies(swap, before):
        yield from whole.policy(table, policy, after, facts)
    for view in views_over(swap, before):
        if not view.materialized and not any(it in _materialized(swap, before) for it in view.depends_on):
            yield from whole.view(view, after, facts)


def said_otherwise(was: Table, now: Table, facts: Facts) -> Iterator[Statement]:
    """Comments, privileges and row security, where they are not as they should be."""
    if was.row_security != now.row_security:
        yield tables.set_row_security(now.name, enabled=now.row_security)
    if was.row_security_forced != now.row_security_forced:
        yield tables.force_row_security(now.name, forced=now.row_security_forced)
    for old, new in _pairs(was, now):
        address = address_of(new, None if isinstance(new, Table) else now.name)
        if old.comment != new.comment:
            yield comments.comment(address, new, new.comment)
        if isinstance(new, Table | Column):
            yield from grants.change(address, new, getattr(old, "grants", ()), new.grants, facts.server_version)


def _pairs(was: Table, now: Table) -> Iterator[tuple[Noted, Noted]]:
    yield was, now
    for attribute in ("columns", "constraints", "indexes"):
        there = {it.name: it for it in getattr(was, attribute)}
        yield from ((there[it.name], it) for it in getattr(now, attribute) if it.name in there)


def views_over(swap: Swap, schema: Schema) -> tuple[View, ...]:
    """The views over the table, and those over these; each after what it is over."""
    return tuple(blocked_views(schema, Obstacles(views=frozenset({swap.name})), changed=()))


def _materialized(swap: Swap, schema: Schema) -> frozenset[QualifiedName]:
    return frozenset(it.name for it in views_over(swap, schema) if it.materialized)


def _foreign_policies(swap: Swap, schema: Schema) -> Iterator[tuple[QualifiedName, Policy]]:
    """The policies of other tables that look into this one."""
    for table in schema.tables.values():
        for policy in table.policies if table.name != swap.name else ():
            if swap.name in tables_in(f"{policy.using or ''} {policy.check or ''}", schema):
                yield table.name, policy


def referring_to(swap: Swap, schema: Schema) -> tuple[Placed, ...]:
    """The foreign keys that refer to the table, its own to itself too."""
    return tuple(
        (table.name, key)
        for table in schema.tables.values()
        for key in table.foreign_keys
        if key.reference is not None and key.reference.table == swap.name and not key.inherited
    )
