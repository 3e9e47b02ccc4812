"""Acceptance criteria's boxes ticked in a human's Markdown: the box's one character, and no other byte."""

from __future__ import annotations

import re
from collections.abc import Collection

from database_developer.trackers import front_matter
from database_developer.trackers.blocks import blocks_of
from database_developer.trackers.boxes import open_boxes

_BREAK = re.compile(r"(\r\n|\r|\n)")
_OPEN = re.compile(r"^([\s>]*(?:[-*+]|\d+[.)])[ \t]+)\[ \]")
_TICKED = re.compile(r"^([ \t>]*(?:[-*+]|\d+[.)])[ \t]+)\[[xX]\]", re.MULTILINE)


def ticked(text: str, criteria: Collection[str], origin: str) -> str:
    """The file's text with the open boxes of exactly these words ticked; the words are those of the item as read."""
    head = front_matter.split(text, origin)
    lines = _BREAK.split(text)
    for item in open_boxes(blocks_of(head.body, head.lines)):
        place = 2 * (item.line - 1)  # the breaks stand between the lines
        if item.text in criteria and place < len(lines):
            lines[place] = _OPEN.sub(r"\1[x]", lines[place])
    return "".join(lines)


def unticked(text: str) -> str:
    """The text with all boxes open: whether one is ticked is no change of what is asked."""
    return _TICKED.sub(r"\1[ ]", text)
