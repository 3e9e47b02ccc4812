"""Columns each on a line of one paragraph: "name: text", "email: varchar(255), unique"."""

from __future__ import annotations

import re
from dataclasses import replace

from database_developer.model.request import Quote
from database_developer.model.ticket import Item, ItemList, Paragraph
from database_developer.reading.forms import listing
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Mention
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Token, tokenized
from database_developer.reading.outcome import Outcome, ReadSentence
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene

_NAME = re.compile(r"[`\"']?[A-Za-z_][A-Za-z0-9_.]*[`\"']?")
_THING = re.compile(r"[A-Z]\w*(?: \w+){0,2}:\s+[^,:;]+,[^:]+$")
_NO_NAMES = lexicon.PRONOUNS | lexicon.DETERMINERS
_LEAST = 2  # lines that make a list
_SHORTEST = 2  # tokens in such a line; behind words that announce columns, or in a longer list, one will do
_LONGER = 3  # lines
# What stands before an entry where it is no list for Markdown: "-name", "•name", "[ ] name".
_SIGN = re.compile(r"(?:[-*+•‣▪◦●○·–]|\[[ xX]?\](?!\())\s*(?=[\w`])")
_LONGEST = 12  # tokens in a line that is one entry
_LONGEST_TITLE = 4


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
    is_announced = block.lines[0].endswith(":") or _titles_columns(block.lines[0])
    begin = 1 if is_announced else 0
    lines = [(block.line + at, text) for at, text in enumerate(block.lines) if at >= begin and text]
    lines = _without_signs(lines)
    is_list = is_announced or len(lines) >= _LONGER or passage.intro.rstrip("*_ ").endswith(":")
    shortest = 1 if is_list or _titles_columns(passage.intro) else _SHORTEST
    if len(lines) < _LEAST or not all(_is_entry(tokenized(text), shortest) for _, text in lines):
        return None
    items = tuple(Item(text=text, line=line) for line, text in lines)
    intro = f"{block.lines[0].rstrip(':')}:" if is_announced else passage.intro
    return listing.read(replace(passage, block=ItemList(items=items, line=items[0].line), intro=intro), scene)


def _titles_columns(text: str) -> bool:
    """ "Fields", "Attributes of Vehicle", "Vehicle columns": a title of columns and nothing more."""
    tokens = tokenized(text)
    is_first = bool(tokens) and tokens[0].is_in(lexicon.COLUMN_NOUNS)
    if is_first and len(tokens) > 2 and tokens[1].is_word("of", "for"):
        return noun_phrase(tokens, 2).length == len(tokens) - 2
    is_last = 0 < len(tokens) <= _LONGEST_TITLE and tokens[-1].is_in(lexicon.COLUMN_NOUNS)
    return is_last and (is_first or noun_phrase(tokens).length == len(tokens))


def _without_signs(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The entries less the sign that stands before each of them."""
    signs = [_SIGN.match(text) for _, text in lines]
    if not all(signs):
        return lines
    return [(line, text[sign.end() :]) for (line, text), sign in zip(lines, signs, strict=True) if sign]


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
