"""reserved-name: a name that SQL reads as a word of its own."""

from __future__ import annotations

from collections.abc import Iterator

from pglast.keywords import COL_NAME_KEYWORDS, RESERVED_KEYWORDS, TYPE_FUNC_NAME_KEYWORDS

from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.named_things import CALLED_LIKE_TYPES, named_things

FOR_TYPES = frozenset(RESERVED_KEYWORDS) | frozenset(COL_NAME_KEYWORDS)
FOR_OTHERS = frozenset(RESERVED_KEYWORDS) | frozenset(TYPE_FUNC_NAME_KEYWORDS)


def find(subject: Subject) -> Iterator[Finding]:
    """Names that must stand in quotes wherever they are used, because they are key words there."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for thing in named_things(schema):
        if thing.name in (FOR_TYPES if thing.at.kind in CALLED_LIKE_TYPES else FOR_OTHERS):
            yield Fault(
                at=thing.at,
                what=f'"{thing.name}" is a key word, so the {thing.at.kind} must be quoted in every statement',
                hint=f'choose a name that says more, such as "{thing.name}_value" or a synonym',
            )


CHECK = Check(
    id="reserved-name",
    claim="no new name is a key word of SQL",
    group=Group.DESIGN,
    level=Level.WARNING,
    find=find,
)
