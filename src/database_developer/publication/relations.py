"""Relations between tables, read off the foreign keys: one for each, with how many stand on either side."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, ConstraintKind, Reference, Schema, Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """``child`` refers to ``parent``; ``optional``: some children have none; ``single``: a parent has at most one."""

    child: QualifiedName
    parent: QualifiedName
    name: str
    columns: tuple[str, ...]
    parent_columns: tuple[str, ...]
    on_delete: str
    on_update: str
    optional: bool
    single: bool

    @property
    def refers_to_itself(self) -> bool:
        """Whether both ends are the same table."""
        return self.child == self.parent


def relations(schema: Schema) -> tuple[Relation, ...]:
    """All relations between tables that are no partitions, in order of names."""
    found = [
        _relation(schema, table, key, key.reference)
        for table in shown_tables(schema)
        for key in table.foreign_keys
        if key.reference is not None and root_of(schema, key.reference.table) in schema.tables
    ]
    return tuple(sorted(found, key=lambda one: (one.child, one.parent, one.columns)))


def shown_tables(schema: Schema) -> tuple[Table, ...]:
    """Tables that stand for themselves: partitions are part of their parent."""
    return tuple(table for _, table in sorted(schema.tables.items()) if table.partition_of is None)


def root_of(schema: Schema, name: QualifiedName) -> QualifiedName:
    """The table of which this one is, however deep, a partition; or itself."""
    table = schema.tables.get(name)
    if table is None or table.partition_of is None:
        return name
    return root_of(schema, table.partition_of.parent)


def keys_of(table: Table) -> tuple[tuple[str, ...], ...]:
    """The column sets that no two rows share, whatever the rows: partial and expression indexes are none."""
    constraints = table.constraints_of(ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)
    found = [constraint.columns for constraint in constraints]
    for index in table.indexes:
        if index.unique and index.valid and index.predicate is None and not any(k.is_expression for k in index.keys):
            found.append(tuple(key.text for key in index.keys))
    return tuple(found)


def _relation(schema: Schema, table: Table, key: Constraint, reference: Reference) -> Relation:
    return Relation(
        child=table.name,
        parent=root_of(schema, reference.table),
        name=key.name,
        columns=key.columns,
        parent_columns=reference.columns,
        on_delete=reference.on_delete,
        on_update=reference.on_update,
        optional=any(not _is_required(table, column) for column in key.columns),
        single=any(set(unique) <= set(key.columns) for unique in keys_of(table)),
    )


def _is_required(table: Table, name: str) -> bool:
    column, primary = table.column(name), table.primary_key
    return (column is not None and column.is_required) or (primary is not None and name in primary.columns)


def neighbours(found: tuple[Relation, ...], names: frozenset[QualifiedName]) -> frozenset[QualifiedName]:
    """The tables one relation away from these, without these."""
    near = {one.parent for one in found if one.child in names} | {one.child for one in found if one.parent in names}
    return frozenset(near) - names
