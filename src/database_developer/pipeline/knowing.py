"""What reading may know of the live schema."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.schema import Schema, Table
from database_developer.proof.checks.index_keys import leading_columns
from database_developer.reading.vocabulary import Vocabulary


def vocabulary_of(live: Schema) -> Vocabulary:
    """The names of tables and columns, and the references that no index serves."""
    tables = {name.name: tuple(column.name for column in table.columns) for name, table in live.tables.items()}
    lacking = {name.name: tuple(dict.fromkeys(_unindexed(table))) for name, table in live.tables.items()}
    return Vocabulary(tables=tables, unindexed={name: columns for name, columns in lacking.items() if columns})


def _unindexed(table: Table) -> Iterator[str]:
    for key in table.foreign_keys:
        wanted = set(key.columns)
        if not any(set(columns[: len(wanted)]) == wanted for columns in leading_columns(table)):
            yield from key.columns
