"""A ticket's blocks in reading order, each with the section it stands in and the words before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from database_developer.model.ticket import Block, Grid, Heading, Paragraph, Quotation, Ticket


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
_LONGEST_TITLE = 60  # letters
# Titles behind which a ticket orders again, whatever stood before them.
_ORDERING = frozenset(
    {
        "expected",
        "expected result",
        "expected behaviour",
        "expected behavior",
        "expectation",
        "desired",
        "desired behaviour",
        "desired behavior",
        "new behaviour",
        "new behavior",
        "wanted",
        "what we want",
        "what we need",
        "what is needed",
        "needed",
        "request",
        "requested change",
        "requested changes",
        "requirement",
        "requirements",
        "proposal",
        "proposed change",
        "proposed changes",
        "proposed solution",
        "proposed fix",
        "solution",
        "fix",
        "change",
        "changes",
        "task",
        "tasks",
        "to do",
        "todo",
        "what to do",
        "in scope",
        "scope",
        "goal",
        "implementation",
        "should be",
        "instead",
    }
)
_SECTIONS = {title: section for section, titles in _TITLES.items() for title in titles}
_THIS = (
    r"(?:here|now|yet|today|v\d+|scope|this|(?:in |of |for )?(?:the |this |our )?(?:current |first |next )?"
    r"(?:\w+ )?(?:ticket|issue|task|story|pr|mvp|release|version|sprint|iteration|step|phase|round|change|scope|work))"
)
# Headings in other words: all that is kept for later, left to others or turned down, and what only tells why.
_WORDED = {
    Section.OUT_OF_SCOPE: re.compile(
        r"(?:explicitly |deliberately |currently |still )?(?:out of|outside(?: of)?|beyond) (?:the |our )?scope(?: .*)?"
        rf"|(?:explicitly |deliberately )?not (?:(?:part|in|for|of|with|needed|wanted|planned|covered|done|"
        rf"included|touched|affected|doing|a goal|goals?)(?: (?:in|of|by|for|with))? ?)?(?:{_THIS})?"
        r"|(?:for |maybe |perhaps |comes? )?(?:much )?later(?: on| maybe| ideas?)?"
        r"|(?:things |what |all (?:that )?)(?:we|i|you) (?:(?:do|will|would|should|shall) not|don't|won't) .*"
        r"|we (?:(?:do|will|would|shall) not|don't|won't) (?:do|build|touch|cover|include|solve)(?: (?:here|now|yet))?"
        r"|(?:things |what )?(?:(?:we|i) )?(?:leave|left|leaving) (?:out|aside|for (?:later|another .*))"
        r"|parking lot|no[- ]goals?|anti[- ]goals?|won'?t (?:have|fix|do)"
        r"|(?:for |some |at )?(?:the next|next|another|some other|a later) (?:time|day|ticket|sprint|release|version)"
        r"|(?:in )?(?:another|other|separate|own) (?:tickets?|issues?)|future (?:work|ideas?|plans?|tickets?|steps?)"
        r"|follow[- ]?up (?:work|tickets?|issues?|tasks?)"
    ),
    Section.BACKGROUND: re.compile(
        r"(?:rejected alternatives?|alternatives? (?:considered|rejected|we considered)|considered (?:and rejected"
        r"|alternatives)|rationale|prior art|drawbacks|history of (?:this|the) (?:ticket|issue))"
    ),
    Section.CRITERIA: re.compile(
        r"acceptance (?:criteria|tests?|conditions) .{0,40}|(?:we(?:'re| are)|it is|this is|it's|i am) (?:done|ready) "
        r"(?:when|if|once)|(?:ready|finished|complete|completed|accepted|closed) (?:when|if|once)"
        r"|how (?:we|to|do we|i|you) (?:test|check|verify|know|tell|see)\b.{0,40}|definition of (?:done|ready).{0,20}"
    ),
}
# These are headings, but before a colon they may be the name of a column.
_ALONE = {
    Section.OUT_OF_SCOPE: re.compile(r"excluded|deferred|postponed|parked|rejected"),
    Section.BACKGROUND: re.compile(r"(?:the )?reasons?|why .{1,40}|alternatives?"),
}


def passages_of(ticket: Ticket) -> Iterator[Passage]:
    """The passages of the description and of the answers; headings only say where the others stand."""
    origin = ticket.origin or ticket.key
    yield from Outline(heading=ticket.summary).passages(ticket.blocks, origin)
    yield from Outline(heading="Answers").passages(ticket.answers, origin)


def section_of(title: str) -> Section | None:
    """What a heading announces, if it is one of the usual ones."""
    return _SECTIONS.get(_words(title)) or _worded(title, _WORDED)


def _headed(title: str) -> Section | None:
    """The same where it stands as a heading of its own."""
    return section_of(title) or _worded(title, _ALONE)


def _worded(title: str, patterns: dict[Section, re.Pattern[str]]) -> Section | None:
    words = _words(title)
    found = (section for section, pattern in patterns.items() if pattern.fullmatch(words))
    return next(found, None) if len(words) <= _LONGEST_TITLE else None


def _words(title: str) -> str:
    return title.strip(" :*_#?!.…").replace("’", "'").lower()


def _orders(title: str) -> bool:
    """Whether a title is one behind which a ticket orders."""
    return title.strip(" :*_#").lower() in _ORDERING


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
            elif isinstance(block, Paragraph) and self._opens(block.text):
                self._enter(block.text, self.open[-1][0])
            else:
                self._heed_label(block)
                yield self._passage(block, origin)

    def _opens(self, text: str) -> bool:
        """Whether the line is the title of a section; one that orders ends what is only told."""
        return _headed(text) is not None or (self.open[-1][1] is Section.BACKGROUND and _orders(text))

    def _heed_label(self, block: Block) -> None:
        """ "Expected: ..." ends a section that orders nothing."""
        label, colon, _ = block.text.partition(":") if isinstance(block, Paragraph) else ("", "", "")
        if colon and self.open[-1][1] is Section.BACKGROUND and _orders(label):
            self._enter(label, self.open[-1][0])

    def _passage(self, block: Block, origin: str) -> Passage:
        section = self.open[-1][1]
        if section is Section.BACKGROUND and isinstance(block, Grid) and _headed(self.heading) is None:
            section = Section.BODY  # a table below a title of its own, which but hangs below "Context"
        passage = Passage(block=block, section=section, heading=self.heading, intro=self.intro, origin=origin)
        self.intro = block.text if isinstance(block, Paragraph) else ""
        return passage

    def _enter(self, title: str, level: int) -> None:
        """A heading closes those of its own level and below; one that says nothing keeps what it stands under."""
        while len(self.open) > 1 and self.open[-1][0] >= level:
            self.open.pop()
        ordered = Section.BODY if _orders(title) and self.open[-1][1] is not Section.OUT_OF_SCOPE else None
        self.open.append((level, _headed(title) or ordered or self.open[-1][1]))
        self.heading, self.intro = title, title
