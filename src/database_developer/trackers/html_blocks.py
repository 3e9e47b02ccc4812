"""The headings, tables and texts of a piece of HTML, one behind the other."""

from __future__ import annotations

from html.parser import HTMLParser

from database_developer.model.ticket import Block, Grid, Heading, Paragraph
from database_developer.trackers.tables import grid_of

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARTING = frozenset({"p", "div", "br", "li", "ul", "ol", "hr", "section", "caption"})


def blocks_in_html(html: str, line: int) -> tuple[Block, ...] | None:
    """Its blocks, the first on this line; None where it is but text."""
    reader = _Pieces(line)
    reader.feed(html)
    reader.close()
    reader.end_text()
    return tuple(reader.blocks) if any(isinstance(block, Grid | Heading) for block in reader.blocks) else None


class _Pieces(HTMLParser):
    """Collects the blocks; the cells of a table row by row."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._first = line
        self._rows: list[tuple[str, ...]] = []
        self._row: list[str] = []
        self._pieces: list[str] = []
        self._depth = self._began = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_row() if self._depth else self.end_text()
            self._began = self._began if self._depth else self._line
            self._depth += 1
        elif self._depth and tag in {"td", "th"}:
            self._end_stray_text()
        elif self._depth and tag == "tr":
            self._end_row()
        elif not self._depth and (tag in _HEADINGS or tag in _PARTING):
            self.end_text()

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            self._end_row()
            self._depth -= 1
            if not self._depth:
                self._end_table()
        elif self._depth and tag in {"td", "th"}:
            self._row.append(self._text())
        elif self._depth and tag == "tr":
            self._end_row()
        elif not self._depth and tag in _HEADINGS:
            self._end_heading(int(tag[1]))
        elif not self._depth and tag in _PARTING:
            self.end_text()

    def handle_data(self, data: str) -> None:
        self._pieces.append(data)

    def end_text(self) -> None:
        """What was read since the last block is a text, if it is anything."""
        text = self._text()
        if text:
            self.blocks.append(Paragraph(text=text, line=self._line))

    def close(self) -> None:
        """A table that nobody closed ends here."""
        super().close()
        if self._depth:
            self._end_row()
            self._depth = 0
            self._end_table()

    def _end_stray_text(self) -> None:
        """Text that stands in a table and in no cell is one."""
        text = self._text()
        self._row += [text] if text else []

    def _end_row(self) -> None:
        self._end_stray_text()
        self._rows += [tuple(self._row)] if self._row else []
        self._row = []

    @property
    def _line(self) -> int:
        return self._first + self.getpos()[0] - 1

    def _text(self) -> str:
        text, self._pieces = " ".join("".join(self._pieces).split()), []
        return text

    def _end_heading(self, level: int) -> None:
        text = self._text()
        if text:
            self.blocks.append(Heading(text=text, level=level, line=self._line))

    def _end_table(self) -> None:
        """A table, or the texts of one that is too small to be one."""
        rows, self._rows = self._rows, []
        grid = grid_of(rows, self._began) if rows else None
        if grid is not None:
            self.blocks.append(grid)
        elif rows:
            self.blocks.append(
                Paragraph(text=" ".join(" ".join(cell for row in rows for cell in row).split()), line=self._began)
            )
