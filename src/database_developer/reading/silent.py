"""Sentences that told nothing: they tell nothing again, word for word, until something is learnt."""

from __future__ import annotations

from collections.abc import Hashable

_MOST = 4096  # sentences; then it begins anew


class Silent:
    """Each sentence with who read it and all that was known then, so that pasted lines cost one reading."""

    def __init__(self) -> None:
        self._known: set[tuple[Hashable, ...]] = set()

    def knows(self, *said: Hashable) -> bool:
        """Whether the same was read when the same was known."""
        return said in self._known

    def add(self, *said: Hashable) -> None:
        """Keep in mind that it told nothing and taught nothing."""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known.add(said)
