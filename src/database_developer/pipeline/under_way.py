"""One run under way: what it was told, where it writes, and what it has done so far."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from database_developer.model.design import Design
from database_developer.model.request import Question, Request
from database_developer.model.ticket import Ticket
from database_developer.pipeline.answers import Answer
from database_developer.pipeline.outcome import StepTaken, Teller
from database_developer.pipeline.post import Post
from database_developer.pipeline.run_folder import RunFolder, State
from database_developer.settings import Settings
from database_developer.trackers.tracker import Tracker

STEPS = ("read", "design", "plan", "prove", "publish")


@dataclass(frozen=True, kw_only=True)
class Options:
    """How far a run goes and what it may write; ``until`` is one of ``STEPS``.

    ``assume`` fills in what is usual where the ticket only names things; ``answers`` are such as ``2=b`` or
    ``2=The status is one of new, paid``, to the questions that the last run asked. Without ``comments`` nothing is
    said on the ticket.
    """

    until: str = "publish"
    dry_run: bool = False
    force: bool = False
    assume: bool = False
    answers: tuple[str, ...] = ()
    comments: bool = True


@dataclass(kw_only=True)
class Flow:
    """One run under way."""

    settings: Settings
    options: Options
    tracker: Tracker
    teller: Teller
    ticket: Ticket
    folder: RunFolder
    root: Path
    before: State
    post: Post
    taken: list[StepTaken] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    answers: tuple[Answer, ...] = ()
    request: Request | None = None
    design: Design | None = None
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    is_told: bool = False  # whether the ticket says that work has begun
    after_step: Callable[[Flow], None] | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """What was not clear so far, each once."""
        told = (*(self.request.questions if self.request else ()), *(self.design.questions if self.design else ()))
        return tuple({one.id: one for one in told}.values())

    def goes_to(self, step: str) -> bool:
        """Whether the run goes as far as that step."""
        return STEPS.index(step) <= STEPS.index(self.options.until)

    @contextmanager
    def step(self, name: str, what: str) -> Iterator[list[str]]:
        """A step of the flow: tells its begin and its end; what it found is put into the list."""
        self.teller.begin(name, what)
        started, found = time.perf_counter(), [""]
        yield found
        seconds = time.perf_counter() - started
        self.taken.append(StepTaken(step=name, found=found[-1], seconds=round(seconds, 3)))
        self.teller.end(name, found[-1], seconds)
        if self.after_step is not None:
            self.after_step(self)
