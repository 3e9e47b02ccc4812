"""A message as wiki text of Jira Data Center that reads as its texts do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from database_developer.model.message import (
    Box,
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
from database_developer.trackers.jira.wiki.escaping import escaped, in_code, led
from database_developer.trackers.jira.wiki.listing import OPEN_BOX
from database_developer.trackers.shortening import fitted

LIMIT = 32_767  # of a comment, in UTF-16 units
_SIGNS = {"info": "(i)", "success": "(/)", "warning": "(!)", "error": "(x)"}
_COLOURS = {"info": "#deebff", "success": "#e3fcef", "warning": "#fffae6", "error": "#ffebe6"}
_COLOURED = frozenset(
    [
        "bash",
        "c",
        "css",
        "go",
        "groovy",
        "html",
        "java",
        "javascript",
        "json",
        "php",
        "python",
        "ruby",
        "sql",
        "xml",
        "yaml",
    ]
)  # of any other language Jira says, in the middle of the comment, that it has no colours for it
_ACCOUNT = re.compile(r"[\w.@:+-]+")
_TROUBLE = ("{code", "[~")  # what ends the code early, or mentions somebody


def build(message: Message, limit: int = LIMIT) -> str:
    """The message as wiki text; shortened, with a note, where it exceeds what Jira takes."""
    return fitted(message, _page, lambda written: len(written.encode("utf-16-le")) // 2 <= limit)


def _page(message: Message) -> str:
    return "\n\n".join(filter(None, map(_part, message.parts))) + "\n"


def _part(part: Part) -> str:
    match part:
        case Title(text=text, level=level):
            shown = _line((Text(text=text),))
            return f"h{min(max(level, 1), 6)}. {shown}" if shown else ""
        case Words(line=line):
            return _line(line)
        case Points(points=points, is_numbered=is_numbered):
            return "\n".join(_points(points, "#" if is_numbered else "*"))
        case Boxes(boxes=boxes):
            return "\n".join(map(_box, boxes))
        case Snippet(text=text, language=language):
            return _snippet(message_text.code(text), message_text.language(language))
        case Sheet():
            return "\n".join(_rows(message_text.even(part)))
        case Notice(kind=kind, line=line):
            known = kind if kind in _SIGNS else "info"
            return f"{{panel:bgColor={_COLOURS[known]}}}\n{_SIGNS[known]} {_line(line)}\n{{panel}}"


def _points(points: Sequence[Point], sign: str) -> Iterator[str]:
    for point in points:
        yield f"{sign} {_line(point.line)}"
        yield from (f"{sign}* {_line(inner)}" for inner in point.inner)


def _box(box: Box) -> str:
    return f"* {'(/)' if box.is_ticked else OPEN_BOX} {_line(box.line)}"


def _rows(rows: Sequence[Sequence[Line]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        bar = "||" if number == 0 else "|"
        yield bar + bar.join(_line(cell) or " " for cell in row) + bar


def _snippet(text: str, language: str) -> str:
    """A code block; line by line in braces where the code itself would end the block or mention somebody."""
    if not text.strip():
        return ""
    if language in _COLOURED and not any(sign in text.lower() for sign in _TROUBLE):
        return f"{{code:{language}}}\n{text.rstrip()}\n{{code}}"
    if not any(sign in text.lower() for sign in ("{noformat", "[~")):
        return f"{{noformat}}\n{text.rstrip()}\n{{noformat}}"
    return "\n".join(_code(line) for line in text.split("\n") if line.strip())


def _line(line: Line) -> str:
    """The spans one after the other, with room where a mark would not be seen for the word beside it."""
    written = ""
    for place, span in enumerate(line):
        after = _first_sign(line[place + 1]) if place + 1 < len(line) else ""
        shown = _span(span, written[-1:], after)
        room = " " if isinstance(span, CodeText) and written[-1:].strip() and shown else ""
        written += room + shown
    return led(written.strip())


def _first_sign(span: Span) -> str:
    return (span.name if isinstance(span, Mention) else span.text)[:1]


def _span(span: Span, before: str, after: str) -> str:
    match span:
        case Text(text=text, is_strong=is_strong):
            words = message_text.words(text)
            return _strong(words, before, after) if is_strong else escaped(words)
        case CodeText(text=text):
            shown = _code(text)
            return shown + (" " if shown and after.isalnum() else "")
        case LinkText(text=text, url=url):
            return _link(message_text.words(text).strip(), url)
        case Mention(account=account, name=name):
            return f"[~{account}]" if _ACCOUNT.fullmatch(account) else "@" + escaped(message_text.words(name).strip())


def _code(text: str) -> str:
    content = message_text.words(text).strip()
    return f"{{{{{in_code(content)}}}}}" if content else ""


def _strong(text: str, before: str, after: str) -> str:
    """Bold, unless it touches a word: there the signs would be shown instead."""
    inner = text.strip()
    touches = (text[:1] != " " and before.strip()) or (text[-1:] != " " and after.strip())
    if not inner or touches:
        return escaped(text)
    start, _, end = text.partition(inner)
    shown = escaped(inner).replace("*", "&#42;")
    return f"{start}*{shown}*{end}"


def _link(text: str, url: str) -> str:
    address = message_text.address(url)
    if not address:
        return f"{escaped(text)} {escaped(message_text.words(url))}"
    return f"[{escaped(text)}|{address}]" if text and text != address else f"[{address}]"
