"""The boxes of a ticket's lists, as they were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from database_developer.model.ticket import Block, Item, ItemList, Quotation


def open_boxes(blocks: Iterable[Block]) -> Iterator[Item]:
    """The items with an open box, in order, those below others and in quotations too."""
    for block in blocks:
        if isinstance(block, Quotation):
            yield from open_boxes(block.blocks)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from [item] if item.checked is False else []
                yield from open_boxes(item.blocks)
