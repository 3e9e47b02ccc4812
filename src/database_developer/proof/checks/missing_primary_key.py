"""missing-primary-key: a table whose rows nothing tells apart."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import of
from database_developer.model.schema import Schema, TableKind
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject


def find(subject: Subject) -> Iterator[Finding]:
    """Tables without a primary key; a partition has its parent's, a foreign table can have none."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for name, table in schema.tables.items():
        if table.primary_key is None and table.partition_of is None and table.kind is not TableKind.FOREIGN:
            yield Fault(
                at=of("table", name),
                what=f'table "{name}" has no primary key',
                hint="add a column id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, or declare the natural key",
            )


CHECK = Check(
    id="missing-primary-key",
    claim="every new table has a primary key",
    group=Group.DESIGN,
    level=Level.ERROR,
    find=find,
)
