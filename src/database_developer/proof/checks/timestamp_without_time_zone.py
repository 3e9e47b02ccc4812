"""timestamp-without-time-zone: a moment that does not say where."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.schema import Schema
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.column_types import element, typed_places

WITHOUT = "timestamp without time zone"
WITH = "timestamp with time zone"


def find(subject: Subject) -> Iterator[Finding]:
    """Moments without a time zone, unless that is the custom of all live tables."""
    if not _is_custom(subject.before):
        yield from brought_by(subject, _faults)


def _is_custom(schema: Schema) -> bool:
    used = {element(place.type) for place in typed_places(schema)}
    return WITHOUT in used and WITH not in used


def _faults(schema: Schema) -> Iterator[Fault]:
    for place in typed_places(schema):
        if element(place.type) == WITHOUT:
            yield Fault(
                at=place.at,
                what=f'{place.at.kind} "{place.name}" is a timestamp without time zone',
                hint="use timestamptz: it keeps the moment, whatever the session's time zone is",
            )


CHECK = Check(
    id="timestamp-without-time-zone",
    claim="new moments are kept with their time zone, or as all live tables keep them",
    group=Group.DESIGN,
    level=Level.WARNING,
    find=find,
)
