"""Which attribute a ticket means by a word: "day" for a date, "the date they joined" for "joined at"."""

from __future__ import annotations

from collections import Counter

from database_developer.reading.grammar import lexicon
from database_developer.reading.inflection import singular

_IDLE = lexicon.words("the a an of at on in by they it he she we i was were is are their its")
_LOOKED_AT = 50  # attributes with a word in common; no more are weighed


class Attributes:
    """What one entity has, to be found by other words for it."""

    def __init__(self) -> None:
        self._by_words: dict[frozenset[str], str] = {}
        self._by_word: dict[str, list[str]] = {}
        self._by_sort: dict[str, set[str]] = {"date": set(), "moment": set()}

    def add(self, name: str, hint: str = "") -> None:
        """Learn an attribute and what was said of its type."""
        words = _content(name)
        self._by_words.setdefault(words, name)
        for word in words:
            named = self._by_word.setdefault(word, [])
            if len(named) < _LOOKED_AT and name not in named:
                named.append(name)
        said = set(f"{name} {hint}".lower().replace("_", " ").split())
        if said & lexicon.DATE_WORDS:
            self._by_sort["date"].add(name)
        if said & (lexicon.MOMENT_WORDS - lexicon.DATE_WORDS):
            self._by_sort["moment"].add(name)

    def meant(self, words: str) -> str | None:
        """By the same words first, then by the most in common, then by what a day or a time can only be."""
        wanted = _content(words)
        if wanted in self._by_words:
            return self._by_words[wanted]
        shared = Counter(name for word in wanted for name in self._by_word.get(word, ()))
        if shared:
            return min(shared, key=lambda name: (-shared[name], len(name)))
        return self._only_of_sort(wanted)

    def _only_of_sort(self, wanted: frozenset[str]) -> str | None:
        for sort, words in (("date", lexicon.DATE_WORDS), ("moment", lexicon.MOMENT_WORDS)):
            if wanted and wanted <= words and len(self._by_sort[sort]) == 1:
                return next(iter(self._by_sort[sort]))
        return None


def _content(words: str) -> frozenset[str]:
    parts = words.replace("_", " ").lower().split()
    return frozenset(singular(part) for part in parts if part not in _IDLE)
