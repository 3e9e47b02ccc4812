"""The steps of a turn of phrase, and the way of words through them, which takes no step twice at the same word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from database_developer.reading.grammar.turns.pieces import Again, Barred, Edge, Either, Kept, One, Piece, fits

_DONE = 0  # the step at which all of the turn stands
Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Noted:
    """A place noted on the way as the begin or the end of what has this name, and those noted before it."""

    name: str
    is_end: bool
    place: int
    before: Noted | None


Stand = tuple[int, int, Noted | None]  # a step, the word it is at, and what was noted on the way to it


@dataclass(frozen=True, slots=True)
class Take:
    """A word is taken."""

    one: One
    then: int

    def on(self, words: Words, place: int, noted: Noted | None) -> Iterator[Stand]:
        """Where it goes on, the best way last."""
        if place < len(words) and _is_one(words[place], self.one):
            yield self.then, place + 1, noted


@dataclass(slots=True)
class Fork:
    """Several ways on, the best last: those open to each word that only some of them begin with, and to others."""

    ways: tuple[int, ...] = ()
    by_word: dict[str, tuple[int, ...]] = field(default_factory=dict)
    others: tuple[int, ...] = ()

    def on(self, words: Words, place: int, noted: Noted | None) -> Iterator[Stand]:
        """Where it goes on, the best way last."""
        ways = self.by_word.get(words[place], self.others) if place < len(words) else self.others
        return ((way, place, noted) for way in ways)


@dataclass(frozen=True, slots=True)
class Note:
    """The place is noted."""

    name: str
    is_end: bool
    then: int

    def on(self, words: Words, place: int, noted: Noted | None) -> Iterator[Stand]:
        """Where it goes on, the best way last."""
        yield self.then, place, Noted(self.name, self.is_end, place, noted)


@dataclass(frozen=True, slots=True)
class Border:
    """It goes on only at the first word, or behind the last."""

    is_end: bool
    then: int

    def on(self, words: Words, place: int, noted: Noted | None) -> Iterator[Stand]:
        """Where it goes on, the best way last."""
        if place == (len(words) if self.is_end else 0):
            yield self.then, place, noted


@dataclass(frozen=True, slots=True)
class Bar:
    """It goes on only where no such word comes."""

    one: One
    then: int

    def on(self, words: Words, place: int, noted: Noted | None) -> Iterator[Stand]:
        """Where it goes on, the best way last."""
        if place == len(words) or not _is_one(words[place], self.one):
            yield self.then, place, noted


Step = Take | Fork | Note | Border | Bar


@dataclass(frozen=True, slots=True)
class Course:
    """All steps but the last, by their numbers; ``firsts`` are the words that may begin it, None where any may."""

    steps: dict[int, Step]
    begin: int
    firsts: frozenset[str] | None


def course_of(piece: Piece) -> Course:
    """The steps through a piece."""
    steps: dict[int, Step] = {}
    begin = _add(piece, _DONE, steps)
    for step in steps.values():
        if isinstance(step, Fork):
            _sort_ways(step, steps)
    return Course(steps, begin, _firsts(begin, steps, set()))


def _add(piece: Piece, then: int, steps: dict[int, Step]) -> int:
    """Put the steps of the piece to the others, the last one going on with ``then``; its first step."""
    match piece:
        case One():
            return _put(Take(piece, then), steps)
        case Barred():
            return _put(Bar(piece.one, then), steps)
        case Edge():
            return _put(Border(piece.is_end, then), steps)
        case Either():
            return _put(Fork(tuple(_add(one, then, steps) for one in reversed(piece.pieces))), steps)
        case Kept():
            inner = _add(piece.piece, _put(Note(piece.name, True, then), steps), steps)
            return _put(Note(piece.name, False, inner), steps)
        case Again():
            fork = Fork()
            place = _put(fork, steps)
            fork.ways = (then, _add(piece.piece, place, steps))
            return place
    for one in reversed(piece.pieces):
        then = _add(one, then, steps)
    return then


def _put(step: Step, steps: dict[int, Step]) -> int:
    number = len(steps) + 1
    steps[number] = step
    return number


def _sort_ways(fork: Fork, steps: dict[int, Step]) -> None:
    beginnings = [(way, _firsts(way, steps, set())) for way in fork.ways]
    known = frozenset().union(*(firsts for _, firsts in beginnings if firsts is not None))
    fork.others = tuple(way for way, firsts in beginnings if firsts is None)
    fork.by_word = {
        word: tuple(way for way, firsts in beginnings if firsts is None or word in firsts) for word in known
    }


def _firsts(at: int, steps: dict[int, Step], passed: set[int]) -> frozenset[str] | None:
    """The words that may be taken first from this step on; None where any may, or none need be."""
    if at in passed:
        return frozenset()
    passed.add(at)
    match steps.get(at):
        case Take(one=one):
            return None if one.slots else one.words
        case Fork(ways=ways):
            every = [_firsts(way, steps, passed) for way in ways]
            return None if None in every else frozenset().union(*(one for one in every if one is not None))
        case Note(then=then) | Border(is_end=False, then=then):
            return _firsts(then, steps, passed)
    return None


def walk(course: Course, words: Words, start: int, passed: set[tuple[int, int]]) -> tuple[int, Noted | None] | None:
    """Where the turn that begins here ends, and what was noted; None where it does not stand here.

    ``passed`` are the steps already tried, each with its word: what failed once fails again. So no search takes more
    steps than there are, times the words.
    """
    waiting: list[Stand] = [(course.begin, start, None)]
    while waiting:
        at, place, noted = waiting.pop()
        if at == _DONE:
            return place, noted
        if (at, place) not in passed:
            passed.add((at, place))
            waiting += course.steps[at].on(words, place, noted)
    return None


def _is_one(word: str, one: One) -> bool:
    return word in one.words or any(fits(word, slot) for slot in one.slots)
