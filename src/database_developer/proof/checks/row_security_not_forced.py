"""row-security-not-forced: row security that the owner walks round."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import of
from database_developer.model.quoting import qualified
from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject


def find(subject: Subject) -> Iterator[Finding]:
    """Tables with row security that is not forced upon their owner."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for name, table in schema.tables.items():
        if table.row_security and not table.row_security_forced:
            yield Fault(
                at=of("table", name),
                what=f'the owner of "{name}" sees every row in spite of row security',
                hint=f"ALTER TABLE {qualified(name)} FORCE ROW LEVEL SECURITY",
            )


CHECK = Check(
    id="row-security-not-forced",
    claim="new row security holds for the owner too",
    group=Group.SECURITY,
    level=Level.WARNING,
    find=find,
)
