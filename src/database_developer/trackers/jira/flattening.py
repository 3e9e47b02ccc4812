"""Blocks as one line of text, for the cells of a table."""

from __future__ import annotations

from collections.abc import Iterable

from database_developer.model.ticket import Block, Code, Grid, Heading, Item, ItemList, Paragraph, Quotation
from database_developer.trackers import marks

_BOXES = {None: "", False: "[ ] ", True: "[x] "}


def line_of(blocks: Iterable[Block]) -> str:
    """The blocks' text in order: items are parted by commas, code stands between back-ticks."""
    return " ".join(text for text in map(_line, blocks) if text)


def _line(block: Block) -> str:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return text
        case ItemList(items=items):
            return ", ".join(map(_item, items))
        case Code(text=text):
            return marks.code(" ".join(text.split())) if text.strip() else ""
        case Grid(header=header, rows=rows):
            return "; ".join(" ".join(row) for row in (header, *rows))
        case Quotation(blocks=blocks):
            return line_of(blocks)


def _item(item: Item) -> str:
    return " ".join(filter(None, [_BOXES[item.checked] + item.text, line_of(item.blocks)]))
