"""Brings an extension to another version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from database_developer.diff.addresses import address_of
from database_developer.migration.change import Alteration, Stage
from database_developer.migration.ddl import extensions, guards
from database_developer.migration.editing import put
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Restores, Reversal, Statement
from database_developer.model.names import Address
from database_developer.model.schema import Extension, Schema


@dataclass(frozen=True, kw_only=True)
class UpdateExtension(Alteration):
    """ALTER EXTENSION ... UPDATE TO."""

    kind: ClassVar[str] = "update-extension"
    stage: ClassVar[Stage] = Stage.EXTENSIONS
    before: Extension
    after: Extension

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each that stays and has another version."""
        for _, old, new in differences.changed(Extension):
            if old.version != new.version:
                yield cls(before=old, after=new)

    def subject(self) -> Address:
        """The extension."""
        return address_of(self.after)

    def creates(self) -> frozenset[Address]:
        """The extension with what the new version brings."""
        return frozenset({self.subject()})

    def describe(self) -> str:
        """One line."""
        return f'bring the extension "{self.after.name}" from version {self.before.version} to {self.after.version}'

    def apply(self, before: Schema) -> Schema:
        """With the new version."""
        return put(before, replace(before.extensions[self.after.name], version=self.after.version))

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """UPDATE TO."""
        return (extensions.update(self.after.name, self.after.version),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """UPDATE TO the old version where the server knows the way; hardly any extension has one."""
        old, new = self.before.version, self.after.version
        back = extensions.update(self.after.name, old)
        return Reversal(
            statements=(guards.only_if(extensions.can_go(self.after.name, new, old), back),),
            restores=Restores.NOTHING,
            note=f'the extension "{self.after.name}" stays at version {new} unless the server knows the way to {old}',
        )
