"""Struck-out text: not read, and told as superseded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.request import Fate, Quote, Sentence
from database_developer.model.ticket import Block, Grid, Item, ItemList, Paragraph

_STRUCK = re.compile(r"~~([^~]+)~~")


def struck_in(block: Block, origin: str) -> Iterator[Sentence]:
    """Every piece of the block that is struck out."""
    for text, line in _texts(block):
        for found in _STRUCK.findall(text) if "~~" in text else ():
            yield Sentence(quote=Quote(text=found.strip(), line=line, origin=origin), fate=Fate.SUPERSEDED)


def without_struck(block: Block) -> Block | None:
    """The block less items and rows that are struck out as a whole, None where nothing is left of it."""
    match block:
        case ItemList():
            items = tuple(item for item in block.items if not _is_struck(item.text) or item.blocks)
            return block if len(items) == len(block.items) else replace(block, items=items) if items else None
        case Grid():
            rows = tuple(row for row in block.rows if not _is_struck(" ".join(row)))
            return replace(block, rows=tuple(tuple(map(_bare, row)) for row in rows)) if rows else None
        case Paragraph() if _is_struck(block.text):
            return None
    return block


def _is_struck(text: str) -> bool:
    return "~~" in text and not re.sub(r"[\W_]+", "", _STRUCK.sub("", text))


def _bare(cell: str) -> str:
    return " ".join(_STRUCK.sub("", cell).split()) if "~~" in cell else cell


def _texts(block: Block) -> Iterator[tuple[str, int]]:
    match block:
        case Paragraph():
            yield block.text, block.line
        case ItemList():
            for item in block.items:
                yield from _of_item(item)
        case Grid():
            yield from ((" | ".join(row), block.line + 2 + number) for number, row in enumerate(block.rows))


def _of_item(item: Item) -> Iterator[tuple[str, int]]:
    yield item.text, item.line
    for block in item.blocks:
        yield from _texts(block)
