"""Tables in other notations than Markdown's: with tabs, wiki markup, drawn with signs, CSV, HTML."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import groupby

from database_developer.model.ticket import Block, Grid, Paragraph

_RULE = re.compile(r"[\s+|=:┌┬┐├┼┤└┴┘─│━═╔╦╗╠╬╣╚╩╝║-]+")
_BARS = re.compile(r"\s*[|│║]+\s*")
_LEAST_COLUMNS = 2
SEPARATED = {"csv": ",", "tsv": "\t"}


def blocks_in(lines: Sequence[str], line: int) -> tuple[Block, ...] | None:
    """The lines of a paragraph as text and tables; None where there is no table in it."""
    found: list[Block] = []
    kinds = list(_kinds(lines))
    for kind, group in groupby(kinds, key=lambda one: one[0]):
        part = list(group)
        first, texts = line + part[0][1], [text for _, _, text in part]
        grid = _grid([_cells(kind, text) for text in texts if not _RULE.fullmatch(text)], first) if kind else None
        found.append(grid or Paragraph(text=" ".join(" ".join(texts).split()), line=first))
    return tuple(found) if any(isinstance(block, Grid) for block in found) else None


def separated(text: str, language: str, line: int) -> Grid | None:
    """A fence of comma or tab separated values; None where it is no table."""
    rows = [row for row in csv.reader(text.splitlines(), delimiter=SEPARATED[language]) if row]
    return _grid([tuple(cell.strip() for cell in row) for row in rows], line)


def drawn(text: str, line: int) -> Grid | None:
    """A fence in which a table is drawn, or written with tabs, and nothing else; None where it holds anything else."""
    lines = text.strip("\n").splitlines()
    kinds = {_kind(one) for one in lines if one.strip()}
    found = blocks_in(lines, line) if len(kinds) == 1 else None
    return found[0] if found is not None and len(found) == 1 and isinstance(found[0], Grid) else None


def in_html(html: str, line: int) -> Grid | None:
    """The table of a piece of HTML that holds one and no other text; None for anything else."""
    reader = _Cells()
    reader.feed(html)
    reader.close()
    return _grid(reader.rows, line) if reader.is_table else None


def _kinds(lines: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """Each line's sign, number and text; one word below a row with tabs is a row whose other cells are empty."""
    before = ""
    for number, text in enumerate(lines):
        kind = _kind(text)
        if before == "tab" and not kind and len(text.split()) == 1:
            kind = "tab"
        yield kind, number, text
        before = kind


def _kind(text: str) -> str:
    """By which sign a line is cut into cells; "" where it is no line of a table."""
    bare = text.strip()
    if "\t" in text.strip(" ") and bare:
        return "tab"
    if len(bare) > _LEAST_COLUMNS and bare[0] in "|│║" and bare[-1] in "|│║":
        return "bar"
    return "bar" if len(bare) > _LEAST_COLUMNS and bare[0] in "+┌├└╔╠╚" and _RULE.fullmatch(bare) else ""


def _cells(kind: str, text: str) -> tuple[str, ...]:
    if kind == "tab":
        return tuple(cell.strip() for cell in text.rstrip().split("\t"))
    bare = text.strip()
    mark = "||" if bare.startswith("||") and "||" in bare[2:] else None
    inner = bare.strip("|│║")
    return tuple(cell.strip() for cell in (inner.split(mark) if mark else _BARS.split(inner)))


def _grid(rows: Sequence[tuple[str, ...]], line: int) -> Grid | None:
    """Rows of a table, the first its header; ragged ones are padded."""
    if len(rows) < 2 or len(rows[0]) < _LEAST_COLUMNS:
        return None
    width = max(map(len, rows))
    header, *body = (row + ("",) * (width - len(row)) for row in rows)
    return Grid(header=header, rows=tuple(body), line=line)


class _Cells(HTMLParser):
    """Collects the cells of a table, row by row; whether there was nothing beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, ...]] = []
        self._row: list[str] = []
        self._cell: list[str] | None = None
        self._depth = 0
        self._others = False

    @property
    def is_table(self) -> bool:
        """Whether there is a table and nothing else."""
        return bool(self.rows) and not self._others

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif tag == "tr":
            self._row = []
        elif tag in {"td", "th"}:
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._depth -= 1
        elif tag in {"td", "th"} and self._cell is not None:
            self._row.append(" ".join("".join(self._cell).split()))
            self._cell = None
        elif tag == "tr" and self._row:
            self.rows.append(tuple(self._row))

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)
        elif data.strip() and not self._depth:
            self._others = True


def spread(blocks: Iterator[Block | tuple[Block, ...] | None]) -> Iterator[Block]:
    """The blocks one after the other."""
    for block in blocks:
        if isinstance(block, tuple):
            yield from block
        elif block is not None:
            yield block
