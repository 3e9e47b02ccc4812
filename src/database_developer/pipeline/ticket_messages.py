"""What a run says on its ticket before it is done: how far it is, what it asks, why it stopped."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.errors import DatabaseDeveloperError
from database_developer.model.message import Box, Boxes, Message, Notice, Point, Points, Text, Words, words
from database_developer.model.request import Question
from database_developer.pipeline.outcome import StepTaken, with_origin

WAY = ("Ticket", "Request", "Design", "Differences", "Migration", "Proof", "Publication")
LETTERS = "abcdefgh"


def under_way(taken: Sequence[StepTaken]) -> Message:
    """How far the work is."""
    return Message(parts=(Notice(kind="info", line=words("The database work is under way.")), _steps(taken)))


def stopped_by(error: DatabaseDeveloperError, taken: Sequence[StepTaken]) -> Message:
    """The work stopped: why, and what to do."""
    line = (Text(text="The database work stopped: ", is_strong=True), *words(error.what))
    hint = (Words(line=words(error.hint)),) if error.hint else ()
    return Message(parts=(Notice(kind="error", line=line), *hint, _steps(taken)))


def asked(questions: Sequence[Question]) -> Message:
    """The questions, numbered, each with its proposals by letter, and how to answer."""
    points = tuple(
        Point(line=words(with_origin(question)), inner=tuple(words(line) for line in lettered(question)))
        for question in questions
    )
    return Message(
        parts=(
            Words(line=words("Before the database work can go on, these have to be answered:")),
            Points(points=points, is_numbered=True),
            Words(line=words("Answer in a reply, a line each, such as `1: a` or `1: in your own words`.")),
        )
    )


def lettered(question: Question) -> tuple[str, ...]:
    """The proposals as lines, "a) ..." and so on."""
    return tuple(f"{letter}) {proposal}" for letter, proposal in zip(LETTERS, question.proposals, strict=False))


def _steps(taken: Sequence[StepTaken]) -> Boxes:
    found = {step.step: step.found for step in taken}
    return Boxes(
        boxes=tuple(
            Box(line=words(f"{step}: {found[step]}" if found.get(step) else step), is_ticked=step in found)
            for step in WAY
        )
    )
