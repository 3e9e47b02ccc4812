"""nullable-unique: a unique rule that rows without a value slip through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from database_developer.model.names import Address, part_of
from database_developer.model.schema import ConstraintKind, Index, Schema, Table
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject


def find(subject: Subject) -> Iterator[Finding]:
    """Unique constraints and indexes over several columns of which one may be NULL, without NULLS NOT DISTINCT.

    Over a single column that may be NULL, "unique where it is known" is what is nearly always meant.
    """
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for table in schema.tables.values():
        for at, columns in _distinct_nulls(table):
            names = '", "'.join(name for name in columns if _may_be_null(table, name))
            if names and len(columns) > 1:
                yield Fault(
                    at=at,
                    what=f'{at.kind} "{at.name.name}" lets several rows pass that have no "{names}"',
                    hint="make it NOT NULL or say NULLS NOT DISTINCT; where such rows are meant, say so with a unique "
                    "index WHERE ... IS NOT NULL",
                )


def _distinct_nulls(table: Table) -> Iterator[tuple[Address, tuple[str, ...]]]:
    """Unique rules of the table's own that count each NULL as another value, with their columns."""
    for constraint in table.constraints_of(ConstraintKind.UNIQUE):
        if not constraint.nulls_not_distinct and not constraint.inherited:
            yield part_of("constraint", table.name, constraint.name), constraint.columns
    for index in table.indexes:
        if index.unique and not index.nulls_not_distinct and not index.inherited:
            named = (key.text for key in index.keys if not key.is_expression)
            yield part_of("index", table.name, index.name), tuple(name for name in named if not _is_ruled(index, name))


def _is_ruled(index: Index, name: str) -> bool:
    """Whether the index's predicate speaks of the column, as WHERE ... IS NOT NULL does."""
    return re.search(rf"\b{re.escape(name)}\b", index.predicate or "") is not None


def _may_be_null(table: Table, name: str) -> bool:
    column = table.column(name)
    return column is not None and not column.is_required


CHECK = Check(
    id="nullable-unique",
    claim="new unique rules hold for rows without a value too",
    group=Group.INTEGRITY,
    level=Level.WARNING,
    find=find,
)
