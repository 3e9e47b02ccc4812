"""A block's tokens cut into sentences; full stops in code, numbers, brackets and abbreviations end none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from database_developer.reading.grammar.tokens import MOST_KEPT, Kind, Token, tokenized

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
        return following.start > token.end and _may_begin(following)
    return token.is_word("etc.") and following.start > token.end and following.text[:1].isupper()


def _may_begin(token: Token) -> bool:
    """A new sentence seldom begins with a small letter; "approx. five" is no new one."""
    return token.kind is not Kind.WORD or not token.text[:1].islower()


def _sentence(text: str, tokens: tuple[Token, ...]) -> RawSentence:
    body = tokens[:-1] if tokens[-1].is_mark(*_ENDINGS) else tokens
    return RawSentence(text=text[tokens[0].start : tokens[-1].end], tokens=body)
