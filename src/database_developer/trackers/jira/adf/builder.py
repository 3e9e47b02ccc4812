"""A message as a document of Jira Cloud, such as its schema allows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

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
from database_developer.trackers.shortening import fitted

LIMIT = 32_767  # of a comment; counted over the whole document, which is never less than Jira counts
_PANELS = frozenset({"info", "success", "warning", "error"})
Json = dict[str, Any]


def build(message: Message, marker: str = "", limit: int = LIMIT) -> Json:
    """The message as a document; shortened, with a note, where it exceeds what Jira takes.

    ``marker`` names the comment: the same one gives the same boxes the same ids.
    """
    return fitted(message, lambda one: _document(one, marker), lambda written: _length(written) <= limit)


def _length(document: Json) -> int:
    """As Jira counts: a character outside the basic plane is two."""
    return len(json.dumps(document, ensure_ascii=False).encode("utf-16-le")) // 2


def _document(message: Message, marker: str) -> Json:
    content = [
        node for place, part in enumerate(message.parts) for node in _part(part, f"{marker}/{place}")
    ]  # an empty document is no comment
    return {"version": 1, "type": "doc", "content": content or [_paragraph(())]}


def _part(part: Part, place: str) -> list[Json]:
    match part:
        case Title(text=text, level=level):
            return [_node("heading", _inline((Text(text=text),)), level=min(max(level, 1), 6))]
        case Words(line=line):
            return [_paragraph(line)]
        case Points(points=points, is_numbered=is_numbered):
            kind = "orderedList" if is_numbered else "bulletList"
            return [_node(kind, map(_item, points))] if points else []
        case Boxes(boxes=boxes):
            return [_tasks(boxes, place)] if boxes else []
        case Snippet(text=text, language=language):
            return [_code(message_text.code(text), message_text.language(language))]
        case Sheet():
            return _table(message_text.even(part))
        case Notice(kind=kind, line=line):
            return [_node("panel", [_paragraph(line)], panelType=kind if kind in _PANELS else "info")]


def _node(kind: str, content: Iterable[Json], **attributes: object) -> Json:
    found: Json = {"type": kind, "content": list(content)}
    return {**found, "attrs": attributes} if attributes else found


def _paragraph(line: Line) -> Json:
    return _node("paragraph", _inline(line))


def _item(point: Point) -> Json:
    inner = [_node("listItem", [_paragraph(line)]) for line in point.inner]
    return _node("listItem", [_paragraph(point.line), *([_node("bulletList", inner)] if inner else [])])


def _tasks(boxes: Sequence[Box], place: str) -> Json:
    tasks = [
        _node("taskItem", _inline(box.line), localId=_id(place, number), state="DONE" if box.is_ticked else "TODO")
        for number, box in enumerate(boxes)
    ]
    return _node("taskList", tasks, localId=_id(place, "list"))


def _id(*place: object) -> str:
    return hashlib.sha256("/".join(map(str, place)).encode(errors="replace")).hexdigest()[:32]


def _code(text: str, language: str) -> Json:
    return _node("codeBlock", _text(text), **({"language": language} if language else {}))


def _table(rows: Sequence[Sequence[Line]]) -> list[Json]:
    lines = [
        _node("tableRow", (_node("tableCell" if number else "tableHeader", [_paragraph(cell)]) for cell in row))
        for number, row in enumerate(rows)
    ]
    return [_node("table", lines)] if lines else []


def _inline(line: Line) -> list[Json]:
    return [node for span in line for node in _span(span)]


def _span(span: Span) -> list[Json]:
    match span:
        case Text(text=text, is_strong=is_strong):
            return _text(message_text.words(text), *([{"type": "strong"}] if is_strong else []))
        case CodeText(text=text):
            return _text(message_text.words(text), {"type": "code"})
        case LinkText(text=text, url=url):
            return _link(message_text.words(text), url)
        case Mention(account=account, name=name):
            return _mention(message_text.words(account).strip(), message_text.words(name).strip())


def _text(text: str, *marks: Json) -> list[Json]:
    """A text node, which may not be empty."""
    if not text:
        return []
    return [{"type": "text", "text": text, **({"marks": list(marks)} if marks else {})}]


def _link(text: str, url: str) -> list[Json]:
    """Words that lead somewhere; both as words where the address is none of the web."""
    address = message_text.address(url)
    if not address:
        return _text(f"{text} {message_text.words(url)}".strip())
    return _text(text if text.strip() else address, {"type": "link", "attrs": {"href": address}})


def _mention(account: str, name: str) -> list[Json]:
    shown = f"@{name or account}"
    return [{"type": "mention", "attrs": {"id": account, "text": shown}}] if account else _text(shown)
