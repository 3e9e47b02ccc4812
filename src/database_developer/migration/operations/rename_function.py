"""Gives a function or procedure another name; triggers, defaults and views follow, bodies in quotes do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.diff.renaming.steps import moves
from database_developer.migration.rebuilding import rebuilding
from database_developer.migration.rename import Rename
from database_developer.model.differences import Differences
from database_developer.model.schema import Schema


@dataclass(frozen=True, kw_only=True)
class RenameFunction(Rename):
    """ALTER FUNCTION or PROCEDURE ... RENAME, after the types of its arguments have their new names."""

    kind: ClassVar[str] = "rename-function"
    rank: ClassVar[int] = 8

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """One for each; a function that is made anew has its new name from the start."""
        told = [it for it in differences.renamings if it.after.kind == "function" and not moves(it)]
        again = rebuilding(differences, before).again if told else {}
        return (cls(renaming=it) for it in told if it.after not in again)
