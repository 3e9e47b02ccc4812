"""Attached files of rows: a table with the columns of their header, its types as the values show them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from database_developer.model.request import Question, Quote
from database_developer.model.ticket import Code
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.outcome import Outcome
from database_developer.reading.passages import Passage
from database_developer.reading.sampling import Sample, sampled
from database_developer.reading.scene import Scene, words_of
from database_developer.reading.sketch import Sketch, SketchColumn, SketchPart, SketchReference, SketchTable
from database_developer.reading.sketching import outcome_of

_LANGUAGES = {"csv", "tsv"}
_DELIMITERS = ",;\t|"
_COUNTED = 50  # rows by which the delimiter is chosen
_MOST_ROWS, _MOST_COLUMNS = 5_000, 200
_NO_NAME = re.compile(r"[\d.,:/+\s-]*|.*@.*|\S+://.*")
_LONGEST_NAME = 60
_ID_LIKE = {"id", "uuid", "guid", "key", "code", "number", "no", "sku", "ref", "isbn", "iban", "email"}
Rows = list[list[str]]


def read(passage: Passage, scene: Scene) -> Outcome | None:
    """The table that the rows are of; None where the block is no attached file of rows, or has no header."""
    block = passage.block
    if not passage.source.file or not isinstance(block, Code) or block.language not in _LANGUAGES:
        return None
    header, *rows = _rows(block.text) or [[]]
    names = tuple(map(_column_name, header))
    if not rows or not _is_header(header, names):
        return Outcome()
    told = f"that is how the {len(rows)} rows read of {passage.source.file} have it"
    samples = [sampled(name, (row[place] for row in rows if place < len(row))) for place, name in enumerate(names)]
    return _Table(passage, scene, told).outcome(samples, header)


def _rows(text: str) -> Rows:
    """The rows, by the delimiter that cuts most of them into the same number of cells."""
    tried = [_cut(text, delimiter, _COUNTED) for delimiter in _DELIMITERS]
    scores = [_evenness(rows) for rows in tried]
    best = max(range(len(scores)), key=lambda place: scores[place])
    return _cut(text, _DELIMITERS[best], _MOST_ROWS + 1)


def _cut(text: str, delimiter: str, most: int) -> Rows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return list(islice((row for row in reader if any(cell.strip() for cell in row)), most))
    except csv.Error:
        return []


def _evenness(rows: Rows) -> tuple[float, int]:
    """The share of rows as wide as the first, and that width; one column is no table where there could be more."""
    if not rows:
        return 0.0, 0
    width = len(rows[0])
    share = Counter(map(len, rows))[width] / len(rows)
    return (share if width > 1 else share / 4), width


def _is_header(header: Sequence[str], names: Sequence[str]) -> bool:
    """Whether these are names: each its own, none a number, a date or an address."""
    are_names = all(name and len(cell) <= _LONGEST_NAME for cell, name in zip(header, names, strict=True))
    is_data = any(_NO_NAME.fullmatch(cell.strip()) for cell in header)
    return are_names and not is_data and len(set(names)) == len(names) <= _MOST_COLUMNS


def _column_name(cell: str) -> str:
    bare = re.sub(r"\W+", "_", cell.strip()).strip("_")
    return "_".join(words_of(bare)) if bare else ""


class _Table:
    """The rows' table: a new one, or what a standing one lacks."""

    def __init__(self, passage: Passage, scene: Scene, told: str) -> None:
        self.scene, self.told, self.source = scene, told, passage.source
        self.table = passage.heading.replace(" ", "_")
        self.entity = " ".join(singular_phrase(words_of(self.table)))
        found = scene.find_name(self.entity)
        self.live = scene.entities[found] if found is not None and scene.is_there(found) else None

    def outcome(self, samples: Sequence[Sample], header: Sequence[str]) -> Outcome:
        """The findings, and the questions which columns tell the rows apart."""
        quotes = [Quote(text=cell.strip(), line=1, assumed=self.told) for cell in header]
        has = set(self.live.attributes) if self.live else set()
        pairs = [(one, quote) for one, quote in zip(samples, quotes, strict=True) if _words(one.name) not in has]
        if not pairs:
            return Outcome()
        quote = Quote(text=", ".join(cell.strip() for cell in header), line=1)
        parts = tuple(self._part(sample, quote) for sample, quote in pairs)
        name = self.live.table if self.live else self.table
        table = SketchTable(name=name, quote=quote, parts=parts, is_change=self.live is not None)
        outcome = outcome_of(Sketch(tables=(table,)), self.scene)
        return replace(outcome, questions=tuple(self._questions(pairs)))

    def _part(self, sample: Sample, quote: Quote) -> SketchPart:
        required = None if self.live else not sample.has_gaps
        parent = self._parent(sample)
        if parent is not None:
            return SketchReference(parent=parent, columns=(sample.name,), required=required, quote=quote)
        is_key = self._is_key(sample)
        return SketchColumn(
            name=sample.name,
            type="text" if sample.values else sample.type or "text",
            required=required if sample.type else False,
            primary=is_key,
            identity=is_key and sample.type in {"integer", "bigint"},
            default="random uuid" if is_key and sample.type == "uuid" else None,
            allowed=sample.values,
            quote=quote,
        )

    def _is_key(self, sample: Sample) -> bool:
        is_number = sample.type in {"integer", "bigint", "uuid"}
        return sample.name == "id" and is_number and sample.all_differ and not sample.has_gaps and self.live is None

    def _parent(self, sample: Sample) -> str | None:
        """The standing table that "customer_id" refers to."""
        words = words_of(sample.name)
        found = self.scene.find_name(" ".join(words[:-1])) if words[-1:] == ("id",) and len(words) > 1 else None
        if found is None or not self.scene.is_there(found) or found == self.entity:
            return None
        return self.scene.entities[found].table

    def _questions(self, pairs: Sequence[tuple[Sample, Quote]]) -> Iterator[Question]:
        for sample, quote in pairs:
            is_like_one = words_of(sample.name)[-1] in _ID_LIKE and not self._is_key(sample)
            if is_like_one and sample.all_differ and not sample.has_gaps and self._parent(sample) is None:
                yield Question(
                    id=f"key-{self.entity}-{sample.name}".replace(" ", "-"),
                    text=f'"{sample.name}" is another one in every row of {self.source.file}: is it always so?',
                    proposals=("yes, no two rows may share it", "no"),
                    meanings=(f"The {sample.name} of {self.entity} must be unique.", ""),
                    blocking=False,
                    quote=quote,
                )


def _words(name: str) -> str:
    return " ".join(words_of(name))
