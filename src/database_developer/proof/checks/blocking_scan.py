"""blocking-scan: a table read from end to end while writers wait."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.effects import LargeTables, indexes_built_by, statements_of


def find(subject: Subject) -> Iterator[Finding]:
    """Scans of tables that are not small under a lock that blocks writes on them; index builds and rewrites apart."""
    large = LargeTables(subject)
    for where, statement in statements_of(subject):
        otherwise = {*statement.rewrites, *indexes_built_by(statement)}
        for lock in large.blocked_by(statement):
            if lock.relation in statement.scans and lock.relation not in otherwise:
                yield Finding(
                    where=where,
                    what=f'all of "{lock.relation}" is read under {lock.mode}, which blocks writes',
                    hint="add the constraint NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own",
                )


CHECK = Check(
    id="blocking-scan",
    claim="no large table is read from end to end while writers wait",
    group=Group.SAFETY,
    level=Level.ERROR,
    find=find,
)
