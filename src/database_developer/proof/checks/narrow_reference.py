"""narrow-reference: a foreign key that cannot hold every key it refers to."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import part_of
from database_developer.model.schema import Reference, Schema, Table
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.column_types import INTEGER_BYTES, element, limit, resolved

UNLIMITED = 1 << 30


def find(subject: Subject) -> Iterator[Finding]:
    """Foreign key columns of a smaller integer or a shorter text than the column they refer to."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for table in schema.tables.values():
        for constraint in table.foreign_keys:
            if constraint.reference and not constraint.inherited:
                yield from _narrow(schema, table, constraint.columns, constraint.reference)


def _narrow(schema: Schema, table: Table, columns: tuple[str, ...], reference: Reference) -> Iterator[Fault]:
    referenced = schema.tables.get(reference.table)
    for name, target in zip(columns, reference.columns, strict=False):
        column, key = table.column(name), referenced.column(target) if referenced else None
        if column and key and _is_narrower(resolved(schema, column.type), resolved(schema, key.type)):
            yield Fault(
                at=part_of("column", table.name, name),
                what=f'column "{name}" is {column.type}, but "{reference.table}.{target}" is {key.type}',
                hint=f"give both the same type: {key.type}",
            )


def _is_narrower(type_name: str, key_type: str) -> bool:
    if type_name in INTEGER_BYTES and key_type in INTEGER_BYTES:
        return INTEGER_BYTES[type_name] < INTEGER_BYTES[key_type]
    if element(type_name) == "character varying" and element(key_type) in ("character varying", "text"):
        return (limit(type_name) or UNLIMITED) < (limit(key_type) or UNLIMITED)
    return False


CHECK = Check(
    id="narrow-reference",
    claim="every new foreign key can hold the keys it refers to",
    group=Group.INTEGRITY,
    level=Level.ERROR,
    find=find,
)
