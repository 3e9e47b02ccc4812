"""Replies to numbered questions inside a text: "1: b", "2 = yes", "Q3: a total in cents"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from database_developer.model.ticket import Block, ItemList, Paragraph

_NUMBER = re.compile(
    r"(?:^|(?<=[\s;,]))(?:(?:re|answer|question|q)[\s.]*#?)?(?P<number>\d{1,2})\s*[:=]\s*(?=\S)", re.IGNORECASE
)
_CHOICE = re.compile(r"(?:[a-h]\)?|yes|no|y|n)[.!]?", re.IGNORECASE)


def replies_in(blocks: Iterable[Block]) -> Iterator[tuple[int, str]]:
    """The numbers of questions with what is replied to each, in order."""
    for block in blocks:
        if isinstance(block, Paragraph) and is_reply(block):
            yield from _replies_in(block.text)
        elif isinstance(block, ItemList) and is_reply(block):
            yield from _listed(block)


def is_reply(block: Block) -> bool:
    """Whether it is nothing but replies; numbered items are such only where each chooses something."""
    match block:
        case Paragraph():
            return _NUMBER.match(block.text.strip()) is not None
        case ItemList(ordered=True):
            return all(_CHOICE.fullmatch(item.text.strip()) and not item.blocks for item in block.items)
        case ItemList():
            return all(_NUMBER.match(item.text.strip()) and not item.blocks for item in block.items)
    return False


def _replies_in(text: str) -> Iterator[tuple[int, str]]:
    """A further number begins a reply where it is higher than the one before."""
    starts: list[re.Match[str]] = []
    for found in _NUMBER.finditer(text.strip()):
        if not starts or int(found["number"]) > int(starts[-1]["number"]):
            starts.append(found)
    ends = [found.start() for found in starts[1:]] + [len(text)]
    for found, end in zip(starts, ends, strict=True):
        yield int(found["number"]), text.strip()[found.end() : end].strip(" ;,\t")


def _listed(block: ItemList) -> Iterator[tuple[int, str]]:
    for place, item in enumerate(block.items):
        if block.ordered:
            yield block.start + place, item.text.strip().rstrip(".!")
        else:
            yield from _replies_in(item.text)
