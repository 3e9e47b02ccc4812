"""The files and the summary that a run leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from database_developer.model.message import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistItem:
    """A line of the tracker's checklist; ``done`` is None where nothing decided it."""

    text: str
    done: bool | None
    evidence: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """Texts by path, relative to the project's folder, and what the tracker is told.

    ``picture`` is the diagram of what changed, in the DOT language; "" where no table did.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    headline: str = ""
    checklist: tuple[ChecklistItem, ...] = ()
    comment: Message = field(default_factory=lambda: Message(parts=()))
    is_proven: bool = False
    picture: str = ""
