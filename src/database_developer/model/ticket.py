"""A task as its tracker holds it, its text already cut into blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

# Text inside blocks is plain, except that `code` keeps its back-ticks and ~~struck out~~ text its tildes.


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading; ``line`` counts from 1 in the ticket's source, as in every block."""

    text: str
    level: int
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph, its lines joined by single spaces; ``lines`` are they, where there are several."""

    text: str
    line: int
    lines: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One entry of a list; ``checked`` is None unless it is a task's box."""

    text: str
    line: int
    checked: bool | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemList:
    """A list, bulleted or numbered; ``start`` is the number of its first item."""

    items: tuple[Item, ...]
    line: int
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A table: its header's cells and its rows' cells; ragged rows are padded with ""."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A code block; ``language`` in lower case, "" where not said; ``line`` is its first line of code."""

    text: str
    line: int
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    """A block quote."""

    blocks: tuple[Block, ...]
    line: int


Block = Heading | Paragraph | ItemList | Grid | Code | Quotation


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A relation to another ticket, such as ("blocks", "KAN-26")."""

    kind: str
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """What somebody wrote below a ticket; our own comments are none of these.

    ``id`` is the tracker's; ``created`` knows its time zone; ``role`` is "assignee", "bot" or "" where nothing is
    known. The lines of its blocks count within the comment, or within the file that holds it.
    """

    id: str
    author: str
    blocks: tuple[Block, ...] = ()
    created: datetime | None = None
    is_reporter: bool = False
    role: str = ""

    @property
    def origin(self) -> str:
        """How its words are quoted."""
        return f"comment {self.id} by {self.author or 'somebody'}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file that hangs on a ticket; ``size`` in bytes.

    ``text`` is None where it is no text or too large; ``is_whole`` where it is all of it and not its first part.
    ``blocks`` are its text cut as a ticket's, or one block of code.
    """

    name: str
    size: int
    media_type: str = ""
    text: str | None = field(default=None, repr=False)
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    is_whole: bool = True

    @property
    def origin(self) -> str:
        """How its words are quoted."""
        return f"attachment {self.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RelatedTicket:
    """The parent or a linked ticket as it was read; ``kind`` is "parent" or the link's ("blocks")."""

    kind: str
    key: str
    summary: str
    status: str = ""
    blocks: tuple[Block, ...] = ()

    @property
    def origin(self) -> str:
        """How its words are quoted."""
        return f"ticket {self.key}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Detail:
    """Something that the tracker notes beside the text, such as ("sprint", "Sprint 3")."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """The task; ``origin`` says where it was read (a path or an address).

    ``fingerprint`` hashes all that is read of it, comments and attachments included, and not its status.
    ``answers`` are what was answered to our questions; they are read last. ``changed`` is the last moment in its log;
    ``notes`` are what is to be told of the reading itself, such as that the ticket was moved.
    """

    key: str
    summary: str
    status: str = ""
    type: str = ""
    priority: str = ""
    labels: tuple[str, ...] = ()
    parent: str | None = None
    links: tuple[Link, ...] = ()
    blocks: tuple[Block, ...] = ()
    origin: str = ""
    fingerprint: str = ""
    reporter: str = ""
    assignee: str = ""
    comments: tuple[Comment, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    related: tuple[RelatedTicket, ...] = ()
    answers: tuple[Paragraph, ...] = ()
    subtasks: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    changed: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketSummary:
    """A ticket as a list shows it; ``updated`` is the moment of its last change as the tracker tells it, or ""."""

    key: str
    summary: str
    status: str = ""
    is_open: bool = True
    updated: str = ""
