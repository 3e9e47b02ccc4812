"""How the server names things by itself, and which names it prints without quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from database_developer.model.names import NAME_BYTES, shortened

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


def usual_name(table: str, column: str, label: str) -> str:
    """``<table>_<column>_<label>`` (or ``<table>_<label>`` without a column), cut as the server cuts it.

    The server takes bytes from the longer of the two names until all fits, and never splits a character.
    """
    whole = f"{table}_{column}_{label}" if column else f"{table}_{label}"
    if len(whole) <= NAME_BYTES and whole.isascii():
        return whole
    first, second = _fitting(len(table.encode()), len(column.encode()), NAME_BYTES - len(whole.encode()))
    parts = (shortened(table, first), shortened(column, second), label)
    return "_".join(part for part in parts if part)


def _fitting(first: int, second: int, room: int) -> tuple[int, int]:
    """The two lengths, shortened by what is missing: first the longer one, then both in turns."""
    while room < 0:
        if first > second:
            first -= 1
        else:
            second -= 1
        room += 1
    return first, second


class PlainNames:
    """Knows which names the server prints as they are; ``keywords`` are the words it never does."""

    def __init__(self, keywords: Iterable[str]) -> None:
        self._verdicts = dict.fromkeys(keywords, False)

    def are_plain(self, names: Iterable[str]) -> bool:
        """Whether none of these names is printed with quotes."""
        return all(map(self.is_plain, names))

    def is_plain(self, name: str) -> bool:
        """Whether the name is printed without quotes."""
        verdict = self._verdicts.get(name)
        if verdict is None:
            verdict = self._verdicts[name] = _PLAIN.fullmatch(name) is not None
        return verdict
