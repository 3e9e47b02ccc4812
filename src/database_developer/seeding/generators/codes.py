"""Values that are bits and numbers in disguise: UUIDs, bytes, bit strings, network addresses."""

from __future__ import annotations

from collections.abc import Callable

from database_developer.model.quoting import literal
from database_developer.seeding import chance
from database_developer.seeding.facts import Fact
from database_developer.seeding.subject import Subject


def _uuid(subject: Subject, number: str) -> str:
    return subject.cast(_digest(subject, number))


def _bytes(subject: Subject, number: str) -> str:
    return subject.cast(f"decode({_digest(subject, number)}, 'hex')")


def _digest(subject: Subject, number: str) -> str:
    return f"md5({literal(f'{subject.salt}.')} || {number})"


def _address(subject: Subject, number: str) -> str:
    return subject.cast(f"inet '198.18.0.0' + ({number}) % 131072")


def _network(subject: Subject, number: str) -> str:
    return subject.cast(f"set_masklen(inet '198.18.0.0' + ({number}) % 131072, 32)")


def _hardware(subject: Subject, number: str) -> str:
    digits = 10 if subject.type.base == "macaddr" else 14
    return subject.cast(f"'02' || lpad(to_hex(({number}) % 1000000000), {digits}, '0')")


def _bits(subject: Subject, number: str) -> str:
    width = subject.type.modifiers[0] if subject.type.modifiers else 1
    if subject.type.base == "bit":
        return f"(({number}) % {2 ** min(width, 31)})::bigint::bit({width})"
    return f"(({number}) % {2 ** min(width, 31)})::bigint::bit({min(width, 64)})::bit varying"


def _word_vector(subject: Subject, number: str) -> str:
    return f"to_tsvector('simple', {_digest(subject, number)})"


WRITERS: dict[str, tuple[Callable[[Subject, str], str], int | None]] = {
    "uuid": (_uuid, None),
    "bytea": (_bytes, None),
    "inet": (_address, 131_072),
    "cidr": (_network, 131_072),
    "macaddr": (_hardware, 1_000_000_000),
    "macaddr8": (_hardware, 1_000_000_000),
    "bit": (_bits, None),
    "bit varying": (_bits, None),
    "tsvector": (_word_vector, None),
}


class Codes:
    """Answers for the types in ``WRITERS``."""

    def answers(self, subject: Subject) -> bool:
        """Whether it is one of these types."""
        return subject.type.base in WRITERS and not subject.type.is_array

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """Nothing beyond the type."""
        return False

    def draw(self, subject: Subject) -> str:
        """A value that may come again, except where the type is meant to be unlike all others."""
        number = chance.ROW if subject.type.base == "uuid" else chance.whole(subject.salt, 100_000)
        return WRITERS[subject.type.base][0](subject, number)

    def count(self, subject: Subject) -> int | None:
        """As many as the type has room for."""
        if subject.type.base.startswith("bit"):
            return int(2 ** min(subject.type.modifiers[0] if subject.type.modifiers else 1, 31))
        return WRITERS[subject.type.base][1]

    def nth(self, subject: Subject, digit: str) -> str:
        """The value of that number."""
        return WRITERS[subject.type.base][0](subject, digit)
