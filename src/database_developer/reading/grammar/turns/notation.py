"""The notation of turns of phrase, read into pieces.

no more than <most: N>          words stand for themselves; small letters
value(s), need(s|ed)            a word with or without an ending, in brackets right behind it
(drop | remove) C               one of several; at top level without brackets
[please] drop C                 what may be missing
[all | of | the]*               what may be missing, or come any number of times
~3                              up to three words of anything, but no marks
...                             any number of words and marks
C, T, L                         a column, a table, another name in code or quotes
N, S, V, W                      a number, a word_with_underlines, a value (a word or L), any word
<name: V>                       the place is kept by this name
<name: V>,+                     a list: commas, slashes or bars between, "or" or "and" before the last
{must}                          a class of words, or phrases, that is known by name
assume !(L | N)                 none of these words may come next
^, $                            where the words begin and end
'<'                             a mark of the notation that stands for itself
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from database_developer.reading.grammar.turns.pieces import (
    SLOTS,
    Again,
    Barred,
    Edge,
    Kept,
    One,
    Piece,
    Row,
    Slot,
    maybe,
    one_of,
    row_of,
    up_to,
)

_LEXEMES = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<gap>~\d+|\.\.\.)
    | (?P<class>\{\w+\})
    | (?P<name><\w+:)
    | (?P<quoted>'[^'\s]+'(?!\w))
    | (?P<list>,\+)
    | (?P<bar>!\()
    | (?P<mark>\]\*|[\[\]()|>^$])
    | (?P<word>\w(?:[\w.'-]*\w)?(?P<endings>\((?:\w+\|)*\w+\))?)
    | (?P<sign>[^\s\w<>{}~'])
    """,
    re.VERBOSE,
)
_CLOSING = {"(": (")",), "[": ("]", "]*"), "<": (">",)}
_BETWEEN = One(frozenset({",", "/", "|"}))
_BEFORE_THE_LAST = Row((maybe(One(frozenset({","}))), One(frozenset({"or", "and"}))))

Classes = Mapping[str, str | frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Lexeme:
    sort: str
    text: str
    place: int


def piece_of(text: str, classes: Classes) -> Piece:
    """The piece that the text writes; an error says where it cannot be understood."""
    return _Reader(text, classes).read()


class _Reader:
    """Reads a notation from left to right."""

    def __init__(self, text: str, classes: Classes) -> None:
        self.text, self.classes = text, classes
        self.lexemes = tuple(_lexemes(text))
        self.index = 0

    def read(self) -> Piece:
        found = self._either()
        if self.index < len(self.lexemes):
            raise _error(self.text, self.lexemes[self.index].place, "closes nothing")
        return found

    def _either(self) -> Piece:
        found = [self._row()]
        while self._skip("|"):
            found.append(self._row())
        return one_of(tuple(found))

    def _row(self) -> Piece:
        found: list[Piece] = []
        while self._stands() and not self._stands("|", ")", "]", "]*", ">"):
            piece = self._piece(self._take())
            found.append(_list_of(piece) if self._skip(",+") else piece)
        if not found:
            place = self.lexemes[self.index].place if self._stands() else len(self.text)
            raise _error(self.text, place, "words are missing before this")
        return row_of(tuple(found))

    def _piece(self, lexeme: _Lexeme) -> Piece:
        match lexeme.sort:
            case "word":
                return _word(lexeme.text)
            case "gap":
                return _gap(lexeme.text)
            case "class":
                return self._class(lexeme)
            case "name":
                return Kept(lexeme.text[1:-1], self._closed("<", lexeme)[0])
            case "quoted":
                return One(frozenset({lexeme.text[1:-1]}))
            case "bar":
                return self._barred(lexeme)
            case "list":
                raise _error(self.text, lexeme.place, "lists nothing")
            case "mark":
                return self._mark(lexeme)
        return One(frozenset({lexeme.text}))

    def _mark(self, lexeme: _Lexeme) -> Piece:
        if lexeme.text in "^$":
            return Edge(is_end=lexeme.text == "$")
        piece, closing = self._closed(lexeme.text, lexeme)
        if closing == "]*":
            return Again(piece)
        return maybe(piece) if closing == "]" else piece

    def _barred(self, lexeme: _Lexeme) -> Piece:
        piece, _ = self._closed("(", lexeme)
        if not isinstance(piece, One):
            raise _error(self.text, lexeme.place, "may hold only single words")
        return Barred(piece)

    def _closed(self, opening: str, lexeme: _Lexeme) -> tuple[Piece, str]:
        piece = self._either()
        if not self._stands(*_CLOSING[opening]):
            raise _error(self.text, lexeme.place, "is never closed")
        return piece, self._take().text

    def _class(self, lexeme: _Lexeme) -> Piece:
        known = self.classes.get(lexeme.text[1:-1])
        if known is None:
            raise _error(self.text, lexeme.place, f"is unknown: {', '.join(sorted(self.classes))} are known")
        return piece_of(known, self.classes) if isinstance(known, str) else One(known)

    def _stands(self, *marks: str) -> bool:
        if self.index >= len(self.lexemes):
            return False
        return not marks or (self.lexemes[self.index].sort == "mark" and self.lexemes[self.index].text in marks)

    def _skip(self, text: str) -> bool:
        stands = self._stands() and self.lexemes[self.index].text == text
        self.index += stands
        return stands

    def _take(self) -> _Lexeme:
        self.index += 1
        return self.lexemes[self.index - 1]


def _lexemes(text: str) -> list[_Lexeme]:
    found: list[_Lexeme] = []
    place = 0
    while place < len(text):
        match = _LEXEMES.match(text, place)
        if match is None:
            raise _error(text, place, "is no part of the notation; in single quotes it stands for itself")
        if match.lastgroup != "space":
            found.append(_Lexeme(_sort(match), match[0], place))
        place = match.end()
    return found


def _sort(match: re.Match[str]) -> str:
    return "word" if match["word"] else match.lastgroup or ""


def _error(text: str, place: int, why: str) -> ValueError:
    return ValueError(f'a turn of phrase cannot be read: "{text[place : place + 20]}" at letter {place} {why}')


def _word(text: str) -> Piece:
    """A slot, or a word with its endings."""
    slot = SLOTS.get(text)
    if slot is not None:
        return One(slots=frozenset({slot}))
    stem, _, endings = text.partition("(")
    more = endings.rstrip(")").split("|") if endings else []
    return One(frozenset({stem, *(stem + ending for ending in more)}))


def _gap(text: str) -> Piece:
    if text == Slot.ANYTHING.value:
        return Again(One(slots=frozenset({Slot.ANYTHING})))
    return up_to(int(text[1:]), One(slots=frozenset({Slot.WORD})))


def _list_of(piece: Piece) -> Piece:
    more = Again(row_of((_BETWEEN, piece)))
    return Row((piece, more, maybe(Row((_BEFORE_THE_LAST, piece)))))
