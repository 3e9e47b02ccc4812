"""A message as Markdown, for trackers that are files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from database_developer.model import markdown
from database_developer.model.message import (
    Boxes,
    CodeText,
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
from database_developer.trackers import message_text

_SIGNS = {"info": "ℹ️", "success": "✅", "warning": "⚠️", "error": "❌"}
_CLOSING = re.compile(r"#+$")  # signs at a heading's end would not be shown


def rendered(message: Message) -> str:
    """The message as a page of Markdown that reads as its texts do."""
    return "\n\n".join(filter(None, map(_part, message.parts))) + "\n"


def _part(part: Part) -> str:
    match part:
        case Title(text=text, level=level):
            return _title(markdown.line(text), level)
        case Words(line=line):
            return _line(line)
        case Points(points=points, is_numbered=is_numbered):
            return "\n".join(_points(points, is_numbered))
        case Boxes(boxes=boxes):
            return markdown.bullets(f"[{'x' if box.is_ticked else ' '}] {_line(box.line)}" for box in boxes)
        case Snippet(text=text, language=language):
            return markdown.fenced(message_text.code(text), message_text.language(language))
        case Sheet():
            return _table(part)
        case Notice(kind=kind, line=line):
            return f"> {_SIGNS.get(kind, _SIGNS['info'])} {_line(line)}"


def _title(text: str, level: int) -> str:
    shown = _CLOSING.sub(lambda found: "\\#" * len(found[0]), text)
    return f"{'#' * min(max(level, 1), 6)} {shown}" if text else ""


def _points(points: Sequence[Point], is_numbered: bool) -> Iterator[str]:
    for number, point in enumerate(points, start=1):
        sign = f"{number}." if is_numbered else "-"
        yield f"{sign} {_line(point.line)}"
        yield from (f"{' ' * len(sign)} - {_line(inner)}" for inner in point.inner)


def _table(sheet: Sheet) -> str:
    rows = [[_line(cell) for cell in row] for row in message_text.even(sheet)]
    return markdown.table(rows[0], rows[1:] or [[""] * len(rows[0])]) if rows else ""


def _line(line: Line) -> str:
    """The spans one after the other; code and bold stand where Markdown sees them as such."""
    written = ""
    for place, span in enumerate(line):
        after = _first_sign(line[place + 1]) if place + 1 < len(line) else ""
        written += _span(span, written[-1:], after)
    return markdown.led(written.strip())


def _first_sign(span: Span) -> str:
    return (span.name if isinstance(span, Mention) else span.text)[:1]


def _span(span: Span, before: str, after: str) -> str:
    match span:
        case Text(text=text, is_strong=is_strong):
            shown = markdown.escaped(message_text.words(text))
            return _strong(shown, before, after) if is_strong else shown
        case CodeText(text=text):
            return (" " if before == "`" else "") + markdown.code(text)
        case LinkText(text=text, url=url):
            return _link(markdown.escaped(message_text.words(text)), url)
        case Mention(name=name):
            return "@" + markdown.escaped(message_text.words(name).strip())


def _strong(text: str, before: str, after: str) -> str:
    """Bold, unless it touches a word: there the signs might be shown instead."""
    inner = text.strip()
    touches = (text[:1] != " " and before.isalnum()) or (text[-1:] != " " and after.isalnum())
    if not inner or touches:
        return text
    start, _, end = text.partition(inner)
    return f"{start}**{inner}**{end}"


def _link(text: str, url: str) -> str:
    address = message_text.address(url)
    if address:
        return f"[{text or markdown.escaped(address)}](<{address}>)"
    return f"{text} {markdown.escaped(message_text.words(url))}"
