"""unvalidated-constraint: a promise that the old rows were never held to."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.names import of, part_of
from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject


def find(subject: Subject) -> Iterator[Finding]:
    """Constraints that are NOT VALID when the script is done; NOT ENFORCED ones say what they are."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for name, table in schema.tables.items():
        alter = f"ALTER TABLE {qualified(name)}"
        for constraint in table.constraints:
            if constraint.enforced and not constraint.validated:
                at = part_of("constraint", name, constraint.name)
                yield Fault(at=at, what=_what(constraint.name), hint=_hint(alter, constraint.name))
        for column in table.columns:
            if column.not_null and not column.not_null.validated:
                own = column.not_null.name or f"{name.name}_{column.name}_not_null"
                yield Fault(at=part_of("column", name, column.name), what=_what(own), hint=_hint(alter, own))
    for name, domain in schema.domains.items():
        for constraint in domain.constraints:
            if constraint.enforced and not constraint.validated:
                hint = _hint(f"ALTER DOMAIN {qualified(name)}", constraint.name)
                yield Fault(at=of("domain", name), what=_what(constraint.name), hint=hint, about=constraint.name)


def _what(constraint: str) -> str:
    return f'constraint "{constraint}" is left NOT VALID: older rows may break it'


def _hint(alter: str, constraint: str) -> str:
    return f"end with {alter} VALIDATE CONSTRAINT {identifier(constraint)}, in a transaction of its own"


CHECK = Check(
    id="unvalidated-constraint",
    claim="no new constraint is left NOT VALID",
    group=Group.INTEGRITY,
    level=Level.ERROR,
    find=find,
)
