"""What somebody may have meant who typed a key that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from database_developer.trackers.likeness import key_likeness

MOST = 100  # keys, as many as one request asks for
_KEYS = (  # the digits may hold letters that look like them; a key may be a part of an address
    re.compile(r"\s*(?P<project>[^\W_]+)[\s_\-–—.#]+(?P<number>(?=\S*\d)[0-9OoIl|]{1,9})\s*"),
    re.compile(r"\s*(?P<project>[^\W_]*[^\W\d_])(?P<number>(?=\S*\d)[0-9OoIl|]{1,9})\s*"),
    re.compile(r".*?(?P<project>[^\W\d_][^\W_]*)-(?P<number>\d{1,9})(?!\d).*", re.DOTALL),
)
_DIGITS = str.maketrans("OoIl|", "00111")
_LETTERS = str.maketrans("01", "OI")
_NEAR_PROJECTS = 3
_OTHER_PROJECTS = 20
_LIKE = 0.5


def parts(typed: str) -> tuple[str, str] | None:
    """The project and the number that were typed, letters among digits mended; None where it is no kind of key."""
    found = next(filter(None, (key.fullmatch(typed) for key in _KEYS)), None)
    if found is None:
        return None
    number = found["number"].translate(_DIGITS).lstrip("0")
    return found["project"].upper(), number or "0"


def near_projects(typed: str, projects: Iterable[str]) -> tuple[str, ...]:
    """The project of that key, or the keys most like it, best first."""
    known = tuple(projects)
    for spelled in (typed, typed.translate(_LETTERS)):
        if spelled in known:
            return (spelled,)
    ranked = sorted(known, key=lambda key: (-key_likeness(typed, key), key))
    return tuple(key for key in ranked if key_likeness(typed, key) >= _LIKE)[:_NEAR_PROJECTS]


def candidates(project: str, number: str, projects: Sequence[str]) -> tuple[str, ...]:
    """At most a hundred keys, the likeliest first."""
    near = near_projects(project, projects) or (project,)
    others = [key for key in projects if key not in near][:_OTHER_PROJECTS]
    keys = dict.fromkeys(f"{one}-{it}" for one, it in _pairs(near, others, number) if it[:1] not in ("", "0"))
    return tuple(islice(keys, MOST))


def _pairs(near: Sequence[str], others: Sequence[str], number: str) -> Iterator[tuple[str, str]]:
    yield from ((one, number) for one in near)
    for likely in (_swapped, _shortened, _replaced):
        yield from ((near[0], it) for it in likely(number))
    yield from ((one, number) for one in others)
    yield from ((near[0], it) for it in _lengthened(number))
    yield from ((one, it) for one in near[1:] for it in _swapped(number))


def _swapped(number: str) -> Iterator[str]:
    for at in range(len(number) - 1):
        yield number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _shortened(number: str) -> Iterator[str]:
    for at in range(len(number)):
        yield number[:at] + number[at + 1 :]


def _replaced(number: str) -> Iterator[str]:
    for at in range(len(number)):
        yield from (number[:at] + digit + number[at + 1 :] for digit in "0123456789")


def _lengthened(number: str) -> Iterator[str]:
    for at in range(len(number) + 1):
        yield from (number[:at] + digit + number[at:] for digit in "0123456789")
