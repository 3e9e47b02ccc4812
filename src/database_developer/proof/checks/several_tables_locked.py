"""several-tables-locked: one statement that stops more than one large table."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.effects import LargeTables, statements_of


def find(subject: Subject) -> Iterator[Finding]:
    """Statements that block writes on two or more tables that are not small and that stay."""
    large = LargeTables(subject)
    for where, statement in statements_of(subject):
        blocked = [lock for lock in large.blocked_by(statement) if lock.relation in subject.after.tables]
        if len(blocked) > 1:
            names = '", "'.join(str(lock.relation) for lock in blocked)
            yield Finding(
                where=where,
                what=f'writes to "{names}" are blocked at the same time',
                hint="set lock_timeout, which counts for each table anew, and retry; let it do one thing only",
            )


CHECK = Check(
    id="several-tables-locked",
    claim="no statement blocks writes on two large tables",
    group=Group.SAFETY,
    level=Level.WARNING,
    find=find,
)
