"""policy-without-row-security: a policy that nobody enforces."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import of
from database_developer.model.quoting import qualified
from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject


def find(subject: Subject) -> Iterator[Finding]:
    """Tables with policies whose row security is off."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for name, table in schema.tables.items():
        if table.policies and not table.row_security:
            names = '", "'.join(policy.name for policy in table.policies)
            yield Fault(
                at=of("table", name),
                what=f'policy "{names}" has no effect: row security of "{name}" is off',
                hint=f"ALTER TABLE {qualified(name)} ENABLE ROW LEVEL SECURITY",
            )


CHECK = Check(
    id="policy-without-row-security",
    claim="every new policy is enforced",
    group=Group.SECURITY,
    level=Level.ERROR,
    find=find,
)
