"""A task as its tracker holds it, its text already cut into blocks."""

from __future__ import annotations

from dataclasses import dataclass

# Text inside blocks is plain, except that `code` keeps its back-ticks and ~~struck out~~ text its tildes.


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading; ``line`` counts from 1 in the ticket's source, as in every block."""

    text: str
    level: int
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph, its lines joined by single spaces."""

    text: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One entry of a list; ``checked`` is None unless it is a task's box."""

    text: str
    line: int
    checked: bool | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemList:
    """A list, bulleted or numbered."""

    items: tuple[Item, ...]
    line: int
    ordered: bool = False


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
class Reply:
    """What somebody said below the ticket; ``created`` is a moment as the tracker writes it."""

    author: str
    created: str
    blocks: tuple[Block, ...]
    by_reporter: bool = False
    by_assignee: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Enclosure:
    """A file that hangs on the ticket; ``text`` is what is in it, None where it was not read."""

    name: str
    size: int
    media_type: str
    text: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Detail:
    """Something that the tracker notes beside the text, such as ("sprint", "Sprint 3")."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """The task; ``origin`` says where it was read (a path or an address), ``fingerprint`` hashes its text.

    ``replies`` are what others said, not we; ``changed`` is the last moment in its log; ``notes`` are what is to be
    told of the reading itself, such as that the ticket was moved.
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
    subtasks: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    details: tuple[Detail, ...] = ()
    changed: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketSummary:
    """A ticket as a list shows it."""

    key: str
    summary: str
    status: str = ""
    is_open: bool = True
