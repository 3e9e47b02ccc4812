"""What a run came to, and how it tells of its progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from database_developer.model.design import Decision
from database_developer.model.proof import Proof
from database_developer.model.publication import ChecklistItem
from database_developer.model.request import Question
from database_developer.publication.tracing import Trace


class Teller(Protocol):
    """Somebody who is told how a run goes on."""

    def begin(self, step: str, what: str) -> None:
        """A step begins."""

    def end(self, step: str, found: str, seconds: float) -> None:
        """A step is done, and what it found."""

    def detail(self, text: str) -> None:
        """Something worth a line within a step."""


@dataclass(frozen=True, kw_only=True)
class StepTaken:
    """A step that was done: what it found, and how long it took."""

    step: str
    found: str
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a run came to; ``exit_code`` as the errors' page says, 0 for done and proven.

    ``files`` are the paths written, relative to ``root``; ``remarks`` are lines for the reader;
    ``sentences`` are the ticket's, with the objects that each gave rise to.
    """

    ticket: str
    exit_code: int
    headline: str
    steps: tuple[StepTaken, ...] = ()
    root: Path | None = None
    run_folder: Path | None = None
    files: tuple[str, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    questions: tuple[Question, ...] = ()
    assumptions: tuple[Decision, ...] = ()
    proof: Proof | None = None
    remarks: tuple[str, ...] = ()
    sentences: tuple[Trace, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)


def with_origin(question: Question) -> str:
    """The question, and where the words are from that it is about, other than from the description."""
    quote = question.quote
    if quote is None or quote.origin in {"description", "summary"} or quote.origin in question.text:
        return question.text
    return f"{question.text} ({quote.origin}, line {quote.line})"
