"""A sentence's part with its names taken out: "C must not be empty", so that patterns of plain English fit it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.plain_words.naming import Name

# What says nothing: "the email field of the members table" is "C of T".
_IDLE = lexicon.words(
    "the our its their his her a an really just simply also always actually column columns field fields db database "
    "attribute attributes table tables both all please kindly then already"
)
_SHORT = {
    "can't": "can not", "cannot": "can not", "mustn't": "must not", "shouldn't": "should not", "needn't": "need not",
    "isn't": "is not", "aren't": "are not", "doesn't": "does not", "don't": "do not", "won't": "will not",
    "shan't": "shall not", "didn't": "did not", "wasn't": "was not", "hasn't": "has not", "haven't": "have not",
    "couldn't": "could not", "wouldn't": "would not", "anymore": "any more",
}  # fmt: skip
_SLOTS = {
    "must": r"(?:must|should|shall|has to|have to|need to|needs to|ought to|is to|are to|will|is supposed to|"
    r"are supposed to|wants to|want to|is meant to|are meant to|had better|got to)",
    "may": r"(?:may|can|could|might|should be able to|must be able to|be allowed to|is allowed to|are allowed to|"
    r"free to|possible to|ok to|okay to|fine to|able to)",
    "not": r"(?:not|never|no longer)",
    "be": r"(?:is|are|be|was|were|being|been|gets|get|becomes|become|remain|remains|stay|stays)",
    "same": r"(?:same|identical|equal|one and the same)",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Gist:
    """``text`` has C for a column, T for a table and L for other names in code or quotes; ``places`` are theirs."""

    text: str
    places: tuple[tuple[int, Name | Token], ...]

    def columns(self, start: int = 0, end: int | None = None) -> tuple[Name, ...]:
        """The columns between two places of the text."""
        return tuple(one for one in self._between(start, end) if isinstance(one, Name) and one.attribute)

    def tables(self, start: int = 0, end: int | None = None) -> tuple[Name, ...]:
        """The tables between two places of the text."""
        return tuple(one for one in self._between(start, end) if isinstance(one, Name) and not one.attribute)

    def literals(self, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
        """The other names, in code or quotes."""
        return tuple(one for one in self._between(start, end) if isinstance(one, Token) and one.is_literal)

    def token_at(self, start: int) -> Token | None:
        """The word of the ticket that stands at this place of the text."""
        return next((one for place, one in self.places if place == start and isinstance(one, Token)), None)

    def _between(self, start: int, end: int | None) -> list[Name | Token]:
        last = len(self.text) if end is None else end
        return [one for place, one in self.places if start <= place < last]


def gist_of(tokens: Tokens, names: tuple[Name, ...]) -> Gist:
    """The tokens with their names taken out."""
    begins = {one.start: one for one in names}
    pieces: list[str] = []
    places: list[tuple[int, Name | Token]] = []
    length = at = 0
    while at < len(tokens):
        name = begins.get(at)
        text = _shown(tokens[at], name)
        if text:
            places.append((length, name if name is not None else tokens[at]))
            pieces.append(text)
            length += len(text) + 1
        at = name.end if name is not None else at + 1
    return Gist(text=" ".join(pieces), places=tuple(places))


def _shown(token: Token, name: Name | None) -> str:
    if name is not None:
        return "C" if name.attribute else "T"
    if token.is_literal:
        return "L"
    if token.kind is Kind.WORD:
        return "" if token.lower in _IDLE else _SHORT.get(token.lower, token.lower)
    return token.lower


def flat(tokens: Tokens) -> Tokens:
    """The tokens with brackets opened."""
    found: list[Token] = []
    for token in tokens:
        if token.kind is not Kind.GROUP:
            found.append(token)
            continue
        opening = Token(kind=Kind.MARK, text="(", lower="(", start=token.start, end=token.start + 1)
        closing = Token(kind=Kind.MARK, text=")", lower=")", start=token.end - 1, end=token.end)
        found += [opening, *flat(token.inside), closing]
    return tuple(found)


@lru_cache(maxsize=512)
def pattern(text: str) -> re.Pattern[str]:
    """A pattern of plain English: {must}, {may}, {not}, {be} stand for all words of that sort."""
    for name, words in _SLOTS.items():
        text = text.replace("{" + name + "}", words)
    return re.compile(rf"(?<![\w-])(?:{text})(?![\w-])")


def any_of(*patterns: str) -> str:
    """Patterns of which one must fit."""
    return "|".join(f"(?:{one})" for one in patterns)
