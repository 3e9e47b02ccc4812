"""Columns each on a line of one paragraph: "name: text", "email: varchar(255), unique"."""

from __future__ import annotations

import re
from dataclasses import replace

from database_developer.model.request import Quote
from database_developer.model.ticket import Item, ItemList, Paragraph
from database_developer.reading.forms import listing
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Mention
from database_developer.reading.grammar.phrases import NounPhrase
from database_developer.reading.grammar.tokens import Token, tokenized
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene

_NAME = re.compile(r"[`\"']?[A-Za-z_][A-Za-z0-9_.]*[`\"']?")
_THING = re.compile(r"[A-Z]\w*(?: \w+){0,2}:\s+[^,:;]+,[^:]+$")
_NO_NAMES = lexicon.PRONOUNS | lexicon.DETERMINERS
_LEAST = 2  # lines that make a list
_SHORTEST = 2  # tokens in such a line; behind a colon one will do
_LONGEST = 12  # tokens in a line that is one entry


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """The paragraph as the list it is, its first line announcing it where that ends in a colon; None for a text."""
    block = passage.block
    if not isinstance(block, Paragraph) or len(block.lines) < _LEAST:
        return None
    name = _table_named(block.lines[0])
    if name is not None:
        return _under_a_name(name, block, passage, scene)
    return _as_a_list(block, passage, scene) or _thing_by_thing(block, passage)


def _as_a_list(block: Paragraph, passage: Passage, scene: Scene) -> Outcome | None:
    """One entry a line, below the line that announces them if any."""
    is_announced = block.lines[0].endswith(":")
    begin = 1 if is_announced else 0
    lines = [(block.line + at, text) for at, text in enumerate(block.lines) if at >= begin and text]
    shortest = 1 if is_announced else _SHORTEST
    if len(lines) < _LEAST or not all(_is_entry(tokenized(text), shortest) for _, text in lines):
        return None
    items = tuple(Item(text=text, line=line) for line, text in lines)
    intro = block.lines[0] if is_announced else passage.intro
    return listing.read(replace(passage, block=ItemList(items=items, line=items[0].line), intro=intro), scene)


def _thing_by_thing(block: Paragraph, passage: Passage) -> Outcome | None:
    """ "Flat: address, rent" above "Tenant: name, phone": each line is a sentence of its own."""
    if not all(_THING.match(line) for line in block.lines):
        return None
    lines = (Paragraph(text=line, line=block.line + at) for at, line in enumerate(block.lines))
    return Outcome(inner=tuple(replace(passage, block=line, intro="") for line in lines))


def _table_named(line: str) -> str | None:
    """The "customers" of a line "Table: customers"."""
    label, _, name = line.partition(":")
    is_label = label.strip().lower() in {"table", "table name", "new table"}
    return name.strip().strip("`\"'") if is_label and _NAME.fullmatch(name.strip()) else None


def _under_a_name(name: str, block: Paragraph, passage: Passage, scene: Scene) -> Outcome:
    """The first line names a table, and the others tell of it."""
    quote = Quote(text=block.lines[0], line=block.line)
    mention = Mention(entity=scene.name_of(NounPhrase(identifier=name)), table=name, quote=quote)
    scene.note(mention)
    rest = Paragraph(text=" ".join(block.lines[1:]), line=block.line + 1, lines=block.lines[1:])
    inner = replace(passage, block=rest, heading=f"{name} table")
    return Outcome(findings=(mention,), sentences=(ReadSentence(quote=quote),), inner=(inner,))


def _is_entry(tokens: tuple[Token, ...], shortest: int) -> bool:
    """A short line that begins with a name and is no sentence."""
    is_short = shortest <= len(tokens) <= _LONGEST and not tokens[-1].is_mark(".", ":")
    return is_short and tokens[0].lower not in _NO_NAMES
