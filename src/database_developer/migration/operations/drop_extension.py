"""Removes an extension."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Removal, Stage
from database_developer.migration.ddl import extensions
from database_developer.migration.editing import remove
from database_developer.migration.mentions import needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Restores, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Extension, Schema


@dataclass(frozen=True, kw_only=True)
class DropExtension(Removal):
    """DROP EXTENSION, after all that uses it."""

    kind: ClassVar[str] = "drop-extension"
    stage: ClassVar[Stage] = Stage.REMOVALS
    rank: ClassVar[int] = 50
    extension: Extension

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each extension that exists only before."""
        return (cls(extension=gone) for _, gone in differences.removed(Extension))

    def subject(self) -> Address:
        """The extension."""
        return address_of(self.extension)

    def releases(self) -> frozenset[Address]:
        """Its namespace."""
        return needs(self.extension)

    def describe(self) -> str:
        """One line."""
        return f'remove the extension "{self.extension.name}"'

    def apply(self, before: Schema) -> Schema:
        """Without the extension."""
        return remove(before, self.subject())

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """DROP EXTENSION."""
        return (extensions.drop(self.extension.name),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """CREATE EXTENSION in the version that the server holds."""
        statements = tuple(whole.extension(self.extension, facts))
        note = f'what the extension "{self.extension.name}" kept in tables of its own does not come back'
        return Reversal(statements=statements, restores=Restores.STRUCTURE, note=note)
