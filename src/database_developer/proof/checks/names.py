"""What the name of a thing says: its words, so that ``tokenizer_version`` is no token."""

from __future__ import annotations

import re
from collections.abc import Collection

from database_developer.model.inflection import singular

WORD_STARTS = re.compile(
    r"(?<=[a-z\d])(?=[A-Z])"  # user|Id
    r"|(?<=[A-Z])(?=[A-Z][a-z])"  # API|Key
    r"|(?<=[^\W\d_])(?=\d)"  # phone|1
    r"|(?<=\d)(?=[^\W\d_])"  # 2|fa
)
SEPARATORS = re.compile(r"[\W_]+")


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case: ``apiKey``, ``api_key`` and ``API key`` give the same."""
    return tuple(word for word in SEPARATORS.split(WORD_STARTS.sub(" ", name).lower()) if word)


def says_any(name: str, phrases: Collection[str]) -> bool:
    """Whether the words of one of the phrases, such as ``api_key``, stand together in the name, in the singular."""
    spoken = f" {' '.join(singular(word) for word in words_of(name))} "
    return any(f" {phrase.replace('_', ' ')} " in spoken for phrase in phrases)


def stem_and_number(name: str) -> tuple[str, int] | None:
    """What stands before the number at the end of a name, and the number; None where there is none."""
    words = words_of(name)
    if len(words) < 2 or not words[-1].isdecimal():
        return None
    return "_".join(words[:-1]), int(words[-1])
