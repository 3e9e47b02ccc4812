"""Rows of cells made as long as each other."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.trackers.jira.read_text import MOST_CELLS, too_many_cells


def padded(rows: Sequence[Sequence[str]], where: str) -> tuple[tuple[str, ...], ...]:
    """The rows, as many cells in each; TicketUnreadable where that is too much."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > MOST_CELLS:
        raise too_many_cells(where)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)
