"""A ticket as lines, to show what changed in it since the last run."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.ticket import Block, Code, Comment, Grid, Heading, ItemList, Paragraph, Quotation, Ticket


def as_text(ticket: Ticket) -> str:
    """The ticket's summary and text, a line for each heading, sentence block, item, row and line of code.

    Comments follow, then the names and sizes of attachments: what these hold may be data.
    """
    own = (line for block in ticket.blocks for line in _lines(block))
    said = (line for comment in ticket.comments for line in _of_comment(comment))
    files = (f"{file.origin}: {file.size} bytes" for file in ticket.attachments)
    return "\n".join([ticket.summary, *own, *said, *files])


def without_files(ticket: Ticket) -> Ticket:
    """The ticket as it may be logged: of its attachments only what they are."""
    return replace(ticket, attachments=tuple(replace(file, text=None, blocks=()) for file in ticket.attachments))


def changes(before: str, after: str) -> tuple[str, ...]:
    """The lines that went (``- ``) and came (``+ ``)."""
    compared = difflib.ndiff(before.splitlines(), after.splitlines())
    return tuple(line for line in compared if line.startswith(("- ", "+ ")))


def _of_comment(comment: Comment) -> Iterator[str]:
    yield f"{comment.origin}:"
    yield from (line for block in comment.blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph):
        yield block.text
    elif isinstance(block, Code):
        yield from block.text.splitlines()
    elif isinstance(block, Grid):
        yield from (" | ".join(row) for row in (block.header, *block.rows))
    elif isinstance(block, ItemList):
        for item in block.items:
            yield f"- {item.text}"
            yield from (line for inner in item.blocks for line in _lines(inner))
    elif isinstance(block, Quotation):
        yield from (line for inner in block.blocks for line in _lines(inner))
