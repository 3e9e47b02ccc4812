"""Removes an index from a table that stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import online, partitioned, whole
from database_developer.migration.change import Removal, Turn
from database_developer.migration.ddl import indexes
from database_developer.migration.editing import remove_part
from database_developer.migration.mentions import key, needs
from database_developer.migration.partition_tree import is_partitioned
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Index, Schema


@dataclass(frozen=True, kw_only=True)
class DropIndex(Removal):
    """DROP INDEX, CONCURRENTLY on a large table."""

    kind: ClassVar[str] = "drop-index"
    turn: ClassVar[Turn] = Turn.CLEARING
    rank: ClassVar[int] = 4
    owner: QualifiedName
    index: Index

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each index that goes, changes, or is in the way."""
        for address, gone in rebuilding(differences, before).cleared:
            if isinstance(gone, Index) and address.owner:
                yield cls(owner=address.owner, index=gone)

    def subject(self) -> Address:
        """The index."""
        return address_of(self.index, self.owner)

    def removes(self) -> frozenset[Address]:
        """The index, and the key that a foreign key referred to."""
        keys = {key(self.owner, (it.text for it in self.index.keys))} if self.index.unique else set()
        return frozenset({self.subject(), *keys})

    def releases(self) -> frozenset[Address]:
        """Its table, its columns and the functions it called."""
        return needs(self.index, self.owner) - self.removes()

    def describe(self) -> str:
        """One line."""
        return f'remove the index "{self.index.name}" of "{self.owner}"'

    def apply(self, before: Schema) -> Schema:
        """Without the index."""
        return remove_part(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP INDEX in the form that the table's size asks for."""
        concurrently = not online.is_quick(self.owner, before, facts) and not is_partitioned(self.owner, before)
        return (indexes.drop(self.owner, self.index.name, concurrently=concurrently),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """CREATE INDEX, unless it is there."""
        names = tuple(partitioned.names_there(before, self.owner, self.index).items())
        made = online.add_index(self.owner, self.index, before, facts, guarded=True, names=names)
        return Reversal(statements=(*made, *whole.notes(self.index, facts, self.owner)))
