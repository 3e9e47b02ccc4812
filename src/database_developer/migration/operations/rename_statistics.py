"""Gives an extended statistics object another name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.migration.rebuilding import rebuilding
from database_developer.migration.rename import Rename
from database_developer.model.differences import Differences
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class RenameStatistics(Rename):
    """ALTER STATISTICS ... RENAME."""

    kind: ClassVar[str] = "rename-statistics"
    rank: ClassVar[int] = 7

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each; a statistics object that is made anew has its new name from the start."""
        told = [it for it in differences.renamings if it.after.kind == "statistics"]
        again = rebuilding(differences, before).again if told else {}
        return (cls(renaming=it) for it in told if it.after not in again)
