"""The tables that are already there, so that a ticket's words for them are understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """Names of existing tables and of their columns; empty where nothing is known of the schema.

    ``unindexed`` are the tables with the columns of references by which no index finds rows, ``references`` gives for
    a table those it refers to. ``aliases`` are other words for tables ("customer" for
    ``clients``), ``new`` are things of which it is known that no table is theirs.
    """

    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unindexed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    new: frozenset[str] = frozenset()

    def calling(self, aliases: Mapping[str, str]) -> Vocabulary:
        """The same with more words for its tables."""
        return replace(self, aliases={**self.aliases, **aliases})


def vocabulary_of(schema: Schema) -> Vocabulary:
    """What a schema gives to speak of."""
    tables = {name.name: tuple(column.name for column in table.columns) for name, table in schema.tables.items()}
    references = {
        name.name: tuple(key.reference.table.name for key in table.foreign_keys if key.reference is not None)
        for name, table in schema.tables.items()
    }
    return Vocabulary(tables=tables, references=references)
