"""What came of sentences that belong together."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.request import Question
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.transfers.lines import Line


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """The findings, the sentences that tell them, and what must be asked."""

    findings: tuple[Finding, ...]
    lines: tuple[Line, ...]
    questions: tuple[Question, ...] = ()
