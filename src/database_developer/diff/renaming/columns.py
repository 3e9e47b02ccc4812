"""A column gets another name: every definition that mentions it follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from database_developer.diff.renaming.refusals import ensure_free, owning_table
from database_developer.diff.rewriting import (
    foreign_key_with_column,
    trigger_with_column,
    with_column,
    with_column_elsewhere,
)
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Constraint, Index, Policy, Schema, Table

Change = Callable[[str], str]


def rename_column(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after a column was renamed, in the table and in those that inherit it."""
    table = owning_table(schema, renaming)
    ensure_free(renaming, [column.name for column in table.columns])
    for name in _family(schema, table.name):
        schema = _renamed_in(schema, name, renaming.before.name.name, renaming.after.name.name)
    return schema


def _family(schema: Schema, name: QualifiedName) -> Iterator[QualifiedName]:
    yield name
    for table in schema.tables.values():
        if (table.partition_of is not None and table.partition_of.parent == name) or name in table.inherits:
            yield from _family(schema, table.name)


def _renamed_in(schema: Schema, name: QualifiedName, old: str, new: str) -> Schema:
    tables = {**schema.tables}
    tables |= {key: _elsewhere(it, name, old, new) for key, it in schema.tables.items() if mentions_table(it, name)}
    tables[name] = _table(tables[name], old, new)
    sequences = {
        key: replace(it, owned_by=(name, new)) if it.owned_by == (name, old) else it
        for key, it in schema.sequences.items()
    }
    return replace(schema, tables=tables, sequences=sequences)


def _elsewhere(table: Table, renamed_table: QualifiedName, old: str, new: str) -> Table:
    """A table whose foreign keys or policies mention the renamed column of another one (or of itself)."""

    def change(text: str) -> str:
        return with_column_elsewhere(text, renamed_table, old, new)

    return replace(
        table,
        constraints=tuple(_reference(it, renamed_table, old, new) for it in table.constraints),
        policies=tuple(changed_policy(it, change) for it in table.policies),
    )


def _reference(constraint: Constraint, table: QualifiedName, old: str, new: str) -> Constraint:
    reference = constraint.reference
    if reference is None or reference.table != table or old not in reference.columns:
        return constraint
    return replace(
        constraint,
        definition=foreign_key_with_column(constraint.definition, old, new, own=False, referenced=True),
        reference=replace(reference, columns=_swapped(reference.columns, old, new)),
    )


def _table(table: Table, old: str, new: str) -> Table:
    rows = frozenset({table.name.name})

    def change(text: str) -> str:
        return with_column(text, old, new, rows)

    partitioning = table.partitioning
    return replace(
        table,
        columns=tuple(_column(it, old, new, change) for it in table.columns),
        constraints=tuple(_constraint(it, old, new, change) for it in table.constraints),
        indexes=tuple(_index(it, old, new, change) for it in table.indexes),
        triggers=tuple(replace(it, definition=trigger_with_column(it.definition, old, new)) for it in table.triggers),
        policies=tuple(changed_policy(it, change) for it in table.policies),
        statistics=tuple(replace(it, definition=change(it.definition)) for it in table.statistics),
        partitioning=partitioning and replace(partitioning, key=change(partitioning.key)),
    )


def _column(column: Column, old: str, new: str, change: Change) -> Column:
    generated = column.generated and replace(column.generated, expression=change(column.generated.expression))
    return replace(column, name=new if column.name == old else column.name, generated=generated)


def _constraint(constraint: Constraint, old: str, new: str, change: Change) -> Constraint:
    if constraint.reference is None:
        definition = change(constraint.definition)
    else:
        definition = foreign_key_with_column(constraint.definition, old, new, own=True, referenced=False)
    return replace(
        constraint,
        definition=definition,
        columns=_swapped(constraint.columns, old, new),
        expression=constraint.expression and change(constraint.expression),
    )


def _index(index: Index, old: str, new: str, change: Change) -> Index:
    names = {old: new}
    keys = tuple(
        replace(key, text=change(key.text) if key.is_expression else names.get(key.text, key.text))
        for key in index.keys
    )
    return replace(
        index,
        definition=change(index.definition),
        keys=keys,
        include=_swapped(index.include, old, new),
        predicate=index.predicate and change(index.predicate),
    )


def changed_policy(policy: Policy, change: Change) -> Policy:
    """The policy with both its expressions changed."""
    return replace(policy, using=policy.using and change(policy.using), check=policy.check and change(policy.check))


def mentions_table(table: Table, name: QualifiedName) -> bool:
    """Whether a foreign key, a policy or a parent of ``table`` points at the table ``name``."""
    for constraint in table.constraints:
        if constraint.reference is not None and constraint.reference.table == name:
            return True
    if table.partition_of is not None and table.partition_of.parent == name:
        return True
    return name in table.inherits or any(name.name in f"{it.using}{it.check}" for it in table.policies)


def _swapped(names: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(new if name == old else name for name in names)
