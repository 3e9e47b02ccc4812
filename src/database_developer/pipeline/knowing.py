"""What reading may know of the live schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.schema import Schema, Table
from database_developer.proof.checks.index_keys import leading_columns
from database_developer.reading import vocabulary
from database_developer.reading.vocabulary import Vocabulary


def vocabulary_of(live: Schema) -> Vocabulary:
    """The names of tables and columns, their references, and those of them that no index serves."""
    lacking = {name.name: tuple(dict.fromkeys(_unindexed(table))) for name, table in live.tables.items()}
    return replace(
        vocabulary.vocabulary_of(live), unindexed={name: columns for name, columns in lacking.items() if columns}
    )


def _unindexed(table: Table) -> Iterator[str]:
    for key in table.foreign_keys:
        wanted = set(key.columns)
        if not any(set(columns[: len(wanted)]) == wanted for columns in leading_columns(table)):
            yield from key.columns
