"""A ticket's blocks in reading order, each with the section it stands in and the words before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from database_developer.model.ticket import Block, Heading, Paragraph, Quotation, Ticket


class Section(StrEnum):
    """What a section of a ticket is for."""

    BODY = "body"
    CRITERIA = "criteria"
    OUT_OF_SCOPE = "out of scope"
    BACKGROUND = "background"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where words are from: how they are quoted, and their ``rank``: what is said under a higher one wins.

    ``file`` is the attachment's name, "" for what people wrote on the ticket itself.
    """

    origin: str = "description"
    rank: int = 0
    file: str = ""


DESCRIPTION = Source()


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A block to read; ``heading`` is the nearest one above it, ``intro`` the text right before it.

    ``origin`` is where an error says that it stands, ``source`` what its quotes say.
    """

    block: Block
    section: Section = Section.BODY
    heading: str = ""
    intro: str = ""
    origin: str = ""
    source: Source = DESCRIPTION


_TITLES = {
    Section.CRITERIA: (
        "acceptance criteria",
        "acceptance criterion",
        "acceptance",
        "acceptance tests",
        "success criteria",
        "definition of done",
        "done when",
        "this can be closed when",
        "ac",
        "dod",
    ),
    Section.OUT_OF_SCOPE: (
        "out of scope",
        "not in scope",
        "out-of-scope",
        "non-goals",
        "non goals",
        "not part of this ticket",
        "not included",
        "won't do",
    ),
    Section.BACKGROUND: (
        "story context",
        "context",
        "background",
        "motivation",
        "why",
        "user story",
        "story",
        "references",
        "links",
        "related tickets",
        "steps to reproduce",
        "environment",
        "screenshots",
    ),
}
_SECTIONS = {title: section for section, titles in _TITLES.items() for title in titles}


def passages_of(ticket: Ticket) -> Iterator[Passage]:
    """The passages of the description and of the answers; headings only say where the others stand."""
    origin = ticket.origin or ticket.key
    yield from Outline(heading=ticket.summary).passages(ticket.blocks, origin)
    yield from Outline(heading="Answers").passages(ticket.answers, origin)


def section_of(title: str) -> Section | None:
    """What a heading announces, if it is one of the usual ones."""
    return _SECTIONS.get(title.strip(" :*_#").lower())


class Outline:
    """Follows the headings of a text to say what each block belongs to."""

    def __init__(self, section: Section = Section.BODY, heading: str = "") -> None:
        self.open: list[tuple[int, Section]] = [(0, section)]
        self.heading = heading
        self.intro = ""

    def passages(self, blocks: tuple[Block, ...], origin: str) -> Iterator[Passage]:
        """The blocks in order, those of quotations among them."""
        for block in blocks:
            if isinstance(block, Quotation):
                yield from self.passages(block.blocks, origin)
            elif isinstance(block, Heading):
                self._enter(block.text, block.level)
            elif isinstance(block, Paragraph) and section_of(block.text) is not None:
                self._enter(block.text, self.open[-1][0])
            else:
                yield self._passage(block, origin)

    def _passage(self, block: Block, origin: str) -> Passage:
        passage = Passage(block=block, section=self.open[-1][1], heading=self.heading, intro=self.intro, origin=origin)
        self.intro = block.text if isinstance(block, Paragraph) else ""
        return passage

    def _enter(self, title: str, level: int) -> None:
        """A heading closes those of its own level and below; one that says nothing keeps what it stands under."""
        while len(self.open) > 1 and self.open[-1][0] >= level:
            self.open.pop()
        self.open.append((level, section_of(title) or self.open[-1][1]))
        self.heading, self.intro = title, title
