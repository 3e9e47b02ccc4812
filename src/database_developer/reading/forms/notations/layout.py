"""Tables laid out in plain text: a name on a line, below it a column a line: "  code  varchar(24), unique"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from database_developer.model.request import OrderBy, Quote
from database_developer.reading.forms.notations.lines import Setting, Source, without_comment
from database_developer.reading.forms.notations.outline import in_words
from database_developer.reading.sketch import (
    Sketch,
    SketchColumn,
    SketchDoubt,
    SketchIndex,
    SketchPart,
    SketchPrimary,
    SketchRange,
    SketchTable,
    SketchUnique,
    named_table,
)

LANGUAGES = frozenset({"text", "txt", "plain", "plaintext"})
_TABLE = re.compile(r"(?:table\s+)?[`\"]?([A-Za-z_]\w*)[`\"]?\s*:?", re.IGNORECASE)
_RULED = re.compile(r"[-=~ ]{3,}")
_COLUMN = re.compile(r"\s+(?:[-*+]\s+)?[`\"]?([A-Za-z_]\w*)[`\"]?\s*(?::\s*|\s+)(\S.*)")
_GROUP = re.compile(
    r"\s+(?:[-*+]\s+)?(primary key|pk|unique|uniq|index|idx)(?: key| index)?(?:\s+on)?\s*:?\s*\(([^()]+)\)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?<![\w.])(-?\d+)\s*(?:\.\.\.?|…)\s*(-?\d+)(?![\w.])")
_NULL = re.compile(r",\s*null(?=\s*(?:=|,|$))", re.IGNORECASE)
_LEAST = 2  # columns


def sketched(source: Source, setting: Setting) -> Sketch | None:
    """The tables; None where any line without a margin is no table's name."""
    tables: list[SketchTable] = []
    for name, quote, below in _blocks(source):
        parts = tuple(part for number, line in below for part in _parts(line, source.quote(number)))
        if not name or sum(isinstance(part, SketchColumn) for part in parts) < _LEAST:
            return None
        tables.append(named_table(name, quote, parts))
    return Sketch(tables=tuple(tables)) if tables else None


def _blocks(source: Source) -> Iterator[tuple[str, Quote, list[tuple[int, str]]]]:
    """Each table's name with the lines below it; "" for the name where a line is none."""
    name, quote, below = "", source.quote(0), list[tuple[int, str]]()
    for number, written in enumerate(source.lines):
        line = without_comment(written, "--", "#", "//")[0].rstrip()
        if not line or _RULED.fullmatch(line):
            continue
        if line[0].isspace():
            below.append((number, line))
            continue
        if name or below:
            yield name, quote, below
        found = _TABLE.fullmatch(line)
        name, quote, below = found[1] if found else "", source.quote(number), []
        if not found:
            break
    yield name, quote, below


def _parts(line: str, quote: Quote) -> Iterator[SketchPart]:
    group = _GROUP.fullmatch(line)
    if group:
        yield _rule(group[1].lower(), tuple(name.strip(' `"') for name in group[2].split(",")), quote)
        return
    found = _COLUMN.fullmatch(line)
    if not found:
        yield SketchDoubt(quote=quote)
        return
    name, said = found[1], found[2]
    bounds = _BETWEEN.search(said)
    yield from in_words(name, _NULL.sub(", nullable", _BETWEEN.sub("", said)), quote)
    if bounds:
        yield SketchRange(column=name, minimum=bounds[1], maximum=bounds[2], quote=quote)


def _rule(kind: str, names: tuple[str, ...], quote: Quote) -> SketchPart:
    if kind.startswith("uniq"):
        return SketchUnique(columns=names, quote=quote)
    if kind.startswith("i"):
        return SketchIndex(keys=tuple(OrderBy(attribute=name) for name in names), quote=quote)
    return SketchPrimary(columns=names, quote=quote)
