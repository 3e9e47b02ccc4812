"""Columns each on a line of one paragraph: "name: text", "email: varchar(255), unique"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.ticket import Item, ItemList, Paragraph
from database_developer.reading.forms import listing
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.tokens import Token, tokenized
from database_developer.reading.outcome import Outcome
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene

_LEAST = 2  # lines that make a list
_LONGEST = 12  # tokens in a line that is one entry


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """The paragraph as the list it is, its first line announcing it where that ends in a colon; None for a text."""
    block = passage.block
    if not isinstance(block, Paragraph) or len(block.lines) < _LEAST:
        return None
    is_announced = block.lines[0].endswith(":")
    begin = 1 if is_announced else 0
    lines = [(block.line + at, text) for at, text in enumerate(block.lines) if at >= begin and text]
    if len(lines) < _LEAST or not all(_is_entry(tokenized(text)) for _, text in lines):
        return None
    items = tuple(Item(text=text, line=line) for line, text in lines)
    intro = block.lines[0] if is_announced else passage.intro
    return listing.read(replace(passage, block=ItemList(items=items, line=items[0].line), intro=intro), scene)


def _is_entry(tokens: tuple[Token, ...]) -> bool:
    """A short line that begins with a name and is no sentence."""
    is_short = 1 < len(tokens) <= _LONGEST and not tokens[-1].is_mark(".", ":")
    return is_short and tokens[0].lower not in lexicon.PRONOUNS | lexicon.DETERMINERS
