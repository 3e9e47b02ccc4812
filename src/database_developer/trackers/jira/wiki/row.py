"""A row of a wiki table, which may run over several lines, cut into cells."""

from __future__ import annotations

import re
from dataclasses import replace

from database_developer.trackers.jira.wiki.pieces import MONO, Piece, Stretch

_BAR = re.compile(rf"\\.|{MONO}|\[[^\[\]\n]*\]|![^\s!|]+\.\w+(?:\|[^!|\n]*)*!|(?P<bar>\|\|?)")


class Row:
    """Collects the pieces of a row until it ends."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.is_whole = False
        self._cells: list[list[Piece]] = []

    def add(self, piece: Piece) -> None:
        """The next piece; code and frames stand in the cell that is open."""
        if not isinstance(piece, Stretch):
            self._last().append(piece)
            return
        start = 0
        for bar in _BAR.finditer(piece.text):
            if bar["bar"]:
                self._words(piece, start, bar.start())
                self._cells.append([])
                start = bar.end()
        self._words(piece, start, len(piece.text))
        self.is_whole = piece.ends and piece.text.rstrip().endswith("|")

    def _last(self) -> list[Piece]:
        if not self._cells:
            self._cells.append([])
        return self._cells[-1]

    def _words(self, piece: Stretch, start: int, end: int) -> None:
        """A part of a line; each part counts as a line of its own within its cell."""
        text = piece.text[start:end].strip()
        if text:
            self._last().append(replace(piece, text=text, begins=True, ends=True))

    def cells(self) -> list[tuple[Piece, ...]]:
        """The cells, the last of which is there only if something stands in it."""
        cells = self._cells if self._cells and self._cells[-1] else self._cells[:-1]
        return [tuple(cell) for cell in cells]
