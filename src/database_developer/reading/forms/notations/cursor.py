"""The words of a program walked from left to right: a group in brackets is one step, and each word knows its line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from database_developer.reading.forms.notations.words import CodeWord, WordKind, words_in

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_NOTHING = CodeWord(kind=WordKind.SIGN, text="", start=0)

Words = tuple[CodeWord, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """The words of a text, the line of each (from 0), and behind which word each bracket's group ends."""

    text: str
    words: Words
    lines: tuple[int, ...]
    ends: dict[int, int]


def program_of(text: str) -> Program:
    """The text cut into words once."""
    words = tuple(word for found in words_in(text) for word in _apart(found))
    breaks = [at for at, letter in enumerate(text) if letter == "\n"]
    lines = tuple(bisect_right(breaks, word.start - 1) if word.start else 0 for word in words)
    return Program(text=text, words=words, lines=lines, ends=_ends(words))


def _apart(word: CodeWord) -> Iterator[CodeWord]:
    """ "name?" and ":name" as the signs and names that they are in languages with types."""
    if word.kind is WordKind.NAME and word.text[-1] in "?!":
        yield replace(word, text=word.text[:-1])
        yield CodeWord(kind=WordKind.SIGN, text=word.text[-1], start=word.start + len(word.text) - 1)
    elif word.kind is WordKind.SYMBOL:
        yield CodeWord(kind=WordKind.SIGN, text=":", start=word.start)
        yield CodeWord(kind=WordKind.NAME, text=word.text, start=word.start + 1)
    else:
        yield word


def _ends(words: Words) -> dict[int, int]:
    """Where each group ends; a bracket that does not fit closes those inside of its own."""
    ends: dict[int, int] = {}
    waiting: list[int] = []
    for at, word in enumerate(words):
        if word.is_sign("%{", *_CLOSING):
            waiting.append(at)
        elif word.is_sign(*_CLOSING.values()) and waiting:
            ends[waiting.pop()] = at
    return ends | dict.fromkeys(waiting, len(words))


class Cursor:
    """A place among the words, up to an end."""

    def __init__(self, program: Program, at: int = 0, end: int | None = None) -> None:
        self.program = program
        self.at = at
        self.end = len(program.words) if end is None else end

    @property
    def is_done(self) -> bool:
        """Whether no word is left."""
        return self.at >= self.end

    def word(self, ahead: int = 0) -> CodeWord:
        """The word so far ahead; an empty sign beyond the end."""
        index = self.at + ahead
        return self.program.words[index] if 0 <= index < self.end else _NOTHING

    def line(self, ahead: int = 0) -> int:
        """The line of that word."""
        index = min(self.at + ahead, len(self.program.lines) - 1)
        return self.program.lines[index] if index >= 0 else 0

    def is_name(self, *names: str) -> bool:
        """Whether one of these names stands here; any name if none is given."""
        return self.word().is_name(*names) if names else self.word().kind is WordKind.NAME

    def is_sign(self, *signs: str) -> bool:
        """Whether one of these signs stands here."""
        return self.word().is_sign(*signs)

    def take(self) -> CodeWord:
        """The word here; moves on."""
        found = self.word()
        self.at += 1
        return found

    def took(self, *texts: str) -> bool:
        """Whether one of these words stood here; moves on if so."""
        is_here = self.word().text in texts and self.word().kind in {WordKind.NAME, WordKind.SIGN}
        self.at += is_here and not self.is_done
        return is_here

    def group(self) -> Cursor:
        """What stands in the brackets that open here; moves behind them."""
        end = min(self.program.ends.get(self.at, self.at), self.end)
        inner = Cursor(self.program, self.at + 1, end)
        self.at = end + 1
        return inner

    def skip(self) -> None:
        """One word or one whole group further."""
        self.at = min(self.program.ends.get(self.at, self.at), self.end) + 1

    def until(self, *signs: str) -> Words:
        """The words before one of these signs outside of brackets; all that are left where there is none."""
        start = self.at
        while not self.is_done and not self.is_sign(*signs):
            self.skip()
        return self.program.words[start : min(self.at, self.end)]

    def rest_of_line(self, *signs: str) -> Words:
        """The words to the end of the line or to one of these signs; a group that goes on below is one step."""
        start, line = self.at, self.line()
        while not self.is_done and self.line() == line and not self.is_sign(*signs):
            self.skip()
            line = self.line(-1)
        return self.program.words[start : min(self.at, self.end)]

    def text(self) -> str:
        """What is left, as it is written."""
        if self.is_done:
            return ""
        words = self.program.words
        last = words[self.end].start if self.end < len(words) else len(self.program.text)
        return self.program.text[words[self.at].start : last]


def type_words(cursor: Cursor) -> Words:
    """The words of a type: to a sign that ends it, or to the end of a line on which no union is open."""
    start = cursor.at
    while not cursor.is_done and not cursor.is_sign(";", ",", "=", ")"):
        is_below = cursor.at > start and cursor.line() > cursor.line(-1)
        if is_below and not cursor.is_sign("|", "&") and not cursor.word(-1).is_sign("|", "&"):
            break
        if cursor.at > start and cursor.is_sign("{") and not cursor.word(-1).is_sign("|", "&", "<", ":"):
            break
        if cursor.took("<"):
            _past_angles(cursor)
        else:
            cursor.skip()
    words = cursor.program.words[start : cursor.at]
    return words[1:] if words and words[0].is_sign("|") else words


def enum_members(body: Cursor, past_marks: Callable[[Cursor], object]) -> dict[str, str]:
    """The members up to the ";" behind which methods may follow, each by its own name."""
    members: dict[str, str] = {}
    while not body.is_done and not body.is_sign(";"):
        past_marks(body)
        words = body.until(",", ";")
        if words and words[0].kind is WordKind.NAME:
            members[words[0].text] = words[0].text
        body.took(",")
    return members


def _past_angles(cursor: Cursor) -> None:
    """Behind the ">" of the "<" right before."""
    depth = 1
    while not cursor.is_done and depth:
        depth += cursor.is_sign("<") - cursor.is_sign(">")
        cursor.skip()
