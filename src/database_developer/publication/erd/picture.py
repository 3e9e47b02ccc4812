"""What a diagram shows, whatever the language it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Schema, Table
from database_developer.publication.relations import Relation, keys_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """What to draw: ``full`` tables with all columns, the others with their keys only.

    ``marks`` stand beside a table's name, ``column_marks`` beside a column.
    """

    schema: Schema
    relations: tuple[Relation, ...]
    tables: tuple[QualifiedName, ...]
    full: frozenset[QualifiedName] = frozenset()
    marks: Mapping[QualifiedName, str] = field(default_factory=dict)
    column_marks: Mapping[tuple[QualifiedName, str], str] = field(default_factory=dict)

    @property
    def drawn_relations(self) -> tuple[Relation, ...]:
        """The relations whose two ends are drawn."""
        shown = frozenset(self.tables)
        return tuple(one for one in self.relations if one.child in shown and one.parent in shown)

    def columns(self, table: Table) -> tuple[Column, ...]:
        """The columns to draw: all, or the primary key and whatever the relations hang on."""
        if table.name in self.full:
            return table.columns
        ends = [(one.child, one.columns) for one in self.relations]
        ends += [(one.parent, one.parent_columns) for one in self.relations]
        wanted = {column for name, columns in ends if name == table.name for column in columns}
        wanted |= set(table.primary_key.columns) if table.primary_key is not None else set()
        return tuple(column for column in table.columns if column.name in wanted)


def key_marks(table: Table, column: Column) -> tuple[str, ...]:
    """``PK``, ``FK`` and ``UK``, where the column is part of a primary or foreign key, or unique by itself."""
    primary = table.primary_key is not None and column.name in table.primary_key.columns
    foreign = any(column.name in key.columns for key in table.foreign_keys)
    unique = not primary and (column.name,) in keys_of(table)
    return tuple(mark for mark, holds in (("PK", primary), ("FK", foreign), ("UK", unique)) if holds)
