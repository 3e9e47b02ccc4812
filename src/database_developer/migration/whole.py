"""Objects made whole: with their comments, privileges and settings, as they are first made or come back.

With ``guarded`` each statement does nothing, or does the same again, where the object is there already.
"""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.diff.addresses import address_of
from database_developer.diff.default_names import default_name
from database_developer.migration.ddl import (
    columns,
    comments,
    constraints,
    extensions,
    functions,
    grants,
    guards,
    indexes,
    namespaces,
    policies,
    sequences,
    statistics,
    tables,
    triggers,
    types,
    views,
)
from database_developer.migration.ddl.constraints import inline_and_later
from database_developer.migration.ddl.locks import locks
from database_developer.migration.mentions import has_quoted_body, read_by, tables_in
from database_developer.model.differences import Thing
from database_developer.model.migration import Facts, Lock, LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    Column,
    Composite,
    Constraint,
    Domain,
    Enum,
    Extension,
    Function,
    Grant,
    Index,
    Namespace,
    Policy,
    Schema,
    Sequence,
    Statistics,
    Table,
    Trigger,
    View,
)

OF_EVERYBODY = {"function": "EXECUTE", "enum": "USAGE", "domain": "USAGE", "composite": "USAGE"}


def usual_grants(thing: Thing) -> tuple[Grant, ...]:
    """What PUBLIC may do with a thing that was just made."""
    privilege = OF_EVERYBODY.get(address_of(thing).kind)
    return (Grant(role="", privilege=privilege),) if privilege else ()


def notes(thing: Thing, facts: Facts, owner: QualifiedName | None = None) -> Iterator[Statement]:
    """Comment and privileges of something that was just made."""
    address = address_of(thing, owner)
    if thing.comment is not None:
        yield comments.comment(address, thing, thing.comment)
    wished = getattr(thing, "grants", None)
    if wished is not None:
        usual = () if owner else usual_grants(thing)
        yield from grants.change(address, thing, usual, wished, facts.server_version)


def namespace(made: Namespace, facts: Facts, *, guarded: bool = False) -> Iterator[Statement]:
    """A namespace."""
    yield namespaces.create(made.name, guarded=guarded)
    yield from notes(made, facts)


def extension(made: Extension, facts: Facts, *, guarded: bool = False) -> Iterator[Statement]:
    """An extension; its statement is guarded anyway."""
    yield extensions.create(made)
    if made.comment is not None:
        yield comments.comment(address_of(made), made, made.comment)


def enum(made: Enum, facts: Facts, *, guarded: bool = False) -> Iterator[Statement]:
    """An enumerated type."""
    yield _unless_type(types.create_enum(made), made.name, guarded=guarded)
    yield from notes(made, facts)


def domain(made: Domain, facts: Facts, *, guarded: bool = False) -> Iterator[Statement]:
    """A domain with all its checks."""
    unvalidated = tuple(types.add_domain_check(made.name, it) for it in made.constraints if not it.validated)
    statements = (types.create_domain(made), *unvalidated)
    if guarded:
        yield guards.unless(guards.type_exists(made.name), *statements)
    else:
        yield from statements
    for check in made.constraints:
        if check.comment is not None:
            yield comments.domain_check_comment(made, check.name, check.comment)
    yield from notes(made, facts)


def composite(made: Composite, facts: Facts, *, guarded: bool = False) -> Iterator[Statement]:
    """A composite type."""
    yield _unless_type(types.create_composite(made), made.name, guarded=guarded)
    for attribute in made.attributes:
        yield from notes(attribute, facts, made.name)
    yield from notes(made, facts)


def _unless_type(statement: Statement, name: QualifiedName, *, guarded: bool) -> Statement:
    return guards.unless(guards.type_exists(name), statement) if guarded else statement


def sequence(made: Sequence, facts: Facts, *, guarded: bool = False) -> Iterator[Statement]:
    """A sequence, owned by nobody yet."""
    yield sequences.create(made, guarded=guarded)
    yield from notes(made, facts)


def function(made: Function, before: Schema, facts: Facts, *, unchecked: bool = False) -> Iterator[Statement]:
    """A function or procedure; what a body in SQL names is looked up, and so locked."""
    if unchecked and has_quoted_body(made):
        yield functions.create_unchecked(made)
    else:
        yield functions.create(made, locks(LockMode.ACCESS_SHARE, *sorted(read_by(made, before))))
    yield from notes(made, facts)


def table(made: Table, facts: Facts, *, guarded: bool = False) -> Iterator[Statement]:
    """A table with its columns, and those of its constraints that are given."""
    own = made.constraints if not made.inherits else tuple(it for it in made.constraints if not it.inherited)
    inline, later = inline_and_later(own)
    yield tables.create(made, inline, guarded=guarded)
    for constraint in later:
        added = constraints.add(made.name, constraint)
        there = guards.constraint_exists(made.name, constraint.name)
        yield guards.unless(there, added) if guarded else added
    for column in made.columns:
        yield from column_settings(made.name, column)
        yield from unvalidated_not_null(made.name, column)
    yield from notes(made, facts)
    parts: tuple[Column | Constraint, ...] = (*made.columns, *made.constraints)
    for part in parts:
        yield from notes(part, facts, made.name)


def table_with_parts(made: Table, before: Schema, facts: Facts) -> Iterator[Statement]:
    """A table as it was with all but its foreign keys, each statement guarded: how a dropped one comes back."""
    yield from table(made, facts, guarded=True)
    for made_index in made.indexes:
        yield from index(made.name, made_index, facts)
    yield from parts_of_table(made, before, facts)
    yield from table_settings(made)


def parts_of_table(made: Table, before: Schema, facts: Facts) -> Iterator[Statement]:
    """A table's triggers and policies, guarded."""
    for made_trigger in made.triggers:
        yield from trigger(made.name, made_trigger, facts, guarded=True)
    for made_policy in made.policies:
        yield from policy(made.name, made_policy, before, facts, guarded=True)
    for made_statistics in made.statistics:
        yield from statistics_of(made.name, made_statistics, facts, guarded=True)


def table_settings(made: Table) -> Iterator[Statement]:
    """Row security and replica identity, where they are unusual."""
    if made.row_security:
        yield tables.set_row_security(made.name, enabled=True)
    if made.row_security_forced:
        yield tables.force_row_security(made.name, forced=True)
    if made.replica_identity != "default":
        yield tables.set_replica_identity(made.name, made.replica_identity)


def column_settings(owner: QualifiedName, made: Column) -> Iterator[Statement]:
    """How a column's values lie, where that is unusual."""
    if made.storage is not None:
        yield columns.set_storage(owner, made.name, made.storage)
    if made.compression is not None:
        yield columns.set_compression(owner, made.name, made.compression)
    if made.statistics is not None:
        yield columns.set_statistics(owner, made.name, made.statistics)
    if made.options:
        yield columns.set_options(owner, made.name, made.options)


def unvalidated_not_null(owner: QualifiedName, made: Column) -> Iterator[Statement]:
    """A NOT NULL that old rows need not keep yet; guarded."""
    demand = made.not_null
    if demand is not None and not demand.validated:
        name = demand.name or default_name(owner.name, made.name, "not_null")
        added = columns.add_not_null(owner, made.name, name, demand, valid=False)
        yield guards.only_if(guards.column_exists(owner, made.name, "NOT attnotnull"), added)


def index(owner: QualifiedName, made: Index, facts: Facts) -> Iterator[Statement]:
    """An index of something that comes back, in the plain form."""
    yield indexes.create(owner, made, guarded=True)
    yield from notes(made, facts, owner)


def trigger(owner: QualifiedName, made: Trigger, facts: Facts, *, guarded: bool = False) -> Iterator[Statement]:
    """A trigger and its state."""
    statements = triggers.create(owner, made)
    if guarded:
        yield guards.unless(guards.trigger_exists(owner, made.name), *statements)
    else:
        yield from statements
    yield from notes(made, facts, owner)


def statistics_of(
    owner: QualifiedName, made: Statistics, facts: Facts, *, guarded: bool = False
) -> Iterator[Statement]:
    """An extended statistics object and its target."""
    statements = [statistics.create(owner, made)]
    if made.target is not None:
        statements.append(statistics.set_target(owner, made))
    if guarded:
        yield guards.unless(guards.statistics_exist(statistics.place_of(owner, made)), *statements)
    else:
        yield from statements
    yield from notes(made, facts, owner)


def policy(
    owner: QualifiedName, made: Policy, before: Schema, facts: Facts, *, guarded: bool = False
) -> Iterator[Statement]:
    """A row-level security policy."""
    read = tables_in(f"{made.using or ''} {made.check or ''}", before)
    statement = policies.create(owner, made, locks(LockMode.ACCESS_SHARE, *sorted(read)))
    yield guards.unless(guards.policy_exists(owner, made.name), statement) if guarded else statement
    yield from notes(made, facts, owner)


def view(made: View, before: Schema, facts: Facts, *, guarded: bool = False) -> Iterator[Statement]:
    """A view with its indexes and triggers."""
    statement = views.create(made, view_locks(made, before))
    yield guards.unless(guards.relation_exists(made.name), statement) if guarded else statement
    for made_index in made.indexes:
        yield from index(made.name, made_index, facts)
    for made_trigger in made.triggers:
        yield from trigger(made.name, made_trigger, facts, guarded=guarded)
    yield from notes(made, facts)
    for column in made.columns:
        if column.default is not None:
            yield columns.set_default(made.name, column.name, column.default)
        yield from notes(column, facts, made.name)


def view_locks(made: View, before: Schema) -> tuple[Lock, ...]:
    """The tables that are looked at: those named, and where rows are read also those beneath views."""
    found = dict.fromkeys(_read_by(made, before, deep=made.materialized and made.populated))
    return locks(LockMode.ACCESS_SHARE, *found)


def _read_by(made: View, before: Schema, *, deep: bool) -> Iterator[QualifiedName]:
    for name in made.depends_on:
        below = before.views.get(name)
        if name in before.tables or (below is not None and below.materialized):
            yield name
        elif below is not None and deep:
            yield from _read_by(below, before, deep=deep)
