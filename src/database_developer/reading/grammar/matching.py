"""Fixed phrases found in tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from database_developer.reading.grammar.tokens import Kind, Token

_MOST_SKIPPED = 16  # words; no sentence has more that say nothing
_READY = (tuple, frozenset)  # what is known again by what it holds
_FOR_THEMSELVES = frozenset({Kind.CODE, Kind.QUOTED, Kind.GROUP})  # tokens that are no words of a phrase
_GROUP, _CODE = Kind.GROUP, Kind.CODE
_MOST_KNOWN = 1024  # lists of phrases
_Firsts = dict[str, list[tuple[str, ...]]]
_KNOWN: dict[int, tuple[object, _Firsts]] = {}


def ends_after(tokens: tuple[Token, ...], at: int, phrase: str) -> int:
    """Where the phrase ends if it stands here, else ``at``."""
    return _end(tokens, at, phrase.split())


def _end(tokens: tuple[Token, ...], at: int, words: Sequence[str]) -> int:
    """Where the words end if they stand here, else ``at``."""
    index = at
    if at + len(words) > len(tokens):
        return at
    for word in words:
        token = tokens[index]
        if token.lower != word or token.kind in _FOR_THEMSELVES:
            return at
        index += 1
    return index


def ends_after_any(tokens: tuple[Token, ...], at: int, phrases: Iterable[str]) -> int:
    """Where the longest of the phrases that stand here ends, else ``at``."""
    if at >= len(tokens):
        return at
    known = _KNOWN.get(id(phrases))
    firsts = known[1] if known is not None and known[0] is phrases else _known(phrases)
    behind = firsts.get(tokens[at].lower)
    return max([_end(tokens, at, words) for words in behind]) if behind else at


def beginnings(tokens: tuple[Token, ...], phrases: tuple[str, ...] | frozenset[str]) -> list[int]:
    """The places at which one of the phrases may stand: where one of their first words does."""
    firsts = _known(phrases)
    return [place for place, token in enumerate(tokens) if token.lower in firsts]


def stands_in(tokens: tuple[Token, ...], phrases: tuple[str, ...] | frozenset[str]) -> bool:
    """Whether one of the phrases stands anywhere."""
    firsts = _known(phrases)
    for place, token in enumerate(tokens):
        if token.lower in firsts and ends_after_any(tokens, place, phrases) > place:
            return True
    return False


def _known(phrases: Iterable[str]) -> _Firsts:
    """The phrases by their first words; those of a rule are always the same object, so that they need no comparing."""
    found = _KNOWN.get(id(phrases))
    if found is not None and found[0] is phrases:
        return found[1]
    given = phrases if isinstance(phrases, _READY) else tuple(phrases)
    firsts = _by_first_word(given)
    if given is phrases:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[id(phrases)] = phrases, firsts
    return firsts


@lru_cache(maxsize=512)
def _by_first_word(phrases: tuple[str, ...] | frozenset[str]) -> _Firsts:
    """The words of the phrases by what they begin with, since hardly any begins at any given word."""
    found: _Firsts = {}
    for phrase in phrases:
        words = tuple(phrase.split()) or ("",)
        found.setdefault(words[0], []).append(words)
    return found


def skipped(tokens: tuple[Token, ...], at: int, *words: str) -> int:
    """The first place from here that is none of these words or marks."""
    last = min(len(tokens), at + _MOST_SKIPPED)
    while at < last and tokens[at].lower in words and tokens[at].kind not in _FOR_THEMSELVES:
        at += 1
    return at


def text_of(tokens: Iterable[Token]) -> str:
    """The tokens as plain text, one space between; code keeps its ticks, brackets their content."""
    return " ".join([_written(token) for token in tokens]).replace(" 's", "'s").replace(" ,", ",").strip()


def _written(token: Token) -> str:
    if token.kind is _GROUP:
        return f"({text_of(token.inside)})"
    return f"`{token.text}`" if token.kind is _CODE else token.text


def first_words(given: Iterable[str]) -> frozenset[str]:
    """The words that the phrases begin with."""
    return frozenset(phrase.split(maxsplit=1)[0] for phrase in given)


def phrases(text: str) -> tuple[str, ...]:
    """Phrases written as one text, a bar between two of them."""
    return tuple(phrase.strip() for phrase in text.split("|"))
