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


@dataclass(slots=True, eq=False)
class Token:
    """A piece of text: ``text`` as written (code and quotations without their ticks), ``lower`` for comparing.

    ``start`` and ``end`` are its place in the block's text. A group is a pair of brackets; ``inside`` its tokens. There
    is one for each word of a ticket, so that they are not frozen, which would cost five times as much; none is changed.
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
      (?P<plain>[a-z]+(?=[ ,\n]))  # as a word further down, and far the most frequent
    | (?P<struck>~~[^~]+~~)
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
_DEEPEST = 8
MOST_KEPT = 65_536  # texts taken apart; all those of one ticket, which are let go when it is read


@lru_cache(maxsize=MOST_KEPT)
def tokenized(text: str) -> tuple[Token, ...]:
    """The tokens of a text, brackets folded into groups; struck-out text is not there."""
    return _taken_apart(text)


def _taken_apart(text: str) -> tuple[Token, ...]:
    made: list[Token] = []
    has_brackets = False
    for match in _PIECES.finditer(text):
        kind, written, lower = _piece(match.lastgroup or "", match[0])
        if kind is not None:
            start, end = match.span()
            made.append(Token(kind, written, lower, start, end))
            has_brackets = has_brackets or lower in _OPENING
    return _folded(made) if has_brackets else tuple(made)


@lru_cache(maxsize=4096)
def _piece(sort: str, text: str) -> tuple[Kind | None, str, str]:
    """What a piece is, as it is written and in small letters; None where it is struck out."""
    match sort:
        case "struck":
            return None, "", ""
        case "code":
            return _in_small_letters(Kind.CODE, text.strip("`").strip())
        case "quoted":
            return _in_small_letters(Kind.QUOTED, text[1:-1].strip())
        case "number":
            return _in_small_letters(Kind.NUMBER, text.replace(",", ""))
        case "possessive":
            return _in_small_letters(Kind.MARK, "'s")
        case "with":
            return Kind.WORD, "with", "with"  # "w/"
        case "sign":
            return Kind.WORD, _SIGNS[text], _SIGNS[text]
        case "mark":
            return _in_small_letters(Kind.MARK, _MARKS.get(text, text))
    return _in_small_letters(Kind.WORD, text.replace("’", "'"))


def _in_small_letters(kind: Kind, text: str) -> tuple[Kind, str, str]:
    lower = text.lower()
    return kind, text, text if lower == text and lower not in _SPELLINGS else _SPELLINGS.get(lower, lower)


def _folded(tokens: list[Token]) -> tuple[Token, ...]:
    """Pairs of brackets become groups; one without its partner stays a mark."""
    levels: list[list[Token]] = [[]]
    opened: list[Token] = []
    for token in tokens:
        if token.kind is not _MARK:
            levels[-1].append(token)
        elif token.text in _OPENING and len(opened) < _DEEPEST:
            opened.append(token)
            levels.append([])
        elif opened and token.text == _OPENING[opened[-1].text]:
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
