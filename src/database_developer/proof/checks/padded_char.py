"""padded-char: a text that is filled up with blanks."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.column_types import element, limit, typed_places

PADDED = frozenset({"character", "bpchar"})


def find(subject: Subject) -> Iterator[Finding]:
    """Columns, attributes and domains of type ``char(n)``."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for place in typed_places(schema):
        if element(place.type) in PADDED:
            length = limit(place.type) or 1
            yield Fault(
                at=place.at,
                what=f'{place.at.kind} "{place.name}" is {place.type}, which pads with blanks',
                hint=f"use text with CHECK (char_length({place.name}) = {length}), or varchar({length})",
            )


CHECK = Check(
    id="padded-char",
    claim="no new column is of type char(n)",
    group=Group.DESIGN,
    level=Level.ERROR,
    find=find,
)
