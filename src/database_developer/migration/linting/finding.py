"""What the linter says about a statement: a hazard, where it stands, why it hurts, and the safe SQL."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from database_developer.model.migration import Hazard


class Severity(StrEnum):
    """How much a finding weighs: an error is in the way, a warning and a note are shown."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A piece of a file: lines and columns count characters from 1; the end is the place behind the last one.

    ``start`` and ``end`` are the same places counted from 0 in the whole text, a byte order mark left out.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing found in a migration; ``rule`` names the page that explains it.

    ``safe_sql`` is made from the statement itself and "" where there is none; with ``replaces`` it can stand in the
    statement's place. ``allowed`` says who let it through; such a finding is a note.
    """

    rule: str
    severity: Severity
    origin: str
    span: Span
    message: str
    why: str
    hazard: Hazard | None = None
    safe_sql: str = ""
    replaces: bool = False
    allowed: str = ""
