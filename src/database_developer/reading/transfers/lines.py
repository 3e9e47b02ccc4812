"""The sentences of a ticket that may tell of values that go elsewhere, taken together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from database_developer.model.request import Quote
from database_developer.model.ticket import Item, ItemList, Paragraph
from database_developer.reading.grammar.clauses import Statement, statement_of, statements_of
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.grammar.telling import is_story
from database_developer.reading.grammar.tokens import Token, tokenized
from database_developer.reading.passages import Passage, Section, section_of

Tokens = tuple[Token, ...]

_MOST = 40  # sentences; a longer ticket tells more than of one change


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A sentence; the title is read for what it names, and never counts as told."""

    statement: Statement
    is_title: bool = False

    @property
    def tokens(self) -> Tokens:
        """Its words, as they stand there."""
        return tokenized(self.quote.text)

    @property
    def quote(self) -> Quote:
        """What it says, and where."""
        return self.statement.quote


def lines_of(summary: str, passages: Iterable[Passage]) -> tuple[Line, ...]:
    """The title and the sentences of the body, less those that are out of scope; () for a long ticket."""
    title = tuple(Line(statement=statement_of(raw, 1, "summary"), is_title=True) for raw in sentences_of(summary))
    told = tuple(Line(statement=it) for passage in passages for it in _of(passage) if not _is_apart(it))
    return (*title, *told) if 0 < len(told) <= _MOST else ()


def _is_apart(statement: Statement) -> bool:
    """What is not asked for: out of scope, a story, a question."""
    is_question = statement.quote.text.rstrip().endswith("?")
    return is_question or section_of(statement.label) is not None or is_story(statement)


def _of(passage: Passage) -> Iterator[Statement]:
    if passage.section is not Section.BODY:
        return
    match passage.block:
        case Paragraph() as block:
            yield from statements_of(block.text, block.line, block.lines)
        case ItemList(items=items):
            yield from _of_items(items)


def _of_items(items: tuple[Item, ...]) -> Iterator[Statement]:
    for item in items:
        yield from statements_of(item.text, item.line, ())
        for block in item.blocks:
            if isinstance(block, ItemList):
                yield from _of_items(block.items)
