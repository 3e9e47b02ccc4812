"""Cues: words without which a rule cannot mean a sentence, so that most rules cost hardly anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar

from database_developer.reading.grammar import lexicon

# Rules, each with words or marks without one of which it knows no sentence.
Cued = Mapping[Callable[..., Any], frozenset[str]]
BRACKETS = frozenset("([")
# Words so frequent that another one of the same phrase is the better cue.
_FREQUENT = lexicon.words("a an the of to for in on at by as be is are or and not no only once it has have any all")


Rule = TypeVar("Rule")
_MOST_LEFT = 4096  # selections of rules


class Sieve(Generic[Rule]):
    """Rules, each with cues of its own or None: those that the words of a sentence leave over, in their order."""

    def __init__(self, rules: Iterable[tuple[Rule, frozenset[str] | None]]) -> None:
        self.rules: list[Rule] = []
        self._always, self._of_word = 0, dict[str, int]()
        self._left: dict[int, tuple[Rule, ...]] = {}
        for number, (rule, needed) in enumerate(rules):
            self.rules.append(rule)
            self._always |= (needed is None) << number
            for word in needed or ():
                self._of_word[word] = self._of_word.get(word, 0) | 1 << number

    def through(self, said: Iterable[str]) -> tuple[Rule, ...]:
        """The rules without cues, and those of whose cues one is said."""
        chosen = self._always
        for word in said:
            chosen |= self._of_word.get(word, 0)
        left = self._left.get(chosen)
        if left is None:
            if len(self._left) >= _MOST_LEFT:
                self._left.clear()
            left = tuple(rule for number, rule in enumerate(self.rules) if chosen >> number & 1)
            self._left[chosen] = left
        return left


def heard(cues: Iterable[str], said: frozenset[str]) -> bool:
    """Whether a sentence says any of the cues; every rule that has cues asks here, or is in a sieve."""
    return not said.isdisjoint(cues)


@lru_cache(maxsize=512)
def cues_of(phrases: tuple[str, ...] | frozenset[str]) -> frozenset[str]:
    """A word of each of the phrases: where none of these is said, none of the phrases is."""
    return frozenset(_rarest(phrase.split()) for phrase in phrases)


def _rarest(phrase: list[str]) -> str:
    return max(phrase, key=lambda word: (word not in _FREQUENT, len(word)))


def forms_of(verbs: Iterable[str]) -> frozenset[str]:
    """All words by which one of the verbs may be said, by their plain forms."""
    wanted = frozenset(verbs)
    tables = (lexicon.FINITE, lexicon.PARTICIPLES, lexicon.GERUNDS)
    known = {form for table in tables for form, verb in table.items() if verb in wanted}
    return wanted | known | (lexicon.HAVE if "have" in wanted else set())
