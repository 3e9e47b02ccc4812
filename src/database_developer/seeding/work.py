"""One table under way: what its statement is put together from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from database_developer.model.schema import Table
from database_developer.seeding import digits, partitions
from database_developer.seeding.facts import Fact
from database_developer.seeding.sources import Foreign
from database_developer.seeding.subjects import Demand


@dataclass(frozen=True, kw_only=True, slots=True)
class Insertion:
    """One INSERT, how many rows it makes at most, and what there is to say about it."""

    sql: str
    rows: int
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Work:
    """One table under way."""

    demand: Demand
    table: Table
    rows: int
    foreigns: tuple[Foreign, ...]
    bounded: Mapping[str, partitions.InBounds]
    slots: tuple[partitions.Slot, ...]
    spread: digits.Spread = field(default_factory=digits.Spread)
    values: dict[str, str] = field(default_factory=dict)
    met: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def say(self, note: str) -> None:
        """Keeps a note, which names the table."""
        self.notes.append(f'"{self.table.name}": {note}')
