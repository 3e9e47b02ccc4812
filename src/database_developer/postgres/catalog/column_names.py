"""The names of columns by their numbers, which is how the catalog speaks of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class ColumnNames(NamedTuple):
    """The names of each relation's columns by their numbers."""

    of: dict[int, dict[int, str]]

    def named(self, relation: int, numbers: Sequence[int] | None) -> tuple[str, ...]:
        """The names of these columns; 0 stands for an expression and has none."""
        if not numbers:
            return ()
        names = self.of[relation]
        return tuple([names[number] for number in numbers if number > 0])

    def are_shown(self, relation: int, numbers: Sequence[int] | None) -> bool:
        """Whether none of these columns is hidden; what leans on one that is set aside is hidden with it."""
        names = self.of.get(relation, {})
        return all(number in names for number in numbers or () if number > 0)
