"""What a schema that was read from a catalog tells the linter."""

from __future__ import annotations

from typing import Any

from pglast import parse_sql

from database_developer.migration.linting.known import (
    Known,
    KnownCheck,
    KnownColumn,
    KnownIndex,
    KnownReference,
    KnownTable,
)
from database_developer.model.schema import Column, Constraint, ConstraintKind, Index, Reference, Schema, Table

KEYS = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)


def learn_schema(known: Known, schema: Schema) -> None:
    """Take in tables, their parts, and materialized views."""
    for table in schema.tables.values():
        known.tables[table.name] = _table(table)
        for index in table.indexes:
            known.indexes[table.name.renamed(index.name)] = _index(table, index)
        for key in table.constraints_of(*KEYS):
            columns = key.columns
            known.indexes[table.name.renamed(key.name)] = KnownIndex(table=table.name, columns=columns, unique=True)
    for table in schema.tables.values():
        if table.partition_of is not None and table.partition_of.parent in known.tables:
            _part(known.tables[table.partition_of.parent], table)
    known.base_types.update({str(one.name): one.type.removeprefix("public.") for one in schema.domains.values()})
    known.materialized.update({view.name: False for view in schema.views.values() if view.materialized})


def _table(table: Table) -> KnownTable:
    checks = {
        check.name: KnownCheck(expression=_expression(check.expression), valid=check.validated and check.enforced)
        for check in table.constraints_of(ConstraintKind.CHECK)
        if check.expression
    }
    key = table.primary_key
    return KnownTable(
        name=table.name,
        columns={column.name: _column(column) for column in table.columns},
        checks=checks,
        foreign_keys={key.name: _reference(key, key.reference) for key in table.foreign_keys if key.reference},
        primary_key=(key.name, key.columns) if key is not None else None,
        partitioned=table.partitioning is not None,
        partition_key=_single_key(table.partitioning.key) if table.partitioning is not None else None,
        has_policy=bool(table.policies),
        has_identity=table.replica_identity != "default",
    )


def _reference(key: Constraint, to: Reference) -> KnownReference:
    return KnownReference(table=to.table, columns=key.columns, valid=key.validated)


def _column(column: Column) -> KnownColumn:
    not_null = column.not_null is not None and column.not_null.validated
    virtual = not column.generated.stored if column.generated is not None else None
    return KnownColumn(type=column.type.removeprefix("public."), not_null=not_null, virtual=virtual)


def _index(table: Table, index: Index) -> KnownIndex:
    is_whole = index.predicate is None and not any(key.is_expression for key in index.keys)
    columns = tuple(key.text for key in index.keys) if is_whole else ()
    return KnownIndex(table=table.name, columns=columns, unique=index.unique)


def _single_key(key: str) -> str | None:
    """``RANGE (created_at)`` without its strategy, where it is one column or expression."""
    spec: Any = parse_sql(f"CREATE TABLE t (x int) PARTITION BY {key}")[0].stmt
    inner = key.partition("(")[2].rpartition(")")[0]
    return inner if len(spec.partspec.partParams) == 1 else None


def _part(parent: KnownTable, table: Table) -> None:
    parent.parts.append(table.name)
    if table.partition_of is not None and table.partition_of.bound.strip().upper() == "DEFAULT":
        parent.default_part = table.name


def _expression(text: str) -> Any:
    select: Any = parse_sql(f"SELECT {text}")[0].stmt
    return select.targetList[0].val
