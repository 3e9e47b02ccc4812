"""Lists right below one another: a short line between their items is the next one's title, and no item's last words."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
_MOST_WORDS = 5
_LONGEST_ITEM = 60  # characters; a longer line may go on in the next one
_NO_TITLE = (".", ",", ";", "?", "!")
_GOES_ON = (",", ";", "-", "(", " and", " or", " the", " a", " of", " to", " for")


def heed_titles(parser: MarkdownIt) -> MarkdownIt:
    """The parser, with such a line as the end of the list before it."""
    parser.block.ruler.before("paragraph", "list_title", _is_title, {"alt": ["paragraph"]})
    return parser


def _is_title(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Whether this line ends the paragraph before it; it is read as a paragraph of its own."""
    if not silent or not state.blkIndent or state.sCount[line] >= state.blkIndent or line + 1 >= state.lineMax:
        return False
    title, before = _text(state, line), _text(state, line - 1)
    is_short = len(title.split()) <= _MOST_WORDS and not title.endswith(_NO_TITLE)
    is_whole = len(before) <= _LONGEST_ITEM and not before.lower().endswith(_GOES_ON)
    return is_short and is_whole and bool(_ITEM.match(_text(state, line + 1)) and _ITEM.match(before))


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] : state.eMarks[line]].rstrip()
