"""A Markdown ticket's text as somebody would have written it in Jira: as a document, and as wiki text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from database_developer.model.ticket import Block, Code, Grid, Heading, Item, ItemList, Paragraph, Quotation
from database_developer.trackers.markdown import MarkdownTracker

Json = dict[str, Any]


def fields_of(folder: Path, key: str, *, is_cloud: bool) -> tuple[str, Any, tuple[str, ...]]:
    """The ticket's summary, its description for a Jira of this kind, and its labels."""
    ticket = MarkdownTracker(folder).load(key)
    text = document(ticket.blocks) if is_cloud else wiki(ticket.blocks)
    return ticket.summary, text, ticket.labels


def document(blocks: Iterable[Block]) -> Json:
    return {"type": "doc", "version": 1, "content": [_node(block) for block in blocks]}


def wiki(blocks: Iterable[Block]) -> str:
    return "\n\n".join(_markup(block) for block in blocks)


def _node(block: Block) -> Json:
    match block:
        case Heading(text=text, level=level):
            return {"type": "heading", "attrs": {"level": level}, "content": _spans(text)}
        case Paragraph(text=text):
            return {"type": "paragraph", "content": _spans(text)}
        case Code(text=text, language=language):
            return {"type": "codeBlock", "attrs": {"language": language}, "content": [{"type": "text", "text": text}]}
        case ItemList(items=items) if items[0].checked is not None:
            boxes = [_box(place, item) for place, item in enumerate(items)]
            return {"type": "taskList", "attrs": {"localId": "criteria"}, "content": boxes}
        case ItemList(items=items, ordered=ordered):
            content = [{"type": "listItem", "content": [_node(Paragraph(text=it.text, line=1))]} for it in items]
            return {"type": "orderedList" if ordered else "bulletList", "content": content}
        case Quotation(blocks=blocks):
            return {"type": "blockquote", "content": [_node(one) for one in blocks]}
        case Grid(header=header, rows=rows):
            return {"type": "table", "content": [_row("tableHeader", header), *(_row("tableCell", it) for it in rows)]}


def _row(kind: str, cells: tuple[str, ...]) -> Json:
    content = [{"type": kind, "attrs": {}, "content": [_node(Paragraph(text=cell, line=1))]} for cell in cells]
    return {"type": "tableRow", "content": content}


def _box(place: int, item: Item) -> Json:
    attributes = {"localId": f"box-{place}", "state": "DONE" if item.checked else "TODO"}
    return {"type": "taskItem", "attrs": attributes, "content": _spans(item.text)}


def _spans(text: str) -> list[Json]:
    return [_span(place, piece) for place, piece in enumerate(text.split("`")) if piece]


def _span(place: int, piece: str) -> Json:
    return {"type": "text", "text": piece, **({"marks": [{"type": "code"}]} if place % 2 else {})}


def _markup(block: Block) -> str:
    match block:
        case Heading(text=text, level=level):
            return f"h{level}. {text}"
        case Paragraph(text=text):
            return _coded(text)
        case Code(text=text, language=language):
            return f"{{code:{language or 'none'}}}\n{text}\n{{code}}"
        case ItemList(items=items, ordered=ordered):
            return "\n".join(_points(items, "#" if ordered else "*"))
        case Quotation(blocks=blocks):
            return f"{{quote}}\n{wiki(blocks)}\n{{quote}}"
        case Grid(header=header, rows=rows):
            lines = [f"|{'|'.join(row)}|" for row in rows]
            return "\n".join([f"||{'||'.join(header)}||", *lines])


def _points(items: Iterable[Item], sign: str) -> Iterator[str]:
    for item in items:
        box = "" if item.checked is None else "[x] " if item.checked else "[ ] "
        yield f"{sign} {box}{_coded(item.text)}"


def _coded(text: str) -> str:
    return re.sub(r"`([^`]*)`", lambda found: "{{" + re.sub(r"([{}\[\]])", r"\\\1", found[1]) + "}}", text)
