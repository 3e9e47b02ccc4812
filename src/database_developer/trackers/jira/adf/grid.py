"""Merged cells laid out as rows: one over rows is repeated in each, one over columns leaves the others empty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from database_developer.trackers.jira.read_text import LONGEST, MOST_CELLS, too_many_cells


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell's text, and how far it reaches."""

    text: str
    columns: int = 1
    rows: int = 1


class Layout:
    """Lays out rows one after the other; knows which cells reach down from above."""

    def __init__(self, where: str) -> None:
        self.rows: list[list[str]] = []
        self._where = where
        self._reaching: dict[int, Cell] = {}
        self._size = self._length = 0

    def add(self, cells: Iterable[Cell]) -> None:
        """The next row; TicketUnreadable where merged cells blow the table up."""
        self.rows.append([])
        below: dict[int, Cell] = {}
        for cell in cells:
            self._reach(below)
            self._put(cell, below)
            for _ in range(1, cell.columns):
                self._reach(below)
                self._put(Cell(text="", rows=cell.rows), below)
        self._finish(below)

    def _finish(self, below: dict[int, Cell]) -> None:
        while self._reaching:
            self._reach(below)
            if self._reaching:
                self._put(Cell(text=""), below)
        self._reaching = below

    def _reach(self, below: dict[int, Cell]) -> None:
        """Put the cells that reach down to where the row has come."""
        while (cell := self._reaching.pop(len(self.rows[-1]), None)) is not None:
            self._put(cell, below)

    def _put(self, cell: Cell, below: dict[int, Cell]) -> None:
        row = self.rows[-1]
        if cell.rows > 1:
            below[len(row)] = Cell(text=cell.text, rows=cell.rows - 1)
        row.append(cell.text)
        self._size, self._length = self._size + 1, self._length + len(cell.text)
        if self._size > MOST_CELLS or self._length > LONGEST:
            raise too_many_cells(self._where)
