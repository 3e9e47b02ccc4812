"""Wiki text of Jira Data Center cut into blocks, each with the line it starts on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from database_developer.model.ticket import Block, Grid, Heading, Paragraph, Quotation
from database_developer.trackers import tables
from database_developer.trackers.blocks import fence
from database_developer.trackers.jira.flattening import line_of
from database_developer.trackers.jira.read_text import LONGEST, ReadText, Remarks, too_long
from database_developer.trackers.jira.rows import padded
from database_developer.trackers.jira.wiki.inline import Inline
from database_developer.trackers.jira.wiki.listing import Listing, entry_of
from database_developer.trackers.jira.wiki.pieces import Framed, Piece, Stretch, Verbatim, pieces_of
from database_developer.trackers.jira.wiki.row import Row
from database_developer.trackers.message_text import whole_characters

_HEADING = re.compile(r"\s*h(?P<level>[1-6])\.(?:\s+(?P<text>.*))?")
_QUOTE = re.compile(r"\s*bq\.\s+(?P<text>.*)")
_RULE = re.compile(r"\s*-{4,}\s*")
_ITEM = re.compile(r"\s*(?P<signs>[*#]+|-)\s+(?P<text>.*)")
_TITLE_LEVEL = 6  # of a frame's title: the next heading ends it, whatever its level


def read(text: str, where: str = "") -> ReadText:
    """The text's blocks and what could not be read; TicketUnreadable where it is too much."""
    if len(text) > LONGEST:
        raise too_long(len(text), where)
    unified = whole_characters(text).replace("\r\n", "\n").replace("\r", "\n")
    remarks = Remarks()
    blocks = tuple(_Reader(Inline(remarks), where).read(pieces_of(unified, where)))
    return ReadText(blocks=blocks, diagnostics=remarks.lines())


class _Reader:
    """Takes in pieces one after the other; at most one paragraph, list or table is open at a time."""

    def __init__(self, inline: Inline, where: str) -> None:
        self._inline = inline
        self._where = where
        self._found: list[Block] = []
        self._lines: list[Stretch] = []
        self._listing: Listing | None = None
        self._rows: list[Row] = []

    def read(self, pieces: Iterable[Piece]) -> list[Block]:
        """The blocks of the pieces."""
        for piece in pieces:
            self._take(piece)
        self._finish()
        return self._found

    def _take(self, piece: Piece) -> None:
        if self._rows and self._is_in_row(piece):
            self._rows[-1].add(piece)
        elif isinstance(piece, Stretch):
            self._stretch(piece)
        else:
            self._put(self._blocks_of(piece))

    def _is_in_row(self, piece: Piece) -> bool:
        """Whether the piece goes on with the row: all does until its last bar, an empty line or another row."""
        if self._rows[-1].is_whole:
            return False
        if not isinstance(piece, Stretch) or not piece.begins:
            return True
        return bool(piece.text.strip()) and not piece.text.lstrip().startswith("|")

    def _put(self, blocks: Iterable[Block]) -> None:
        """Code and frames hang below the item they follow; else they end what is open."""
        if self._listing is not None:
            self._listing.last.blocks.extend(blocks)
            return
        self._finish()
        self._found.extend(blocks)

    def _blocks_of(self, piece: Verbatim | Framed) -> Iterator[Block]:
        if isinstance(piece, Verbatim):
            yield from self._title(piece.title, piece.line)
            yield self._code(piece)
            return
        inner = [*self._title(piece.title, piece.line), *self._inside(piece.pieces)]
        if piece.name in {"expand", "section", "column", "center"}:
            yield from inner
        elif inner:
            yield Quotation(blocks=tuple(inner), line=piece.line)

    def _inside(self, pieces: Iterable[Piece]) -> list[Block]:
        return _Reader(self._inline, self._where).read(pieces)

    def _title(self, title: str, line: int) -> Iterator[Block]:
        text = " ".join(self._inline.text(title).split())
        if text:
            yield Heading(text=text, level=_TITLE_LEVEL, line=line)

    def _code(self, piece: Verbatim) -> Block:
        """Code, unless it draws a table."""
        return fence(piece.text, piece.line, piece.language)

    def _stretch(self, piece: Stretch) -> None:
        if not piece.text.strip():
            if piece.begins:
                self._finish()
        elif piece.text.lstrip().startswith("|") and len(piece.text.strip()) > 1:
            self._row(piece)
        elif (item := _ITEM.fullmatch(piece.text)) is not None:
            self._item(item, piece.line)
        elif not self._one_line(piece):
            self._more(piece)

    def _row(self, piece: Stretch) -> None:
        if not self._rows:
            self._finish()
        self._rows.append(Row(piece.line))
        self._rows[-1].add(piece)

    def _item(self, item: re.Match[str], line: int) -> None:
        if self._listing is None:
            self._finish()
            self._listing = Listing()
        text, entry = entry_of(item["text"], line)
        entry.lines.append(self._inline.text(text))
        self._listing.add(item["signs"], entry)

    def _one_line(self, piece: Stretch) -> bool:
        """Whether the line is a block by itself: a heading, a quotation or a rule."""
        heading, quote = _HEADING.fullmatch(piece.text), _QUOTE.fullmatch(piece.text)
        if heading is None and quote is None and not _RULE.fullmatch(piece.text):
            return False
        self._finish()
        text = " ".join(self._inline.text((heading or quote or {"text": ""})["text"] or "").split())
        if heading is not None and text:
            self._found.append(Heading(text=text, level=int(heading["level"]), line=piece.line))
        elif text:
            self._found.append(Quotation(blocks=(Paragraph(text=text, line=piece.line),), line=piece.line))
        return True

    def _more(self, piece: Stretch) -> None:
        """A line that goes on with an item, or with a paragraph."""
        if self._listing is None:
            self._finish_rows()
            self._lines.append(piece)
            return
        entry, text = self._listing.last, self._inline.text(piece.text)
        if entry.blocks:
            entry.blocks.append(Paragraph(text=" ".join(text.split()), line=piece.line))
        else:
            entry.lines.append(text)

    def _finish(self) -> None:
        """End the paragraph, list or table that is open."""
        if self._listing is not None:
            self._found.extend(self._listing.blocks())
            self._listing = None
        self._finish_rows()
        lines, self._lines = self._lines, []
        if lines:
            self._found.extend(self._paragraph(lines))

    def _paragraph(self, lines: list[Stretch]) -> Iterable[Block]:
        """One, unless its lines draw a table."""
        texts, first = [self._inline.text(piece.text) for piece in lines], lines[0].line
        if tables.blocks_in([piece.text for piece in lines], first):
            return tables.blocks_in(texts, first) or ()
        text = " ".join(" ".join(texts).split())
        return [Paragraph(text=text, line=first)] if text else []

    def _finish_rows(self) -> None:
        rows, self._rows = self._rows, []
        if rows:
            self._found.extend(self._grid(rows))

    def _grid(self, rows: list[Row]) -> Iterator[Block]:
        """The table, its first row the header; a single column is but text between bars."""
        texts = [[line_of(self._inside(cell)) for cell in row.cells()] for row in rows]
        header, *body = padded(texts, self._where)
        if len(header) > 1:
            yield Grid(header=header, rows=tuple(body), line=rows[0].line)
            return
        for row, cells in zip(rows, texts, strict=True):
            if any(cells):
                yield Paragraph(text=" ".join(cells), line=row.line)
