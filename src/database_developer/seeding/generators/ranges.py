"""Ranges; those that carry the row's number never meet."""

from __future__ import annotations

from database_developer.seeding import chance
from database_developer.seeding.facts import Fact
from database_developer.seeding.subject import Subject

WHOLE = frozenset({"int4range", "int8range", "numrange"})
STAMPS = {"tsrange": "timestamp", "tstzrange": "timestamptz"}


class Ranges:
    """Answers for the built-in range types."""

    def answers(self, subject: Subject) -> bool:
        """Whether it is a range."""
        base = subject.type.base
        return not subject.type.is_array and (base in WHOLE or base in STAMPS or base == "daterange")

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """Nothing beyond the type."""
        return False

    def draw(self, subject: Subject) -> str:
        """A range somewhere in the past year or below ten thousand."""
        sides = 1000 if subject.type.base in WHOLE else 365 if subject.type.base == "daterange" else 8760
        return self.nth(subject, chance.whole(subject.salt, sides))

    def count(self, subject: Subject) -> int | None:
        """As many as fit side by side."""
        return {"daterange": 6_000, "int4range": 200_000_000}.get(subject.type.base)

    def nth(self, subject: Subject, digit: str) -> str:
        """Ranges side by side, going back in time or up in numbers."""
        base, more = subject.type.base, chance.whole(subject.salted("width"), 6)
        if base in WHOLE:
            start = f"({digit}) * 10"
            return subject.cast(f"{base}(({start})::{_part(base)}, ({start} + 1 + {more})::{_part(base)})")
        if base == "daterange":
            day = f"({subject.anchor})::date - (({digit} + 1) * 7)::int"
            return subject.cast(f"daterange({day}, {day} + (1 + {more})::int)")
        moment = f"(date_trunc('hour', {subject.anchor}) - ({digit} + 1) * interval '1 hour')::{STAMPS[base]}"
        return subject.cast(f"{base}({moment}, {moment} + (1 + {more}) * interval '10 minutes')")


def _part(base: str) -> str:
    return {"int4range": "int", "int8range": "bigint", "numrange": "numeric"}[base]
