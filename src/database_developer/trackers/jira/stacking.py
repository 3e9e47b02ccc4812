"""Texts put one below the other, so that each block keeps a line of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from database_developer.model.ticket import Block, Code, Grid, Heading, Item, ItemList, Paragraph, Quotation


def below(upper: tuple[Block, ...], title: str, lower: tuple[Block, ...]) -> tuple[Block, ...]:
    """The lower blocks under a heading, below the upper ones."""
    line = last_line(upper) + 2 if upper else 1
    return (*upper, Heading(text=title, level=2, line=line), *(shifted(block, line + 1) for block in lower))


def last_line(blocks: Iterable[Block]) -> int:
    """The last line that the blocks take up; 0 for none."""
    return max(map(_last_line, blocks), default=0)


def shifted(block: Block, by: int) -> Block:
    """The block so many lines further down."""
    moved = replace(block, line=block.line + by)
    match moved:
        case ItemList(items=items):
            return replace(moved, items=tuple(_shifted_item(item, by) for item in items))
        case Quotation(blocks=blocks):
            return replace(moved, blocks=tuple(shifted(inner, by) for inner in blocks))
    return moved


def _shifted_item(item: Item, by: int) -> Item:
    return replace(item, line=item.line + by, blocks=tuple(shifted(inner, by) for inner in item.blocks))


def _last_line(block: Block) -> int:
    match block:
        case Heading(line=line) | Paragraph(line=line):
            return line
        case Code(line=line, text=text):
            return line + text.count("\n")
        case Grid(line=line, rows=rows):
            return line + len(rows) + 1
        case ItemList(line=line, items=items):
            return max((max(item.line, last_line(item.blocks)) for item in items), default=line)
        case Quotation(line=line, blocks=blocks):
            return max(line, last_line(blocks))
