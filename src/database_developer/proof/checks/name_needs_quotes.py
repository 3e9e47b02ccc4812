"""name-needs-quotes: a name with capitals, spaces or signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.named_things import named_things
from database_developer.proof.checks.names import words_of

PLAIN = re.compile(r"[a-z_\x80-\U0010ffff][a-z0-9_$\x80-\U0010ffff]*")  # as PostgreSQL's scanner reads names


def find(subject: Subject) -> Iterator[Finding]:
    """Names that mean something else, or nothing, when they are written without quotes."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for thing in named_things(schema):
        if not PLAIN.fullmatch(thing.name):
            plain = "_".join(words_of(thing.name))
            yield Fault(
                at=thing.at,
                what=f'the {thing.at.kind} "{thing.name}" is found only under its name in quotes',
                hint=f'call it "{plain}"' if PLAIN.fullmatch(plain) else "begin with a letter, then letters and digits",
            )


CHECK = Check(
    id="name-needs-quotes",
    claim="every new name can be written without quotes",
    group=Group.DESIGN,
    level=Level.WARNING,
    find=find,
)
