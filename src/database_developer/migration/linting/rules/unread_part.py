"""A part of the file that was not looked into."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.migration.linting.commands import Unread
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.rule import Found, Place, Rule


def find(place: Place) -> Iterator[Found]:
    """EXECUTE of text that is put together, blocks in other languages, and what only psql understands."""
    if isinstance(place.node, Unread) and not (place.node.ours and place.ours):
        yield Found(message=f"{place.node.what} was not looked into: what it runs is known only when it runs")


RULE = Rule(
    id="unread-part",
    looks_for="EXECUTE of text that is put together, DO blocks in other languages, lines for psql such as \\i",
    hurts="Whatever is in it, none of the other rules has seen it.",
    severity=Severity.NOTE,
    find=find,
)
