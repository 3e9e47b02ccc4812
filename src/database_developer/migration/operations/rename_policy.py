"""Gives a row-level security policy another name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.migration.rebuilding import rebuilding
from database_developer.migration.rename import Rename
from database_developer.model.differences import Differences
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class RenamePolicy(Rename):
    """ALTER POLICY ... RENAME."""

    kind: ClassVar[str] = "rename-policy"
    rank: ClassVar[int] = 6

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each; a policy that is made anew has its new name from the start."""
        told = [it for it in differences.renamings if it.after.kind == "policy"]
        again = rebuilding(differences, before).again if told else {}
        return (cls(renaming=it) for it in told if it.after not in again)
