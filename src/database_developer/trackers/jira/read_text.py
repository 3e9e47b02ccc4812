"""What was read of a text that Jira holds, whatever its markup."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from database_developer.errors import TicketUnreadable
from database_developer.model.ticket import Block

LONGEST = 1_000_000  # characters of a text
DEEPEST = 100  # levels of nesting
MOST_CELLS = 200_000  # of all rows of a table together


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadText:
    """The text's blocks, and a line on each thing in it that could not be read as text."""

    blocks: tuple[Block, ...] = ()
    diagnostics: tuple[str, ...] = ()


class Remarks:
    """Collects what is to be said of a text, each thing once."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def add(self, remark: str) -> None:
        """Note it; a second time only counts."""
        self._seen[remark] += 1

    def lines(self) -> tuple[str, ...]:
        """The remarks in the order of their first appearance."""
        return tuple(f"{text} ({count} times)" if count > 1 else text for text, count in self._seen.items())


def too_long(length: int, where: str) -> TicketUnreadable:
    """The refusal of a text of so many characters."""
    return TicketUnreadable(
        f"the text has {length} characters, more than {LONGEST}",
        where=where,
        hint="move logs and data to attachments; a ticket is read by people",
    )


def too_deep(where: str) -> TicketUnreadable:
    """The refusal of a text that is nested too deeply."""
    return TicketUnreadable(
        f"the text is nested more than {DEEPEST} levels deep", where=where, hint="say it in fewer levels"
    )


def too_many_cells(where: str) -> TicketUnreadable:
    """The refusal of a table that would fill the memory."""
    return TicketUnreadable(
        f"a table has more than {MOST_CELLS} cells or {LONGEST} characters, merged ones counted where they reach",
        where=where,
        hint="attach the data as a file, and describe its columns in the ticket",
    )
