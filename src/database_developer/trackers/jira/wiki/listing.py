"""Lists of wiki text: each line says by its signs how deep it stands, and under what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from database_developer.model.ticket import Block, Item, ItemList

_DEEPEST = 20  # what is deeper stands there too
OPEN_BOX = "☐"  # a red cross would say that something failed, and Jira has no sign of its own for an open box
TICKED_BOX = "☑"
_BOX = re.compile(rf"(?:\[(?P<typed>[ xX]?)\]|\((?P<drawn>[/x])\)|(?P<sign>[{OPEN_BOX}{TICKED_BOX}]))(?:\s+|$)")


@dataclass(kw_only=True, slots=True)
class Entry:
    """An item that may still grow."""

    line: int
    lines: list[str]
    checked: bool | None = None
    blocks: list[Block | _List] = field(default_factory=list)


@dataclass(kw_only=True, slots=True)
class _List:
    line: int
    is_ordered: bool
    entries: list[Entry] = field(default_factory=list)


class Listing:
    """The lists that are being read."""

    def __init__(self) -> None:
        self._roots: list[_List] = []
        self._open: list[_List] = []

    @property
    def last(self) -> Entry:
        """The item that was begun last."""
        return self._open[-1].entries[-1]

    def add(self, signs: str, entry: Entry) -> None:
        """Begin an item at the depth of its signs, the last of which says whether it is numbered."""
        depth = min(len(signs), len(self._open) + 1, _DEEPEST)
        del self._open[depth:]
        is_ordered = signs[-1] == "#"
        if len(self._open) == depth and self._open[-1].is_ordered != is_ordered:
            self._open.pop()
        if len(self._open) < depth:
            self._begin(_List(line=entry.line, is_ordered=is_ordered))
        self._open[-1].entries.append(entry)

    def _begin(self, new: _List) -> None:
        if self._open:
            self.last.blocks.append(new)
        else:
            self._roots.append(new)
        self._open.append(new)

    def blocks(self) -> list[Block]:
        """The lists as they were read."""
        return [_list(root) for root in self._roots]


def entry_of(text: str, line: int) -> tuple[str, Entry]:
    """What an item says after its box, and the item; its box is told by ``checked``."""
    box = _BOX.match(text)
    if box is None:
        return text, Entry(line=line, lines=[])
    checked = (box["typed"] or box["drawn"] or box["sign"]) in {"x", "X", "/", TICKED_BOX} and box["drawn"] != "x"
    return text[box.end() :], Entry(line=line, lines=[], checked=checked)


def _list(one: _List) -> ItemList:
    return ItemList(items=tuple(map(_item, one.entries)), line=one.line, ordered=one.is_ordered)


def _item(entry: Entry) -> Item:
    blocks = tuple(_list(block) if isinstance(block, _List) else block for block in entry.blocks)
    return Item(text=" ".join(" ".join(entry.lines).split()), line=entry.line, checked=entry.checked, blocks=blocks)
