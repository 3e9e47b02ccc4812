"""A message cut so that it fits where it is sent, with a note that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from database_developer.model.message import (
    Box,
    Boxes,
    Line,
    LinkText,
    Mention,
    Message,
    Notice,
    Part,
    Point,
    Points,
    Sheet,
    Snippet,
    Span,
    Text,
    Title,
    Words,
)

NOTE = "… shortened, the whole is in the report"
Written = TypeVar("Written")
Cut = TypeVar("Cut")


def fitted(message: Message, write: Callable[[Message], Written], is_short: Callable[[Written], bool]) -> Written:
    """The message as written, or as much from its start as is short enough, and a note."""
    whole = write(message)
    if is_short(whole):
        return whole
    least, most = 0, sum(_price(span) for line in message.lines() for span in line)
    while least < most:
        middle = (least + most + 1) // 2
        if is_short(write(_first(message, middle))):
            least = middle
        else:
            most = middle - 1
    return write(_first(message, least))


def _first(message: Message, characters: int) -> Message:
    """The message's first so many characters of text, and the note."""
    purse = _Purse(characters)
    parts = [part for part in map(purse.part, message.parts) if part is not None]
    return Message(parts=(*parts, Words(line=(Text(text=NOTE),))))


def _price(span: Span) -> int:
    """What a span costs: its characters, an address and a person as a whole; nothing is free."""
    extra = len(span.url) if isinstance(span, LinkText) else 0
    return max(1, len(span.name if isinstance(span, Mention) else span.text) + extra)


class _Purse:
    """Characters that may still be spent."""

    def __init__(self, characters: int) -> None:
        self.left = characters

    def part(self, part: Part) -> Part | None:
        """As much of the part as can be paid; None where that is nothing."""
        if self.left <= 0:
            return None
        match part:
            case Title(text=text) | Snippet(text=text):
                return replace(part, text=self._text(text))
            case Words(line=line) | Notice(line=line):
                return replace(part, line=self._line(line))
            case Points(points=points):
                return replace(part, points=self._each(points, self._point))
            case Boxes(boxes=boxes):
                return replace(part, boxes=self._each(boxes, self._box))
            case Sheet(header=header, rows=rows):
                return replace(part, header=self._cells(header), rows=self._each(rows, self._cells))

    def _each(self, members: Iterable[Cut], cut: Callable[[Cut], Cut]) -> tuple[Cut, ...]:
        return tuple(self._paid(members, cut))

    def _paid(self, members: Iterable[Cut], cut: Callable[[Cut], Cut]) -> Iterator[Cut]:
        """Members until nothing is left; an empty one costs a character too."""
        for member in members:
            if self.left <= 0:
                return
            self.left -= 1
            yield cut(member)

    def _point(self, point: Point) -> Point:
        return replace(point, line=self._line(point.line), inner=self._each(point.inner, self._line))

    def _box(self, box: Box) -> Box:
        return replace(box, line=self._line(box.line))

    def _cells(self, cells: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(map(self._line, cells))

    def _line(self, line: Line) -> Line:
        return tuple(span for span in map(self._span, line) if span is not None)

    def _span(self, span: Span) -> Span | None:
        if isinstance(span, Mention | LinkText):
            self.left -= _price(span)
            return span if self.left >= 0 else None
        return replace(span, text=self._text(span.text)) if self.left > 0 else None

    def _text(self, text: str) -> str:
        cut = text[: max(0, self.left)]
        self.left -= max(1, len(cut))
        return cut
