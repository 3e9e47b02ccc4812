"""Text cut into words, numbers, code, quotations and marks; brackets hold what stands between them."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What sort of piece a token is."""

    WORD = "word"
    NUMBER = "number"
    CODE = "code"
    QUOTED = "quoted"
    MARK = "mark"
    GROUP = "group"


# By a name of their own, since these are asked for at every word.
_WORD, _CODE, _QUOTED, _MARK = Kind.WORD, Kind.CODE, Kind.QUOTED, Kind.MARK


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A piece of text: ``text`` as written (code and quotations without their ticks), ``lower`` for comparing.

    ``start`` and ``end`` are its place in the block's text. A group is a pair of brackets; ``inside`` its tokens.
    """

    kind: Kind
    text: str
    lower: str
    start: int
    end: int
    inside: tuple[Token, ...] = ()

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these words."""
        return self.kind is _WORD and self.lower in words

    def is_in(self, words: Container[str]) -> bool:
        """Whether it is one of many words, held in a set."""
        return self.kind is _WORD and self.lower in words

    def is_mark(self, *marks: str) -> bool:
        """Whether it is one of these marks."""
        return self.kind is _MARK and self.text in marks

    @property
    def is_literal(self) -> bool:
        """Whether it is code or a quotation: words that stand for themselves."""
        return self.kind is _CODE or self.kind is _QUOTED


_PIECES = re.compile(
    r"""
      (?P<struck>~~[^~]+~~)
    | (?P<code>``(?:[^`]|`(?!`))+``|`[^`]+`)
    | (?P<quoted>"[^"]*"|“[^”]*”|[„”][^“”„]*[“”]|«[^»]*»|»[^«]*«|「[^」]*」|『[^』]*』
        |(?<!\w)'[^'\n]{1,60}'(?!\w)|[‚‹][^‘’›\n]{1,60}[‘’›])
    | (?P<short>\b(?:e\.g|i\.e|etc|approx|incl|vs|max|min|resp|a\.k\.a|cf)\.)
    | (?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
    | (?P<possessive>['’]s\b|(?<=s)['’](?=\s))
    | (?P<with>\bw/(?=\s))
    | (?P<sign>(?:(?<=[^\W\d_]{4}\s)(?<!fore\s)\#(?=\s(?:is|are|\+)|[,;:.)]|$)|(?<=ed\s)@(?=\s|[,;:.)]|$)))
    | (?P<word>_?[^\W\d_](?:\w|-(?=\w))*(?:['’](?!s\b)[^\W\d_]+)?)
    | (?P<mark>[<>=!]=|<>|->|=>|→|--|—|\.\.\.|…|\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Marks of other scripts that do what these do.
_MARKS = {"\uff0c": ",", "\u3001": ",", "\uff1b": ";", "\uff1a": ":", "\uff08": "(", "\uff09": ")"}
_SIGNS = {"#": "number", "@": "at"}  # "Phone #", "Created @"
_SPELLINGS = {"e-mail": "email", "e-mails": "emails"}  # one word for the grammar, however it is written
_OPENING = {"(": ")", "[": "]"}
_CLOSING = {")", "]"}
_DEEPEST = 8
MOST_KEPT = 65_536  # texts taken apart; all those of one ticket, which are let go when it is read


@lru_cache(maxsize=MOST_KEPT)
def tokenized(text: str) -> tuple[Token, ...]:
    """The tokens of a text, brackets folded into groups; struck-out text is not there."""
    return _folded([_token(match) for match in _PIECES.finditer(text) if match.lastgroup != "struck"])


def _token(match: re.Match[str]) -> Token:
    text = match[0]
    match match.lastgroup:
        case "word":
            return _made(Kind.WORD, text.replace("’", "'"), match)
        case "code":
            return _made(Kind.CODE, text.strip("`").strip(), match)
        case "quoted":
            return _made(Kind.QUOTED, text[1:-1].strip(), match)
        case "number":
            return _made(Kind.NUMBER, text.replace(",", ""), match)
        case "possessive":
            return _made(Kind.MARK, "'s", match)
        case "with":
            return _made_as("with", match)
        case "sign":
            return _made_as(_SIGNS[text], match)
        case "mark":
            return _made(Kind.MARK, _MARKS.get(text, text), match)
    return _made(Kind.WORD, text.replace("’", "'"), match)


def _made_as(word: str, match: re.Match[str]) -> Token:
    """A word for its shorthand: "w/" for with, the "#" of "Phone #" for number."""
    start, end = match.span()
    return Token(kind=Kind.WORD, text=word, lower=word, start=start, end=end)


def _made(kind: Kind, text: str, match: re.Match[str]) -> Token:
    lower = text.lower()
    lower = text if lower == text and lower not in _SPELLINGS else _SPELLINGS.get(lower, lower)
    start, end = match.span()
    return Token(kind=kind, text=text, lower=lower, start=start, end=end)


def _folded(tokens: list[Token]) -> tuple[Token, ...]:
    """Pairs of brackets become groups; one without its partner stays a mark."""
    levels: list[list[Token]] = [[]]
    opened: list[Token] = []
    for token in tokens:
        if token.is_mark(*_OPENING) and len(opened) < _DEEPEST:
            opened.append(token)
            levels.append([])
        elif opened and token.is_mark(_OPENING[opened[-1].text]):
            inside = levels.pop()
            levels[-1].append(_group(opened.pop(), inside, token))
        else:
            levels[-1].append(token)
    while opened:
        unclosed, inside = opened.pop(), levels.pop()
        levels[-1] += [unclosed, *inside]
    return tuple(levels[0])


def _group(opening: Token, inside: list[Token], closing: Token) -> Token:
    return Token(
        kind=Kind.GROUP,
        text=opening.text,
        lower=opening.text,
        start=opening.start,
        end=closing.end,
        inside=tuple(inside),
    )
