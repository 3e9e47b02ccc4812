"""Values that the ticket quotes, the first ones most often, and a few others where the set is open."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from database_developer.model.quoting import literal
from database_developer.seeding import chance
from database_developer.seeding.facts import Allowed, Bound, Fact, Length, LowerCase, Pattern
from database_developer.seeding.subject import Subject

OTHERS = ("other_a", "other_b")
TYPES = frozenset({"smallint", "integer", "bigint", "numeric", "date", "inet"})


class KnownValues:
    """Answers for columns of plain types that the ticket gives values for."""

    def answers(self, subject: Subject) -> bool:
        """Only where values may come again, and something is known."""
        usable = subject.type.is_text or subject.type.base in TYPES
        return usable and not subject.type.is_array and not subject.carries and bool(_fitting(subject))

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """Whatever does not fit is not used."""
        return isinstance(fact, Allowed | Bound | Length | LowerCase | Pattern)

    def draw(self, subject: Subject) -> str:
        """One of the values."""
        chosen = _fitting(subject)
        if subject.type.is_text and subject.allowed is None:
            chosen += tuple(other for other in OTHERS if other not in chosen and _fits(subject, other))
        sql = chance.one_of(subject.salt, tuple(map(literal, chosen)), even=False)
        return sql if subject.type.is_text else subject.cast(sql)

    def count(self, subject: Subject) -> int | None:
        """As many as fit."""
        return len(_fitting(subject))

    def nth(self, subject: Subject, digit: str) -> str:
        """The value of that number."""
        return subject.cast(chance.nth_of(tuple(map(literal, _fitting(subject))), digit))


def _fitting(subject: Subject) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(subject.known) if _fits(subject, value))


def _fits(subject: Subject, value: str) -> bool:
    if subject.type.base in {"smallint", "integer", "bigint", "numeric"} and _number(value) is None:
        return False
    return all(text_meets(fact, value) for fact in subject.facts) and _length_fits(subject, value)


def _length_fits(subject: Subject, value: str) -> bool:
    _, longest = subject.lengths
    return not subject.type.is_text or longest is None or len(value) <= longest


def text_meets(fact: Fact, value: str) -> bool:
    """Whether a value, as text, has the property."""
    match fact:
        case Allowed():
            return value in fact.values
        case LowerCase():
            return value == value.lower()
        case Length():
            return len(value.strip()) >= fact.minimum and (fact.maximum is None or len(value) <= fact.maximum)
        case Pattern():
            return _matches(fact, value)
        case Bound():
            number = _number(value)
            return number is not None and number_meets(fact, number)
    return True


def number_meets(fact: Bound, number: Decimal) -> bool:
    """Whether a number keeps to the bound."""
    if number == fact.value:
        return fact.inclusive
    return (number > fact.value) == fact.is_lower


def _number(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _matches(fact: Pattern, value: str) -> bool:
    """Python's reading of a pattern is the server's for all that is common; else it counts as unmet."""
    try:
        return re.search(fact.regex, value, re.IGNORECASE if fact.ignoring_case else 0) is not None
    except re.error:
        return False
