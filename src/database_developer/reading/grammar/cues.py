"""Cues: words without which a rule cannot mean a sentence, so that most rules cost hardly anything."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from database_developer.reading.grammar.lexicon import words

# Words so frequent that another one of the same phrase is the better cue.
_FREQUENT = words("a an the of to for in on at by as be is are or and not no only once it has have any all")


def heard(cues: Iterable[str], said: frozenset[str]) -> bool:
    """Whether a sentence says any of the cues; every rule that has cues asks here, and nowhere else."""
    return not said.isdisjoint(cues)


@lru_cache(maxsize=512)
def cues_of(phrases: tuple[str, ...] | frozenset[str]) -> frozenset[str]:
    """A word of each of the phrases: where none of these is said, none of the phrases is."""
    return frozenset(_rarest(phrase.split()) for phrase in phrases)


def _rarest(phrase: list[str]) -> str:
    return max(phrase, key=lambda word: (word not in _FREQUENT, len(word)))
