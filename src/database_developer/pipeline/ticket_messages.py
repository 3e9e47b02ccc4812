"""What a run says on its ticket before it is done: how far it is, what it asks, why it stopped."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.errors import DatabaseDeveloperError
from database_developer.model.design import Decision
from database_developer.model.message import Box, Boxes, Line, Message, Notice, Point, Points, Text, Words, words
from database_developer.model.request import Question
from database_developer.pipeline.outcome import StepTaken, with_origin
from database_developer.publication.comment import open_ends

WAY = ("Ticket", "Request", "Design", "Differences", "Migration", "Proof", "Publication")
LETTERS = "abcdefgh"
_ASKING = frozenset(("which", "what", "how", "who", "when", "where", "why", "is", "are", "do", "does", "may", "must"))


def under_way(taken: Sequence[StepTaken], questions: Sequence[Question], decisions: Sequence[Decision]) -> Message:
    """How far the work is, what was not clear, and what was assumed instead."""
    notice = Notice(kind="info", line=words("The database work is under way."))
    return Message(parts=(notice, _steps(taken), *open_ends(questions, decisions)))


def waiting(taken: Sequence[StepTaken]) -> Message:
    """The work waits for answers, which are asked for in a comment of their own."""
    line = words("The database work waits for answers: the questions are in a comment of their own.")
    return Message(parts=(Notice(kind="warning", line=line), _steps(taken)))


def ended(headline: str, taken: Sequence[StepTaken], decisions: Sequence[Decision]) -> Message:
    """The work ended before there was anything to prove."""
    return Message(parts=(Notice(kind="info", line=words(headline)), _steps(taken), *open_ends((), decisions)))


def stopped_by(error: DatabaseDeveloperError, taken: Sequence[StepTaken]) -> Message:
    """The work stopped: why, and what to do."""
    line = (Text(text="The database work stopped: ", is_strong=True), *words(error.what))
    hint = (Words(line=words(error.hint)),) if error.hint else ()
    return Message(parts=(Notice(kind="error", line=line), *hint, _steps(taken)))


def asked(questions: Sequence[Question]) -> Message:
    """The questions, numbered, each with its proposals by letter, and how to answer."""
    lettered = next((number for number, one in enumerate(questions, 1) if _has_letters(one)), 0)
    example = f"`{lettered}: a` or " if lettered else ""
    how = f"Answer in a reply, a line each, such as {example}`1: in your own words`"
    return Message(
        parts=(
            Words(line=words("Before the database work can go on, these have to be answered:")),
            _numbered(questions),
            Words(line=words(f"{how}. Replies of the reporter and the assignee count; the next run reads them.")),
        )
    )


def settled(questions: Sequence[Question]) -> Message:
    """The questions once they keep nobody waiting any more."""
    line = words("Nothing is left to answer here: the database work went on with these questions settled.")
    return Message(parts=(Notice(kind="success", line=line), _numbered(questions)))


def _numbered(questions: Sequence[Question]) -> Points:
    points = (
        Point(line=words(_capital(with_origin(one))), inner=tuple(map(words, _proposals(one)))) for one in questions
    )
    return Points(points=tuple(points), is_numbered=True)


def _capital(text: str) -> str:
    """A question as a sentence; a name that it begins with stays as it is written."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return f"{text[0].upper()}{text[1:]}" if first in _ASKING else text


def _proposals(question: Question) -> tuple[str, ...]:
    """The proposals as lines, "a) ..." and so on; without letters where each needs words of one's own."""
    if not _has_letters(question):
        return question.proposals
    return tuple(f"{letter}) {proposal}" for letter, proposal in zip(LETTERS, question.proposals, strict=False))


def _has_letters(question: Question) -> bool:
    """Whether a letter may answer it."""
    return any(meaning is not None for meaning in question.meanings[: len(question.proposals)])


def _steps(taken: Sequence[StepTaken]) -> Boxes:
    """Each step with what it found; of the ticket nothing, since this stands on it."""
    found = {step.step: step.found for step in taken} | {"Ticket": ""}
    done = {step.step for step in taken}
    return Boxes(boxes=tuple(Box(line=_step(step, found.get(step, "")), is_ticked=step in done) for step in WAY))


def _step(step: str, found: str) -> Line:
    return (Text(text=f"{step}: ", is_strong=True), *words(found)) if found else (Text(text=step, is_strong=True),)
