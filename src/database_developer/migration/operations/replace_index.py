"""Gives an index another definition; on a large table the old one serves until the new one does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import online, whole
from database_developer.migration.change import Alteration
from database_developer.migration.ddl import definitions, guards, indexes
from database_developer.migration.editing import put_part
from database_developer.migration.mentions import key, needs
from database_developer.migration.rebuilding import rebuilding
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, shortened
from database_developer.model.schema import Index, Schema


@dataclass(frozen=True, kw_only=True)
class ReplaceIndex(Alteration):
    """On a large table: the old one aside, the new one made CONCURRENTLY, the old one dropped."""

    kind: ClassVar[str] = "replace-index"
    rank: ClassVar[int] = 30
    owner: QualifiedName
    before: Index
    after: Index

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each changed index that nothing else leans on."""
        changed = tuple(differences.changed(Index))
        replaced = rebuilding(differences, before).replaced if changed else frozenset()
        for address, old, new in changed:
            if address.owner and address in replaced:
                yield cls(owner=address.owner, before=old, after=new)

    def subject(self) -> Address:
        """The index."""
        return address_of(self.after, self.owner)

    def creates(self) -> frozenset[Address]:
        """The index as wished, and the key that a foreign key may refer to."""
        keys = {key(self.owner, (it.text for it in self.after.keys))} if self.after.unique else set()
        return frozenset({self.subject(), *keys})

    def requires(self) -> frozenset[Address]:
        """The columns and functions of the new one."""
        return needs(self.after, self.owner) - self.creates()

    def releases(self) -> frozenset[Address]:
        """The columns and functions of the old one."""
        return needs(self.before, self.owner) - self.creates()

    def describe(self) -> str:
        """One line."""
        return f'replace the index "{self.after.name}" of "{self.owner}"'

    def apply(self, before: Schema) -> Schema:
        """With the new index."""
        return put_part(before, self.owner, self.after)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP and CREATE on a small table; on a large one there is always an index."""
        notes = whole.notes(self.after, facts, self.owner)
        if online.is_quick(self.owner, before, facts):
            return (indexes.drop(self.owner, self.before.name), indexes.create(self.owner, self.after), *notes)
        return (
            indexes.rename(self.owner, self.before.name, self._aside("old")),
            indexes.create(self.owner, self.after, concurrently=True),
            indexes.drop(self.owner, self._aside("old"), concurrently=True),
            *notes,
        )

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old one again, also from half way: what is aside comes back, or is made while the new one serves."""
        note = f'rows written to "{self.owner}" since must keep "{self.before.name}"' if self.before.unique else ""
        notes = whole.notes(self.before, facts, self.owner)
        if online.is_quick(self.owner, before, facts):
            dropped = indexes.drop(self.owner, self.after.name, guarded=True)
            made = indexes.create(self.owner, self.before, guarded=True)
            return Reversal(statements=(dropped, made, *notes), note=note)
        made = indexes.create(self.owner, self.before, concurrently=True, guarded=True)
        dropped = indexes.drop(self.owner, self._aside("new"), concurrently=True, guarded=True)
        return Reversal(statements=(self._stepped_back(), made, dropped, *notes), note=note)

    def _stepped_back(self) -> Statement:
        """The new one aside; and the old one back, if it is aside still."""
        name, old, new = self.after.name, self._aside("old"), self._aside("new")
        is_aside = guards.relation_exists(self.owner.renamed(old))
        back = (indexes.rename(self.owner, name, new, guarded=True), indexes.rename(self.owner, old, name))
        aside = (indexes.rename(self.owner, name, new),)
        return definitions.first_of((is_aside, back), (definitions.index_is(self.owner, self.after), aside))

    def _aside(self, word: str) -> str:
        return f"{shortened(self.after.name, 55)}_dbd_{word}"
