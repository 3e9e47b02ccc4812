"""Gives a namespace another name; everything in it is called otherwise from then on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.migration.rename import Rename
from database_developer.model.differences import Differences
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class RenameNamespace(Rename):
    """ALTER SCHEMA ... RENAME."""

    kind: ClassVar[str] = "rename-namespace"
    rank: ClassVar[int] = -9

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each renaming of a namespace."""
        return (cls(renaming=it) for it in differences.renamings if it.after.kind == "namespace")
