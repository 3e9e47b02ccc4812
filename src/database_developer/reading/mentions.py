"""Which attachments the words of a ticket speak of, and whether they ask to read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from database_developer.model.ticket import Attachment, ItemList, Paragraph
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.passages import Passage, Section

_ATTACHED = re.compile(r"\battach(?:ed|ments?)\b", re.IGNORECASE)
_NOT_ASKED = re.compile(
    r"\b(?:not|never|don't|ignor\w+|old|outdated|obsolete|superseded|for reference|no longer|wrong|instead of)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\b(?:into|to|as|for)\s+(?:the\s+|a\s+|our\s+)?(?:new\s+|table\s+)?[`\"]?(?P<name>[a-z]\w*)", re.I
)
_NO_TARGETS = lexicon.words("the a an our postgres postgresql database db schema system table tables import load")
_NOISE = lexicon.words("sample samples example examples export exported data dump rows list full test final new copy")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A sentence that asks to read a file, in its own words."""

    file: Attachment
    sentence: str


def mentions_in(passages: Iterable[Passage], files: tuple[Attachment, ...]) -> Iterator[Mention]:
    """The files that these passages ask to read; "the attached schema" means the only one there is."""
    for passage in passages if files else ():
        if passage.section in {Section.BODY, Section.CRITERIA}:
            for sentence in _sentences(passage):
                yield from _mentions(sentence, files)


def table_of(mention: Mention) -> str:
    """The name of what the file holds: said in the sentence ("import a.csv into customers"), else the file's own."""
    stem = PurePath(mention.file.name).stem
    behind = mention.sentence.casefold().partition(mention.file.name.casefold())[2]
    for found in _TARGET.finditer(behind):
        if found["name"].casefold() not in _NO_TARGETS:
            return found["name"].casefold()
    words = [part.lower() for part in _PART.findall(stem)]
    return "_".join([word for word in words if word not in _NOISE] or words) or "imported_rows"


def _sentences(passage: Passage) -> Iterator[str]:
    match passage.block:
        case Paragraph(text=text):
            yield from (raw.text for raw in sentences_of(text))
        case ItemList(items=items):
            yield from (raw.text for item in items for raw in sentences_of(item.text))


def _mentions(sentence: str, files: tuple[Attachment, ...]) -> Iterator[Mention]:
    if _NOT_ASKED.search(sentence):
        return
    text = sentence.casefold()
    named = [file for file in files if _is_named(file.name.casefold(), text)]
    if not named and len(files) == 1 and _ATTACHED.search(sentence):
        named = list(files)
    for file in named:
        yield Mention(file=file, sentence=sentence)


def _is_named(name: str, text: str) -> bool:
    return name in text and re.search(rf"(?<![\w.-]){re.escape(name)}(?!\w)", text) is not None
