"""table-rewrite: a large table written anew."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.effects import LargeTables, statements_of


def find(subject: Subject) -> Iterator[Finding]:
    """Statements that rewrite a table that is not small."""
    large = LargeTables(subject)
    for where, statement in statements_of(subject):
        for table in statement.rewrites:
            if table in large:
                yield Finding(
                    where=where,
                    what=f'all of "{table}" is written anew, with its indexes, while nobody can read it',
                    hint="add a new column, fill it in batches under a trigger, and let it take the old one's place",
                )


CHECK = Check(
    id="table-rewrite",
    claim="no large table is written anew",
    group=Group.SAFETY,
    level=Level.ERROR,
    rollback_level=Level.WARNING,
    find=find,
)
