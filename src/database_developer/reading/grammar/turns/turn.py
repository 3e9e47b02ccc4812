"""A turn of phrase, written in the notation, and where it stands in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from database_developer.reading.grammar.turns.classes import CLASSES
from database_developer.reading.grammar.turns.course import Course, Noted, Take, course_of, walk
from database_developer.reading.grammar.turns.notation import piece_of
from database_developer.reading.grammar.turns.pieces import may_be_nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Where a turn stands: from ``start`` to before ``end``; ``kept`` are the places of what has a name."""

    start: int
    end: int
    kept: tuple[tuple[str, int, int], ...] = ()

    def places(self, name: str) -> tuple[int, ...]:
        """The words that have this name, each by its place."""
        return tuple(place for one, start, end in self.kept if one == name for place in range(start, end))


@dataclass(frozen=True, slots=True)
class Turn:
    """Looks for its phrases in words, from the left; of those that begin at one word the one told first stands."""

    course: Course

    @property
    def words(self) -> frozenset[str]:
        """All words that its phrases are made of."""
        taken = (step.one.words for step in self.course.steps.values() if isinstance(step, Take))
        return frozenset().union(*taken)

    def search(self, words: Sequence[str], start: int = 0) -> Found | None:
        """The first place where it stands."""
        firsts = self.course.firsts
        passed: set[tuple[int, int]] = set()
        for place in range(start, len(words)):
            if firsts is None or words[place] in firsts:
                way = walk(self.course, words, place, passed)
                if way is not None:
                    return Found(start=place, end=way[0], kept=_kept(way[1]))
        return None

    def stands_in(self, words: Sequence[str]) -> bool:
        """Whether it stands anywhere."""
        return self.search(words) is not None

    def each_in(self, words: Sequence[str]) -> Iterator[Found]:
        """All places where it stands, none within another."""
        found = self.search(words)
        while found is not None:
            yield found
            found = self.search(words, found.end)

    def without(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words that do not belong to it wherever it stands."""
        kept: list[str] = []
        end = 0
        for found in self.each_in(words):
            kept += words[end : found.start]
            end = found.end
        return (*kept, *words[end:])


def turn(text: str, **classes: str | frozenset[str]) -> Turn:
    """The turn that the text writes; ``classes`` are further names that it uses in braces."""
    piece = piece_of(text, {**CLASSES, **classes})
    if may_be_nothing(piece):
        raise ValueError(f'a turn of phrase must hold a word that has to stand: "{text.strip()[:60]}"')
    return Turn(course_of(piece))


def _kept(noted: Noted | None) -> tuple[tuple[str, int, int], ...]:
    """What was noted, in order; it was noted from the left, and ends follow their begins."""
    found: list[tuple[str, int, int]] = []
    ends: list[Noted] = []
    while noted is not None:
        if noted.is_end:
            ends.append(noted)
        else:
            found.append((noted.name, noted.place, ends.pop().place))
        noted = noted.before
    return tuple(reversed(found))
