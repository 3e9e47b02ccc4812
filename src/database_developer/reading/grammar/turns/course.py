"""The steps of a turn of phrase, and the way of words through them, which takes no step twice at the same word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from database_developer.reading.grammar.turns.pieces import Again, Edge, Either, Kept, One, Piece, Row, Slot, fits


@dataclass(frozen=True, slots=True)
class Take:
    """A word is taken, then it goes on."""

    words: frozenset[str]
    slots: frozenset[Slot]
    then: int


@dataclass(slots=True)
class Fork:
    """Several ways on, the best first: those open to each word that only some of them begin with, and to others."""

    ways: tuple[int, ...] = ()
    by_word: dict[str, tuple[int, ...]] = field(default_factory=dict)
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """The place is noted, as the begin or the end of what has this name."""

    name: str
    is_end: bool
    then: int


@dataclass(frozen=True, slots=True)
class Border:
    """It goes on only at the first word, or behind the last."""

    is_end: bool
    then: int


@dataclass(frozen=True, slots=True)
class Done:
    """All of the turn stands."""


Step = Take | Fork | Note | Border | Done


@dataclass(frozen=True, slots=True)
class Noted:
    """A place noted on the way, and those noted before it."""

    name: str
    is_end: bool
    place: int
    before: Noted | None


@dataclass(frozen=True, slots=True)
class Course:
    """All steps; ``firsts`` are the words that may begin it, None where any may."""

    steps: tuple[Step, ...]
    begin: int
    firsts: frozenset[str] | None


def course_of(piece: Piece) -> Course:
    """The steps through a piece."""
    steps: list[Step] = [Done()]
    begin = _add(piece, 0, steps)
    for step in steps:
        if isinstance(step, Fork):
            _sort_ways(step, steps)
    return Course(tuple(steps), begin, _firsts(begin, steps, set()))


def _add(piece: Piece, then: int, steps: list[Step]) -> int:
    """Put the steps of the piece behind the others, the last one going on with ``then``; its first step."""
    match piece:
        case One():
            steps.append(Take(piece.words, piece.slots, then))
        case Row():
            for one in reversed(piece.pieces):
                then = _add(one, then, steps)
            return then
        case Either():
            steps.append(Fork(tuple(_add(one, then, steps) for one in piece.pieces)))
        case Again():
            fork = Fork()
            steps.append(fork)
            place = len(steps) - 1
            fork.ways = (_add(piece.piece, place, steps), then)
            return place
        case Kept():
            steps.append(Note(piece.name, True, then))
            inner = _add(piece.piece, len(steps) - 1, steps)
            steps.append(Note(piece.name, False, inner))
        case Edge():
            steps.append(Border(piece.is_end, then))
    return len(steps) - 1


def _sort_ways(fork: Fork, steps: list[Step]) -> None:
    beginnings = [(way, _firsts(way, steps, set())) for way in fork.ways]
    known = frozenset().union(*(firsts for _, firsts in beginnings if firsts is not None))
    fork.others = tuple(way for way, firsts in beginnings if firsts is None)
    fork.by_word = {
        word: tuple(way for way, firsts in beginnings if firsts is None or word in firsts) for word in known
    }


def _firsts(at: int, steps: list[Step], passed: set[int]) -> frozenset[str] | None:
    """The words that may be taken first from this step on; None where any may, or none need be."""
    if at in passed:
        return frozenset()
    passed.add(at)
    step = steps[at]
    match step:
        case Take():
            return None if step.slots else step.words
        case Fork():
            every = [_firsts(way, steps, passed) for way in step.ways]
            return None if None in every else frozenset().union(*(one for one in every if one is not None))
        case Note():
            return _firsts(step.then, steps, passed)
        case Border():
            return None if step.is_end else _firsts(step.then, steps, passed)
    return None


Way = tuple[int, Noted | None]  # where it ends, and what was noted on it


def walk(course: Course, words: Sequence[str], start: int, passed: set[tuple[int, int]]) -> Way | None:
    """Where the turn that begins here ends, and what was noted; None where it does not stand here.

    ``passed`` are the steps already tried, each with its word: what failed once fails again. So no search takes more
    steps than there are, times the words.
    """
    waiting: list[tuple[int, int, Noted | None]] = [(course.begin, start, None)]
    while waiting:
        at, place, noted = waiting.pop()
        if (at, place) in passed:
            continue
        passed.add((at, place))
        step = course.steps[at]
        if isinstance(step, Take):
            if place < len(words) and _is_taken(words[place], step):
                waiting.append((step.then, place + 1, noted))
        elif isinstance(step, Fork):
            ways = step.by_word.get(words[place], step.others) if place < len(words) else step.others
            waiting += [(way, place, noted) for way in reversed(ways)]
        elif isinstance(step, Note):
            waiting.append((step.then, place, Noted(step.name, step.is_end, place, noted)))
        elif isinstance(step, Border):
            if place == (len(words) if step.is_end else 0):
                waiting.append((step.then, place, noted))
        else:
            return place, noted
    return None


def _is_taken(word: str, step: Take) -> bool:
    return word in step.words or any(fits(word, slot) for slot in step.slots)
