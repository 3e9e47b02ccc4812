"""Sets of characters as regular expressions, and which characters they are."""

from __future__ import annotations

import re
import string

from database_developer.model.recipe import Characters, Letters

_RANGES = {Letters.LOWER: "a-z", Letters.UPPER: "A-Z", Letters.ANY: "A-Za-z", Letters.DIGITS: "0-9"}
_RANGES[Letters.SPACES] = r" \t\n\r\f\v"
_MEMBERS = {
    Letters.LOWER: string.ascii_lowercase,
    Letters.UPPER: string.ascii_uppercase,
    Letters.ANY: string.ascii_letters,
    Letters.DIGITS: string.digits,
    Letters.SPACES: " \t\n\r\f\v",
}
_LIST = re.compile(r"\^\[(?:[^\]\\]|\\.)+\][+*]\$")
_SPECIAL = frozenset("\\]^[-.*=:")


def bracket(characters: Characters, *, others: bool = False, is_lower: bool = False) -> str:
    """A bracket expression such as ``[^a-z0-9_]``; of lower-cased text no capital is left to be named."""
    ranges = "".join(_range(sort, is_lower=is_lower) for sort in characters.sorts)
    singles = "".join(f"\\{single}" if single in _SPECIAL else single for single in characters.singles)
    return f"[{'^' if others else ''}{ranges}{singles}]"


def _range(sort: Letters, *, is_lower: bool) -> str:
    return _RANGES[Letters.LOWER] if is_lower and sort is Letters.ANY else _RANGES[sort]


def members(characters: Characters) -> frozenset[str]:
    """The characters of a set."""
    return frozenset("".join(_MEMBERS[sort] for sort in characters.sorts) + characters.singles)


def quoted(text: str) -> str:
    """A text as a regular expression that matches just it."""
    return "".join(f"\\{character}" if character in r"\^$.|?*+()[]{}" else character for character in text)


def replacement(text: str) -> str:
    r"""A text as what ``regexp_replace`` puts in: a backslash would refer to a group."""
    return text.replace("\\", "\\\\")


def is_met(pattern: str, characters: frozenset[str]) -> bool:
    """Whether every text of these characters, of one at least, has the form of the pattern; False where not known."""
    if not _LIST.fullmatch(pattern):
        return False
    compiled = re.compile(pattern)
    return all(compiled.fullmatch(character) is not None for character in characters)


def has_form(pattern: str, text: str) -> bool | None:
    """Whether a text has the form; None where only the server can tell."""
    return re.compile(pattern).fullmatch(text) is not None if _LIST.fullmatch(pattern) else None
