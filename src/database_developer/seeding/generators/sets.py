"""Values of closed sets: enums, CHECKs that list what is allowed, and booleans."""

from __future__ import annotations

from database_developer.model.quoting import literal
from database_developer.seeding import chance
from database_developer.seeding.facts import Allowed, Fact
from database_developer.seeding.generators.known import text_meets
from database_developer.seeding.subject import Subject


class ClosedSet:
    """Answers for enums and for columns whose CHECK lists the values."""

    def answers(self, subject: Subject) -> bool:
        """Whether the set is closed."""
        return not subject.type.is_array and bool(_values(subject))

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """It uses only values that have every property."""
        return isinstance(fact, Allowed) or all(text_meets(fact, value) for value in _values(subject))

    def draw(self, subject: Subject) -> str:
        """One of the values, the first ones most often; known ones come first."""
        known = [value for value in subject.known if value in _values(subject)]
        ordered = tuple(dict.fromkeys((*known, *_values(subject))))
        return subject.cast(chance.one_of(subject.salt, tuple(map(literal, ordered)), even=False))

    def count(self, subject: Subject) -> int | None:
        """As many as the set has."""
        return len(_values(subject))

    def nth(self, subject: Subject, digit: str) -> str:
        """The value of that number."""
        return subject.cast(chance.nth_of(tuple(map(literal, _values(subject))), digit))


def _values(subject: Subject) -> tuple[str, ...]:
    labels = subject.type.enum.labels if subject.type.enum is not None else None
    allowed = subject.allowed
    if labels is None or allowed is None:
        return allowed or labels or ()
    return tuple(label for label in labels if label in allowed)


class Booleans:
    """Answers for booleans; a default is the value most rows have."""

    def answers(self, subject: Subject) -> bool:
        """Whether it is a boolean."""
        return subject.type.base == "boolean" and not subject.type.is_array

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """Nothing beyond its type."""
        return False

    def draw(self, subject: Subject) -> str:
        """True for one row in ten, in two or for nine in ten."""
        rare = chance.once_in(subject.salt, 10)
        usual = {"true": f"NOT ({rare})", "false": rare}
        return usual.get(subject.column.default or "", chance.once_in(subject.salt, 2))

    def count(self, subject: Subject) -> int | None:
        """Two."""
        return 2

    def nth(self, subject: Subject, digit: str) -> str:
        """True for the even numbers."""
        return f"{digit} % 2 = 0"
