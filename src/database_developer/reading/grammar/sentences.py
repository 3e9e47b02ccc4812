"""A block's tokens cut into sentences; full stops in code, numbers, brackets and abbreviations end none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from database_developer.reading.grammar.tokens import MOST_KEPT, Kind, Token, tokenized

_SHORTEST_WORD = 4  # letters; what is shorter may be an abbreviation
_BEHIND_A_COLUMN = ("is", "are", "must", "should", "may", "can", "has", "have")
_ABBREVIATIONS = ("dept", "temp", "addr", "desc", "misc", "corp", "prof", "assoc", "orig", "intl")
_SUBJECTS = (
    "a",
    "an",
    "the",
    "each",
    "every",
    "no",
    "one",
    "we",
    "it",
    "they",
    "there",
    "all",
    "both",
    "i",
    "of",
    "for",
)
_LONGEST_SUBJECT = 4
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
        is_end = _may_begin(following) or _ends_a_word(tokens, index) or _names_a_column(tokens, index)
        return following.start > token.end and is_end
    return token.is_word("etc.") and following.start > token.end and following.text[:1].isupper()


def _may_begin(token: Token) -> bool:
    """A new sentence seldom begins with a small letter; "approx. five" is no new one."""
    return token.kind is not Kind.WORD or not token.text[:1].islower()


def _ends_a_word(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a whole word stands before the full stop, so that whoever writes small letters only is understood."""
    before = tokens[index - 1] if index else None
    if before is None or tokens[index].text != "." or before.end != tokens[index].start:
        return False
    is_word = before.kind is Kind.WORD and len(before.text) >= _SHORTEST_WORD and before.lower not in _ABBREVIATIONS
    return (is_word or before.kind in {Kind.GROUP, Kind.CODE}) and _has_a_subject(tokens[index + 1 :])


def _has_a_subject(tokens: tuple[Token, ...]) -> bool:
    """ "a quiz has ...", "donations: ..." and "slug - unique" begin sentences, "required" only says more."""
    if tokens[0].is_word(*_SUBJECTS):
        return True
    words = next((at for at, token in enumerate(tokens[:_LONGEST_SUBJECT]) if token.kind is not Kind.WORD), 0)
    return bool(words) and tokens[words].is_mark(":", "-", "–", "=") and words + 1 < len(tokens)


def _names_a_column(tokens: tuple[Token, ...], index: int) -> bool:
    """ "`due_on` and so on. paid_on is optional": names of columns begin sentences with a small letter."""
    before, following = tokens[index - 1] if index else None, tokens[index + 1]
    if before is None or tokens[index].text != "." or (before.kind is Kind.WORD and len(before.text) < _SHORTEST_WORD):
        return False
    behind = tokens[index + 2] if index + 2 < len(tokens) else None
    is_told = behind is not None and (behind.is_word(*_BEHIND_A_COLUMN) or behind.is_mark(","))
    return "_" in following.text or is_told


def _sentence(text: str, tokens: tuple[Token, ...]) -> RawSentence:
    body = tokens[:-1] if tokens[-1].is_mark(*_ENDINGS) else tokens
    return RawSentence(text=text[tokens[0].start : tokens[-1].end], tokens=body)
