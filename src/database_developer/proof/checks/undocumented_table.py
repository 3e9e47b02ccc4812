"""undocumented-table: a new table that nobody explained."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import of
from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject


def find(subject: Subject) -> Iterator[Finding]:
    """Tables without a comment; partitions are explained by their parent."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for name, table in schema.tables.items():
        if not (table.comment or "").strip() and table.partition_of is None:
            yield Fault(
                at=of("table", name),
                what=f'table "{name}" has no comment',
                hint="say with COMMENT ON TABLE what one row is",
            )


CHECK = Check(
    id="undocumented-table",
    claim="every new table has a comment",
    group=Group.DESIGN,
    level=Level.WARNING,
    find=find,
)
