"""json-not-jsonb: a document that is kept as text."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.column_types import element, typed_places


def find(subject: Subject) -> Iterator[Finding]:
    """Columns, attributes and domains of type ``json``."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for place in typed_places(schema):
        if element(place.type) == "json":
            yield Fault(
                at=place.at,
                what=f'{place.at.kind} "{place.name}" is json, which can be neither indexed nor compared',
                hint="use jsonb, unless the text must come back with its blanks, key order and repeated keys",
            )


CHECK = Check(
    id="json-not-jsonb",
    claim="new documents are kept as jsonb",
    group=Group.DESIGN,
    level=Level.WARNING,
    find=find,
)
