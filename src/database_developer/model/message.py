"""What we say on a ticket: a small document that every tracker can show in its own markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Plain words; ``is_strong`` for bold."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeText:
    """A name or a piece of code within a line."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkText:
    """Words that lead to an address (http or https)."""

    text: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A person whom the tracker notifies; ``account`` is the tracker's own id, ``name`` what is shown."""

    account: str
    name: str


Span = Text | CodeText | LinkText | Mention
Line = tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Title:
    """A heading; ``level`` from 1."""

    text: str
    level: int = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """An entry of a list, with what is listed under it."""

    line: Line
    inner: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Points:
    """A list; ``is_numbered`` where its entries are referred to by number.

    Proposals under a question carry their letter in their text ("a) "): no two trackers number with letters alike.
    """

    points: tuple[Point, ...]
    is_numbered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A line of a checklist; ``is_ticked`` only where an observation says so."""

    line: Line
    is_ticked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Boxes:
    """A checklist."""

    boxes: tuple[Box, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Snippet:
    """A block of code; ``language`` "" where it is none."""

    text: str
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A table: its header's cells and the rows' cells, as many in each row."""

    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A verdict in a coloured panel; ``kind`` is "info", "success", "warning" or "error"."""

    kind: str
    line: Line


Part = Title | Words | Points | Boxes | Snippet | Sheet | Notice


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """The whole document, top down."""

    parts: tuple[Part, ...]

    def lines(self) -> Iterator[Line]:
        """Every line of text, in order; code blocks as one line each."""
        for part in self.parts:
            yield from _lines(part)


def _lines(part: Part) -> Iterator[Line]:
    match part:
        case Title(text=text) | Snippet(text=text):
            yield (Text(text=text),)
        case Words(line=line) | Notice(line=line):
            yield line
        case Points(points=points):
            for point in points:
                yield point.line
                yield from point.inner
        case Boxes(boxes=boxes):
            yield from (box.line for box in boxes)
        case Sheet(header=header, rows=rows):
            yield from header
            for row in rows:
                yield from row


def words(text: str) -> Line:
    """A line of plain words; what stands between single back-ticks becomes code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return (Text(text=text),)
    spans = (CodeText(text=it) if place % 2 else Text(text=it) for place, it in enumerate(pieces))
    return tuple(span for span in spans if span.text)
