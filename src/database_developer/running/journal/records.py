"""What the journal says, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """How far a migration is."""

    APPLYING = "applying"
    APPLIED = "applied"
    ROLLING_BACK = "rolling-back"
    ROLLED_BACK = "rolled-back"


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One migration; ``place`` orders them as they were applied, ``note`` says why it was left unfinished."""

    version: str
    place: int
    name: str
    up_checksum: str
    down_checksum: str | None
    phase: str | None
    state: State
    is_baseline: bool
    started_at: datetime
    ended_at: datetime | None
    run_by: str
    tool: str
    hash_before: str | None
    hash_after: str | None
    note: str

    @property
    def is_unfinished(self) -> bool:
        """Whether it is neither wholly applied nor wholly taken back."""
        return self.state in (State.APPLYING, State.ROLLING_BACK)

    @property
    def direction(self) -> str:
        """Which way it went last."""
        return "up" if self.state in (State.APPLYING, State.APPLIED) else "down"

    @property
    def stands(self) -> bool:
        """Whether the database has it, or a part of it."""
        return self.state is not State.ROLLED_BACK


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """A statement that is done, or was started outside a transaction and perhaps is not."""

    number: int
    checksum: str
    is_done: bool
    attempts: int
    note: str
