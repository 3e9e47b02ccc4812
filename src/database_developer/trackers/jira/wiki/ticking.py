"""Acceptance criteria's boxes ticked in a human's wiki text: the box's one character, and no other byte."""

from __future__ import annotations

import re
from collections.abc import Collection

from database_developer.trackers.boxes import open_boxes
from database_developer.trackers.jira.wiki.listing import OPEN_BOX, TICKED_BOX
from database_developer.trackers.jira.wiki.reader import read

_BREAK = re.compile(r"(\r\n|\r|\n)")
_TICKED = {"[ ]": "[x]", "(x)": "(/)", OPEN_BOX: TICKED_BOX}
_BOX = re.compile("|".join(map(re.escape, _TICKED)))


def tick(text: str, criteria: Collection[str]) -> str | None:
    """The text with the open boxes of exactly these words ticked; None where there is none.

    The words are those of the item as it was read. A box that shares its line with another is left alone.
    """
    lines = _BREAK.split(text)
    for item in open_boxes(read(text).blocks):
        place = 2 * (item.line - 1)  # the breaks stand between the lines
        if item.text in criteria and len(_BOX.findall(lines[place])) == 1:
            lines[place] = _BOX.sub(lambda found: _TICKED[found[0]], lines[place])
    ticked = "".join(lines)
    return ticked if ticked != text else None
