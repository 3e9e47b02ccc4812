"""The line by which a comment of ours is known again, also where nobody noted its id."""

from __future__ import annotations

from database_developer.errors import UsageError
from database_developer.model.message import Message, Text, Words
from database_developer.model.ticket import Block, Paragraph

_LONGEST = 100


def mark(marker: str) -> str:
    """The last line of the comment of this marker."""
    if not marker.strip() or len(marker) > _LONGEST or " ".join(marker.split()) != marker:
        raise UsageError(f'"{marker}" is no marker', hint="use letters, digits, dots, colons and dashes")
    return f"Written by database-developer ({marker})"


def marked(marker: str) -> Message:
    """The mark alone, as a message."""
    return Message(parts=(Words(line=(Text(text=mark(marker)),)),))


def is_marked(blocks: tuple[Block, ...], marker: str | None = None) -> bool:
    """Whether the last block is the mark of this marker, or of any."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph):
        return False
    if marker is not None:
        return last.text == mark(marker)
    return last.text.startswith("Written by database-developer (") and last.text.endswith(")")
