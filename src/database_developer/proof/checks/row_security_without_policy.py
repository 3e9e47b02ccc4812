"""row-security-without-policy: a table that shows no row to anybody but its owner."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import of
from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject


def find(subject: Subject) -> Iterator[Finding]:
    """Tables with row security and no policy that lets any row pass."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for name, table in schema.tables.items():
        if table.row_security and not any(policy.permissive for policy in table.policies):
            yield Fault(
                at=of("table", name),
                what=f'table "{name}" has row security and no policy: others than the owner see no row',
                hint="create the policies before ENABLE ROW LEVEL SECURITY; a restrictive policy lets nothing pass",
            )


CHECK = Check(
    id="row-security-without-policy",
    claim="every table with new row security has a policy",
    group=Group.SECURITY,
    level=Level.ERROR,
    find=find,
)
