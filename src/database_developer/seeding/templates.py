"""Texts put together from fixed words and numbers, known both as SQL and by example."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.quoting import literal
from database_developer.seeding import chance


@dataclass(frozen=True, slots=True)
class Words:
    """One of these words."""

    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Serial:
    """The row's number, where the text must be unlike all others; else nothing."""

    before: str = ""


@dataclass(frozen=True, slots=True)
class Padded:
    """Decimal places of the row's number: ``(number / divisor) % modulus``, with leading zeros."""

    modulus: int
    divisor: int = 1
    offset: int = 0

    @property
    def width(self) -> int:
        """How many characters it takes."""
        return len(str(self.offset + self.modulus - 1))


@dataclass(frozen=True, slots=True)
class Letters:
    """The row's number written with these characters, at a fixed width."""

    alphabet: str
    width: int


@dataclass(frozen=True, slots=True)
class Digest:
    """Hexadecimal digits of a hash."""

    width: int = 32


Part = str | Words | Serial | Padded | Letters | Digest


@dataclass(frozen=True, slots=True)
class Template:
    """Parts in a row."""

    parts: tuple[Part, ...]

    def count(self) -> int | None:
        """How many texts differ by the row's number alone; None for as many as anybody needs."""
        if any(isinstance(part, Serial) or (isinstance(part, Digest) and part.width >= 16) for part in self.parts):
            return None
        total = 1
        for part in self.parts:
            total *= _count(part)
        return total

    def draw(self, salt: int) -> str:
        """SQL for a text that may come again."""
        number = f"(hashint8extended({chance.ROW}, {salt}) & 2147483647)"
        return _joined([_sql(part, number, salt + place, False) for place, part in enumerate(self.parts)])

    def nth(self, digit: str, salt: int) -> str:
        """SQL for the text of that number."""
        return _joined([_sql(part, digit, salt + place, True) for place, part in enumerate(self.parts)])

    def examples(self, rows: int, carries: bool) -> tuple[str, ...]:
        """Texts that show every word, the shortest and the longest among them."""
        spread = max((len(part.choices) for part in self.parts if isinstance(part, Words)), default=1)
        spread = max([spread, *(len(part.alphabet) for part in self.parts if isinstance(part, Letters))])
        numbers = (*range(spread), max(rows - 1, 0))
        return tuple("".join(_shown(part, number, carries) for part in self.parts) for number in numbers)

    def longest(self, rows: int, carries: bool) -> int:
        """The most characters a text can have."""
        return sum(_longest(part, rows, carries) for part in self.parts)

    def shortest(self, carries: bool) -> int:
        """The fewest characters a text can have."""
        return sum(_shortest(part, carries) for part in self.parts)


def _joined(pieces: list[str]) -> str:
    kept = [piece for piece in pieces if piece != "''"]
    return " || ".join(kept) if kept else "''"


def _count(part: Part) -> int:
    match part:
        case Padded():
            return part.modulus
        case Letters():
            return int(len(part.alphabet) ** part.width)
        case Digest():
            return int(16 ** (part.width // 2))
    return 1


def _sql(part: Part, number: str, salt: int, carries: bool) -> str:
    match part:
        case str():
            return literal(part)
        case Words():
            return chance.one_of(salt, tuple(literal(word) for word in part.choices))
        case Serial():
            return _serial(part, number) if carries else "''"
        case Padded():
            return _padded(part, number)
        case Letters():
            return _lettered(part, number)
        case Digest():
            return _digest(part, number, salt)


def _serial(part: Serial, number: str) -> str:
    value = f"({chance.plus(1, number)})"
    return f"{literal(part.before)} || {value}" if part.before else f"{value}::text"


def _padded(part: Padded, number: str) -> str:
    shifted = number if part.divisor == 1 else f"{number} / {part.divisor}"
    place = f"({shifted}) % {part.modulus}"
    value = f"({place} + {part.offset})" if part.offset else f"({place})"
    return f"lpad({value}::text, {part.width}, '0')"


def _lettered(part: Letters, number: str) -> str:
    size = len(part.alphabet)
    places = [
        f"substr({literal(part.alphabet)}, (1 + ({number}) / {size**power} % {size})::int, 1)"
        for power in reversed(range(part.width))
    ]
    return " || ".join(places)


def _digest(part: Digest, number: str, salt: int) -> str:
    whole = f"md5({literal(f'{salt}.')} || {number})"
    return whole if part.width >= 32 else f"left({whole}, {part.width})"


def _shown(part: Part, number: int, carries: bool) -> str:
    match part:
        case str():
            return part
        case Words():
            return part.choices[number % len(part.choices)]
        case Serial():
            return f"{part.before}{number + 1}" if carries else ""
        case Padded():
            return str(number // part.divisor % part.modulus + part.offset).zfill(part.width)
        case Letters():
            return _lettered_example(part, number)
        case Digest():
            return ("0123456789abcdef" * 2)[: part.width]


def _lettered_example(part: Letters, number: int) -> str:
    size = len(part.alphabet)
    return "".join(part.alphabet[number // size**power % size] for power in reversed(range(part.width)))


def _longest(part: Part, rows: int, carries: bool) -> int:
    match part:
        case str():
            return len(part)
        case Words():
            return max(map(len, part.choices))
        case Serial():
            return len(part.before) + len(str(rows)) if carries else 0
        case Padded() | Letters():
            return part.width
        case Digest():
            return min(part.width, 32)


def _shortest(part: Part, carries: bool) -> int:
    match part:
        case Words():
            return min(map(len, part.choices))
        case Serial():
            return len(part.before) + 1 if carries else 0
    return _longest(part, 1, carries)
