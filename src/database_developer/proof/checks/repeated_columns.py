"""repeated-columns: a list laid out in columns (against the first normal form)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from database_developer.model.names import part_of
from database_developer.model.schema import Column, Schema, Table
from database_developer.proof.checks.arrivals import Fault, brought_by
from database_developer.proof.checks.check import Check, Finding, Group, Level, Subject
from database_developer.proof.checks.names import stem_and_number, words_of

ONE_VALUE_IN_LINES = "line"  # address_line1 and address_line2 are one address


def find(subject: Subject) -> Iterator[Finding]:
    """Columns of one type whose names differ only in a number that counts up: phone1, phone2."""
    return brought_by(subject, _faults)


def _faults(schema: Schema) -> Iterator[Fault]:
    for table in schema.tables.values():
        for numbered in _series(table):
            names = '", "'.join(numbered[number].name for number in sorted(numbered))
            yield Fault(
                at=part_of("column", table.name, numbered[max(numbered)].name),
                what=f'columns "{names}" are a list in one row',
                hint=f'move them to a table with a row for each, which refers to "{table.name}"',
            )


def _series(table: Table) -> Iterator[dict[int, Column]]:
    """The columns that count up from 0 or 1, by number; the first of them may have none."""
    families: dict[tuple[str, str], dict[int, Column]] = defaultdict(dict)
    for column in table.columns:
        stem, number = stem_and_number(column.name) or ("", 0)
        if len(stem) > 1 and not stem.endswith(ONE_VALUE_IN_LINES):
            families[stem, column.type][number] = column
    unnumbered = {("_".join(words_of(column.name)), column.type): column for column in table.columns}
    for family, numbered in families.items():
        if family in unnumbered:
            numbered[min(numbered) - 1] = unnumbered[family]
        if len(numbered) > 1 and sorted(numbered) in (list(range(len(numbered))), list(range(1, len(numbered) + 1))):
            yield numbered


CHECK = Check(
    id="repeated-columns",
    claim="no new column repeats another one with a number",
    group=Group.DESIGN,
    level=Level.WARNING,
    find=find,
)
