"""A table gets another name: foreign keys, policies, triggers, sequences and partitions follow."""

from __future__ import annotations

from dataclasses import replace

from database_developer.diff.renaming.refusals import missing, taken
from database_developer.diff.rewriting import trigger_with_table, with_relation
from database_developer.errors import NoPlan
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, Policy, Schema, Sequence, Table, View


def rename_table(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after a table was renamed."""
    old, new = renaming.before.name, renaming.after.name
    _ensure_possible(schema, renaming)
    return replace(
        schema,
        tables={(new if name == old else name): _table(table, old, new) for name, table in schema.tables.items()},
        sequences={name: _sequence(sequence, old, new) for name, sequence in schema.sequences.items()},
        views={name: _view(view, old, new) for name, view in schema.views.items()},
    )


def _ensure_possible(schema: Schema, renaming: Renaming) -> None:
    old, new = renaming.before.name, renaming.after.name
    if old not in schema.tables:
        raise missing(renaming)
    if new in schema.tables or new in schema.views or new in schema.sequences:
        raise taken(renaming)
    if old.schema != new.schema:
        raise NoPlan(f'no operation moves table "{old}" to namespace "{new.schema}"', hint="keep its namespace")


def _table(table: Table, old: QualifiedName, new: QualifiedName) -> Table:
    is_it = table.name == old
    if not is_it and not mentions_table(table, old):
        return table
    partition_of = table.partition_of
    if partition_of is not None and partition_of.parent == old:
        partition_of = replace(partition_of, parent=new)
    triggers = tuple(replace(it, definition=trigger_with_table(it.definition, old, new)) for it in table.triggers)
    return replace(
        table,
        name=new if is_it else table.name,
        constraints=tuple(_constraint(it, old, new) for it in table.constraints),
        policies=tuple(_policy(it, old, new) for it in table.policies),
        triggers=triggers if is_it else table.triggers,
        partition_of=partition_of,
        inherits=tuple(new if parent == old else parent for parent in table.inherits),
    )


def mentions_table(table: Table, name: QualifiedName) -> bool:
    """Whether a foreign key, a policy or a parent of ``table`` points at the table ``name``."""
    parents = (*table.inherits, *((table.partition_of.parent,) if table.partition_of else ()))
    return (
        name in parents
        or any(key.reference is not None and key.reference.table == name for key in table.constraints)
        or any(name.name in f"{policy.using}{policy.check}" for policy in table.policies)
    )


def _constraint(constraint: Constraint, old: QualifiedName, new: QualifiedName) -> Constraint:
    if constraint.reference is None or constraint.reference.table != old:
        return constraint
    definition = with_relation(constraint.definition, old, new)
    return replace(constraint, definition=definition, reference=replace(constraint.reference, table=new))


def _policy(policy: Policy, old: QualifiedName, new: QualifiedName) -> Policy:
    using = None if policy.using is None else with_relation(policy.using, old, new)
    check = None if policy.check is None else with_relation(policy.check, old, new)
    return replace(policy, using=using, check=check)


def _sequence(sequence: Sequence, old: QualifiedName, new: QualifiedName) -> Sequence:
    if sequence.owned_by is None or sequence.owned_by[0] != old:
        return sequence
    return replace(sequence, owned_by=(new, sequence.owned_by[1]))


def _view(view: View, old: QualifiedName, new: QualifiedName) -> View:
    if old not in view.depends_on:
        return view
    return replace(view, depends_on=tuple(sorted(new if name == old else name for name in view.depends_on)))
