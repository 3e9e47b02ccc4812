"""Gives a sequence another name; the defaults that draw from it follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.renaming.steps import moves
from database_developer.migration.rename import Rename
from database_developer.model.differences import Differences
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class RenameSequence(Rename):
    """ALTER SEQUENCE ... RENAME."""

    kind: ClassVar[str] = "rename-sequence"
    rank: ClassVar[int] = -3

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each renaming of a sequence."""
        return (cls(renaming=it) for it in differences.renamings if it.after.kind == "sequence" and not moves(it))
