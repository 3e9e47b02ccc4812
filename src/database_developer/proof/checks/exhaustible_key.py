"""exhaustible-key: a surrogate key that will run out of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from database_developer.model.migration import Facts
from database_developer.model.names import part_of
from database_developer.model.schema import Column, Schema, Table
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.column_types import INTEGER_BYTES, resolved

SAFE_SHARE = 4  # rows may take up a quarter of the numbers: deletions and rollbacks use them up too


def find(subject: Subject) -> Iterator[Finding]:
    """Numbered keys of new tables whose expected rows come near to the end of their type."""
    return brought_by(subject, partial(_faults, subject.facts))


def _faults(facts: Facts, schema: Schema) -> Iterator[Fault]:
    for table in schema.tables.values():
        column = _numbered_key(table)
        size = INTEGER_BYTES.get(resolved(schema, column.type), 8) if column else 8
        rows = facts.rows.get(table.name, 0)
        if column and size < 8 and rows * SAFE_SHARE > 2 ** (size * 8 - 1):
            yield Fault(
                at=part_of("column", table.name, column.name),
                what=f'key "{column.name}" is {column.type}, and {rows:,} rows are expected in "{table.name}"',
                hint="use bigint",
            )


def _numbered_key(table: Table) -> Column | None:
    """The column of a primary key of one column that the server numbers."""
    key = table.primary_key
    column = table.column(key.columns[0]) if key and len(key.columns) == 1 else None
    is_numbered = column and (column.identity or (column.default or "").startswith("nextval("))
    return column if is_numbered else None


CHECK = Check(
    id="exhaustible-key",
    claim="the numbers of new keys suffice for the expected rows",
    group=Group.DESIGN,
    level=Level.WARNING,
    find=find,
)
