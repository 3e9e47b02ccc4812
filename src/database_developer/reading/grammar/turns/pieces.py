"""What a turn of phrase is made of: words, rows of pieces, pieces of which one stands, and such that come again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Slot(Enum):
    """A place that words of one sort fit, whatever they are."""

    NUMBER = "N"
    VALUE = "V"
    SNAKE = "S"
    WORD = "W"
    ANYTHING = "..."


@dataclass(frozen=True, slots=True)
class One:
    """One word: one of these, or one that fits a slot."""

    words: frozenset[str] = frozenset()
    slots: frozenset[Slot] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces one behind the other; none of them is nothing at all."""

    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One of these pieces; those told first are tried first."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """A piece any number of times, as often as it stands."""

    piece: Piece


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece whose place is kept by a name."""

    name: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class Edge:
    """The place before the first word, or behind the last one."""

    is_end: bool


@dataclass(frozen=True, slots=True)
class Barred:
    """A word that may not stand here."""

    one: One


Piece = One | Row | Either | Again | Kept | Edge | Barred

# What a name of one letter stands for: a column, a table and another name are words of their own.
SLOTS = {slot.value: slot for slot in Slot}
_UNLIKE_VALUES = frozenset("CT")


def fits(word: str, slot: Slot) -> bool:
    """Whether a word is of the slot's sort."""
    match slot:
        case Slot.NUMBER:
            return word[:1].isdigit() or (word[:1] == "-" and word[1:2].isdigit())
        case Slot.VALUE:
            return word[:1].isalpha() and word not in _UNLIKE_VALUES
        case Slot.SNAKE:
            return "_" in word[1:]
        case Slot.WORD:
            return word[:1].isalnum() or word[:1] == "_"
    return True


def one_of(pieces: tuple[Piece, ...]) -> Piece:
    """The pieces as alternatives; single words that stand side by side are one piece."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if isinstance(piece, One) and isinstance(last, One):
            found[-1] = One(last.words | piece.words, last.slots | piece.slots)
        else:
            found.append(piece)
    return found[0] if len(found) == 1 else Either(tuple(found))


def row_of(pieces: tuple[Piece, ...]) -> Piece:
    """The pieces one behind the other."""
    return pieces[0] if len(pieces) == 1 else Row(pieces)


def maybe(piece: Piece) -> Piece:
    """The piece or nothing."""
    return Either((piece, Row()))


def up_to(most: int, piece: Piece) -> Piece:
    """The piece at most so many times, better more often than less."""
    found: Piece = Row()
    for _ in range(most):
        found = maybe(row_of((piece, found)))
    return found


def may_be_nothing(piece: Piece) -> bool:
    """Whether it may stand without any word."""
    match piece:
        case One():
            return False
        case Row():
            return all(may_be_nothing(one) for one in piece.pieces)
        case Either():
            return any(may_be_nothing(one) for one in piece.pieces)
        case Kept():
            return may_be_nothing(piece.piece)
    return True
