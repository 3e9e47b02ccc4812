"""A block's tokens cut into sentences; full stops in code, numbers, brackets and abbreviations end none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from database_developer.reading.grammar.tokens import MOST_KEPT, Kind, Token, tokenized

_SHORTEST_WORD = 4  # letters; what is shorter may be an abbreviation
_BEHIND_A_COLUMN = ("is", "are", "must", "should", "may", "can", "has", "have")
_ENDINGS = (".", "!", "?", "...", "…")


@dataclass(frozen=True, kw_only=True, slots=True)
class RawSentence:
    """A sentence's exact words and its tokens, the final mark left out of these."""

    text: str
    tokens: tuple[Token, ...]


@lru_cache(maxsize=MOST_KEPT)
def sentences_of(text: str) -> tuple[RawSentence, ...]:
    """The sentences of a block, in order."""
    return tuple(_cut(text))


def last_sentence(text: str) -> RawSentence | None:
    """The sentence right before what follows the text; None where there is none."""
    sentences = sentences_of(text)
    return sentences[-1] if sentences else None


def _cut(text: str) -> Iterator[RawSentence]:
    tokens = tokenized(text)
    start = 0
    for index, token in enumerate(tokens):
        if _ends_sentence(tokens, index, token):
            yield _sentence(text, tokens[start : index + 1])
            start = index + 1
    if start < len(tokens):
        yield _sentence(text, tokens[start:])


def _ends_sentence(tokens: tuple[Token, ...], index: int, token: Token) -> bool:
    if token.kind is not Kind.MARK and token.lower != "etc.":
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None:
        return False
    if token.is_mark(":") and index > 1 and tokens[index - 1].is_word("follows"):
        return following.text[:1].isupper()
    if token.is_mark(*_ENDINGS):
        return following.start > token.end and (_may_begin(following) or _names_a_column(tokens, index))
    return token.is_word("etc.") and following.start > token.end and following.text[:1].isupper()


def _may_begin(token: Token) -> bool:
    """A new sentence seldom begins with a small letter; "approx. five" is no new one."""
    return token.kind is not Kind.WORD or not token.text[:1].islower()


def _names_a_column(tokens: tuple[Token, ...], index: int) -> bool:
    """ "`due_on` and so on. paid_on is optional": names of columns begin sentences with a small letter."""
    before, following = tokens[index - 1] if index else None, tokens[index + 1]
    if before is None or tokens[index].text != "." or (before.kind is Kind.WORD and len(before.text) < _SHORTEST_WORD):
        return False
    behind = tokens[index + 2] if index + 2 < len(tokens) else None
    return "_" in following.text or (behind is not None and behind.is_word(*_BEHIND_A_COLUMN))


def _sentence(text: str, tokens: tuple[Token, ...]) -> RawSentence:
    body = tokens[:-1] if tokens[-1].is_mark(*_ENDINGS) else tokens
    return RawSentence(text=text[tokens[0].start : tokens[-1].end], tokens=body)
