"""Everything that belongs to a ticket, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from database_developer.model.request import Fate, Question, Quote, Sentence
from database_developer.model.ticket import Attachment, Block, Comment, Paragraph, Ticket
from database_developer.reading.correcting import MARKER, corrections_of
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.mentions import Mention, mentions_in, table_of
from database_developer.reading.passages import Outline, Passage, Section, Source
from database_developer.reading.striking import struck_in, without_struck
from database_developer.reading.trust import Standing, parts_of, weighed, without_agreements


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """What is read as a demand, in order; comments that others must agree to; what is said of both.

    ``context`` are the passages of related tickets, which only teach names.
    """

    passages: tuple[Passage, ...]
    strangers: tuple[tuple[Comment, tuple[Passage, ...]], ...] = ()
    context: tuple[Passage, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    questions: tuple[Question, ...] = ()
    mentioned: frozenset[str] = frozenset()


def sources_of(ticket: Ticket) -> Sources:
    """The ticket's sources, each passage with how it is quoted and what it wins over."""
    ordering = _Ordering(ticket)
    ordering.read(tuple(_of_description(ticket)))
    for related in (one for one in ticket.related if one.key.upper() in ordering.parts):
        ordering.read(tuple(ordering.passages_of(related.blocks, related.origin, related.summary)))
    for comment in ordering.comments:
        if comment.standing in {Standing.TRUSTED, Standing.AGREED}:
            ordering.read(tuple(ordering.passages_of(comment.blocks, comment.comment.origin, ticket.summary)))
    ordering.read(tuple(ordering.passages_of(ticket.answers, "answer", "Answers")))
    return ordering.sources()


def _of_description(ticket: Ticket) -> Iterator[Passage]:
    outline = Outline(heading=ticket.summary)
    for passage in outline.passages(ticket.blocks, ticket.origin or ticket.key):
        yield from _settled(passage)


def _settled(passage: Passage) -> Iterator[Passage]:
    """The passage less what settles other sources; one that corrects what stands above it wins over that."""
    block = passage.block
    is_later = MARKER.fullmatch(f"{passage.heading}:") is not None
    if isinstance(block, Paragraph):
        marker = MARKER.match(block.text)
        text = without_agreements(block.text[marker.end() :] if marker else block.text)
        if text != block.text:
            block = replace(block, text=text)
        is_later = is_later or marker is not None
    source = replace(passage.source, rank=passage.source.rank + 1) if is_later else passage.source
    if block is not passage.block or is_later:
        passage = replace(passage, block=block, source=source)
    yield from _apart(passage, block) if isinstance(block, Paragraph) else (passage,)


def _apart(passage: Passage, block: Paragraph) -> Iterator[Passage]:
    """Sentences that may correct each for itself, so that what stands before them is read before."""
    rest: list[str] = []
    for raw in sentences_of(block.text):
        if corrections_of(raw.text, is_later=passage.source.rank > 0):
            yield from _paragraph(passage, block, rest)
            yield from _paragraph(passage, block, [raw.text])
            rest = []
        else:
            rest.append(raw.text)
    yield from _paragraph(passage, block, rest)


def _paragraph(passage: Passage, block: Paragraph, sentences: list[str]) -> Iterator[Passage]:
    text = " ".join(sentences)
    if text:
        yield passage if text == block.text else replace(passage, block=replace(block, text=text))


class _Ordering:
    """Puts one source behind the other, each attachment behind what first speaks of it."""

    def __init__(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.parts = parts_of(ticket)
        self.comments = weighed(ticket)
        self.found: list[Passage] = []
        self.rank = 0
        self.mentions: dict[str, Mention] = {}
        self.struck: list[Sentence] = []

    def passages_of(self, blocks: Iterable[Block], origin: str, heading: str) -> Iterator[Passage]:
        """The passages of a further source, which wins over those before."""
        self.rank += 2
        source = Source(origin=origin, rank=self.rank)
        for passage in Outline(heading=heading).passages(tuple(blocks), origin):
            yield from _settled(replace(passage, source=source))

    def read(self, passages: tuple[Passage, ...]) -> None:
        """Take these next, less what is struck out, and the attachments that they ask to read."""
        for passage in passages:
            self.struck += struck_in(passage.block, passage.source.origin)
            block = without_struck(passage.block)
            if block is not None:
                self.found.append(passage if block is passage.block else replace(passage, block=block))
        for mention in mentions_in(passages, self.ticket.attachments):
            if mention.file.name not in self.mentions:
                self.mentions[mention.file.name] = mention
                self.found += _attached(
                    mention, Source(origin=mention.file.origin, rank=self.rank, file=mention.file.name)
                )

    def sources(self) -> Sources:
        if not self.found:
            self._read_all_files()
        mentioned = [mention.file for mention in self.mentions.values()]
        return Sources(
            passages=tuple(self.found),
            strangers=tuple(self._strangers()),
            context=tuple(self._context()),
            sentences=tuple(self._unread()),
            questions=tuple(_question(file) for file in mentioned if not file.blocks),
            mentioned=frozenset(mention.sentence for mention in self.mentions.values()),
        )

    def _read_all_files(self) -> None:
        """A ticket without words means what hangs on it."""
        for file in self.ticket.attachments:
            mention = Mention(file=file, sentence="")
            self.mentions[file.name] = mention
            self.found += _attached(mention, Source(origin=file.origin, rank=self.rank, file=file.name))

    def _strangers(self) -> Iterator[tuple[Comment, tuple[Passage, ...]]]:
        for one in self.comments:
            if one.standing is Standing.PENDING:
                yield one.comment, tuple(self.passages_of(one.blocks, one.comment.origin, self.ticket.summary))

    def _context(self) -> Iterator[Passage]:
        for related in self.ticket.related:
            if related.key.upper() not in self.parts:
                yield from Outline(heading=related.summary).passages(related.blocks, related.origin)

    def _unread(self) -> Iterator[Sentence]:
        """What is struck out, that a comment was declined, and that an attachment is context."""
        yield from self.struck
        for one in self.comments:
            if one.standing is Standing.DECLINED:
                quote = Quote(text=f"all of {one.comment.origin}", line=1, origin=one.comment.origin)
                yield Sentence(quote=quote, fate=Fate.OUT_OF_SCOPE)
        for file in self.ticket.attachments:
            if file.name not in self.mentions:
                quote = Quote(text=f"the attachment {file.name}", line=1, origin=file.origin)
                yield Sentence(quote=quote, fate=Fate.CONTEXT)


def _attached(mention: Mention, source: Source) -> list[Passage]:
    """The file's passages; code stands under the name of what it holds."""
    table = table_of(mention)
    outline = Outline(section=Section.BODY, heading=table.replace("_", " "))
    outline.intro = f"{mention.sentence} The {table} table:".strip()
    return [replace(passage, source=source) for passage in outline.passages(mention.file.blocks, source.origin)]


def _question(file: Attachment) -> Question:
    """A file that is spoken of and cannot be read."""
    why = "is no text that can be read" if file.is_whole else f"has {file.size} bytes, too many to read"
    text = f"the attachment {file.name} {why}; what does it say that the database should do?"
    quote = Quote(text=f"the attachment {file.name}", line=1, origin=file.origin)
    return Question(id=f"attachment-{file.name}", text=text, blocking=False, quote=quote)
