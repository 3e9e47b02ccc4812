"""Dice in SQL: numbers that look random and are the same on every run.

Each throw hashes the row's number with a salt of the column's own, so that a new column leaves the
values of the others as they were.
"""

from __future__ import annotations

from hashlib import blake2b

ROW = "i"  # the row's number, from 1, in every statement
FIRST = f"({ROW} - 1)"  # the same, from 0


def plus(low: int, digit: str) -> str:
    """A number and a digit (an SQL expression, from 0)."""
    if low == 1 and digit == FIRST:
        return ROW
    return f"{low} + {digit}" if low else digit


def salt(seed: int, *names: str) -> int:
    """A number that belongs to these names alone (nine digits at most, to be readable in SQL)."""
    text = "\x1f".join((str(seed), *names))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) % 999_999_937


def whole(salt: int, sides: int | str, row: str = ROW) -> str:
    """A whole number from 0 up to, not including, ``sides`` (a number or an SQL expression)."""
    return f"(hashint8extended({row}, {salt}) & 2147483647) % {sides}"


def fraction(salt: int, row: str = ROW) -> str:
    """A number from 0 up to, not including, 1, in double precision."""
    return f"(hashint8extended({row}, {salt}) & 2147483647) / 2147483648::float8"


def skewed(salt: int, sides: int | str, row: str = ROW) -> str:
    """A whole number below ``sides``, the small ones much more often; in double precision."""
    return f"floor({sides} * power({fraction(salt, row)}, 2))"


def once_in(salt: int, sides: int, row: str = ROW) -> str:
    """A condition that holds for one row of so many."""
    return f"{whole(salt, sides, row)} = 0"


def one_of(salt: int, choices: tuple[str, ...], row: str = ROW, *, even: bool = True) -> str:
    """One of these SQL expressions; the first ones more often where the choice is not even."""
    if len(choices) == 1:
        return choices[0]
    place = whole(salt, len(choices), row) if even else f"{skewed(salt, len(choices), row)}::int"
    return f"(ARRAY[{', '.join(choices)}])[1 + {place}]"


def nth_of(choices: tuple[str, ...], digit: str) -> str:
    """The choice of that number (from 0, an SQL expression), beginning anew at the end."""
    if len(choices) == 1:
        return choices[0]
    return f"(ARRAY[{', '.join(choices)}])[1 + {digit} % {len(choices)}]"
