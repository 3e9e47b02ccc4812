"""Installs an extension."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration import whole
from database_developer.migration.change import Addition, Stage
from database_developer.migration.ddl import extensions
from database_developer.migration.editing import put
from database_developer.migration.mentions import needs
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Extension, Schema


@dataclass(frozen=True, kw_only=True)
class CreateExtension(Addition):
    """CREATE EXTENSION, the version that the server holds."""

    kind: ClassVar[str] = "create-extension"
    stage: ClassVar[Stage] = Stage.EXTENSIONS
    extension: Extension

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each extension that exists only afterwards."""
        return (cls(extension=made) for _, made in differences.added(Extension))

    def subject(self) -> Address:
        """The extension."""
        return address_of(self.extension)

    def requires(self) -> frozenset[Address]:
        """Its namespace."""
        return needs(self.extension)

    def describe(self) -> str:
        """One line."""
        return f'install the extension "{self.extension.name}"'

    def apply(self, before: Schema) -> Schema:
        """With the extension."""
        return put(before, self.extension)

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """CREATE EXTENSION."""
        return tuple(whole.extension(self.extension, facts))

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """DROP EXTENSION."""
        return Reversal(statements=(extensions.drop(self.extension.name),))
