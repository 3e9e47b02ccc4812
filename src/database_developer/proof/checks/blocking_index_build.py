"""blocking-index-build: an index built while writers wait."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.effects import LargeTables, indexes_built_by, statements_of


def find(subject: Subject) -> Iterator[Finding]:
    """Index builds on tables that are not small, under a lock that blocks writes."""
    large = LargeTables(subject)
    for where, statement in statements_of(subject):
        built = set(indexes_built_by(statement))
        for lock in large.blocked_by(statement):
            if lock.relation in built or None in built:
                yield Finding(
                    where=where,
                    what=f'an index is built while "{lock.relation}" is under {lock.mode}, which blocks writes',
                    hint="CREATE INDEX CONCURRENTLY outside a transaction; a key then takes it with ADD CONSTRAINT "
                    "... USING INDEX",
                )


CHECK = Check(
    id="blocking-index-build",
    claim="no index is built on a large table while writers wait",
    group=Group.SAFETY,
    level=Level.ERROR,
    find=find,
)
