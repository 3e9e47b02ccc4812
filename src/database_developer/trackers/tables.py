"""Tables in other notations than Markdown's: with tabs, wiki markup, drawn with signs, CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from database_developer.model.ticket import Block, Grid, Paragraph

_RULE = re.compile(r"[\s+|=:┌┬┐├┼┤└┴┘─│━═╔╦╗╠╬╣╚╩╝║-]+")
_BARS = re.compile(r"\s*[|│║]+\s*")
_LEAST_COLUMNS = 2
_APART = (re.compile(r"\s+\|\s*|\s*\|\s+"), re.compile(r"\s{2,}|\t\s*"))
SEPARATED = {"csv": ",", "tsv": "\t"}


def blocks_in(lines: Sequence[str], line: int) -> tuple[Block, ...] | None:
    """The lines of a paragraph as text and tables; None where there is no table in it."""
    found: list[Block] = []
    kinds = list(_kinds(lines))
    for kind, group in groupby(kinds, key=lambda one: one[0]):
        part = list(group)
        first, texts = line + part[0][1], [text for _, _, text in part]
        grid = grid_of([_cells(kind, text) for text in texts if not _RULE.fullmatch(text)], first) if kind else None
        found.append(grid or Paragraph(text=" ".join(" ".join(texts).split()), line=first))
    if any(isinstance(block, Grid) for block in found):
        return tuple(found)
    aligned = _aligned(lines, line)
    return (aligned,) if aligned is not None else None


def _aligned(lines: Sequence[str], line: int) -> Grid | None:
    """Lines that are all cut into as many cells, by single bars or by wide gaps; None where one is cut otherwise."""
    for sign in _APART:
        rows = [tuple(cell.strip() for cell in sign.split(text.strip().strip("|").strip())) for text in lines]
        widths = {len(row) for row in rows}
        if min(widths) >= _LEAST_COLUMNS and max(widths) - min(widths) <= 1:
            return grid_of(rows, line)
    return None


def separated(text: str, language: str, line: int) -> Grid | None:
    """A fence of comma or tab separated values; None where it is no table."""
    rows = [row for row in csv.reader(text.splitlines(), delimiter=SEPARATED[language]) if row]
    return grid_of([tuple(cell.strip() for cell in row) for row in rows], line)


def drawn(text: str, line: int) -> Grid | None:
    """A fence in which a table is drawn, or written with tabs, and nothing else; None where it holds anything else."""
    lines = text.strip("\n").splitlines()
    kinds = {_kind(one) for one in lines if one.strip()}
    found = blocks_in(lines, line) if len(kinds) == 1 else None
    return found[0] if found is not None and len(found) == 1 and isinstance(found[0], Grid) else None


def _kinds(lines: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """Each line's sign, number and text; one word below a row with tabs is a row whose other cells are empty."""
    is_below_cells = False
    for number, text in enumerate(lines):
        kind = _kind(text)
        is_word_below = is_below_cells and not kind and len(text.split()) == 1
        yield "tab" if is_word_below else kind, number, text
        is_below_cells = is_word_below or (kind == "tab" and sum(map(bool, _cells(kind, text))) >= _LEAST_COLUMNS)


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


def grid_of(rows: Sequence[tuple[str, ...]], line: int) -> Grid | None:
    """Rows of a table, the first its header; ragged ones are padded."""
    if len(rows) < 2 or len(rows[0]) < _LEAST_COLUMNS:
        return None
    width = max(map(len, rows))
    header, *body = (row + ("",) * (width - len(row)) for row in rows)
    return Grid(header=header, rows=tuple(body), line=line)


def spread(blocks: Iterator[Block | tuple[Block, ...] | None]) -> Iterator[Block]:
    """The blocks one after the other."""
    for block in blocks:
        if isinstance(block, tuple):
            yield from block
        elif block is not None:
            yield block
