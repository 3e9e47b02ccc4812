"""Answers to the questions of earlier runs: what the ticket is taken to say besides its own text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from database_developer.errors import UsageError
from database_developer.model.request import Question
from database_developer.model.ticket import Heading, Paragraph, Ticket
from database_developer.pipeline.files import write_whole
from database_developer.pipeline.outcome import Outcome
from database_developer.pipeline.run_folder import RunFolder
from database_developer.reading.asking import ASSUME

ASKED, ANSWERED = "questions.json", "answers.json"
LETTERS = "abcdefgh"
_GIVEN = re.compile(r"\s*(?P<number>\d+)\s*=\s*(?P<answer>.*\S)\s*", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """An answer to the question of that id: ``text`` is read with the ticket, "" where it says nothing more."""

    question: str
    text: str
    said: str


def remember_questions(folder: RunFolder, questions: Sequence[Question]) -> None:
    """Keep what was asked, so that it can be answered by its number."""
    asked = [{"id": it.id, "text": it.text, "proposals": it.proposals, "meanings": it.meanings} for it in questions]
    write_whole(folder.path / ASKED, json.dumps(asked, indent=2, ensure_ascii=False) + "\n")


def answers_of(folder: RunFolder, given: Sequence[str]) -> tuple[Answer, ...]:
    """All answers so far, those ``given`` now among them; a later one takes the place of an earlier one.

    Raises UsageError where one answers no question of the last run, or chooses what is not proposed.
    """
    known = {one.question: one for one in _read(folder)}
    if given:
        asked = _asked(folder)
        for answer in given:
            found = _answer(answer, asked)
            known[found.question] = found
        text = json.dumps([asdict(one) for one in known.values()], indent=2, ensure_ascii=False)
        write_whole(folder.path / ANSWERED, text + "\n")
    return tuple(known.values())


def with_answers(ticket: Ticket, answers: Iterable[Answer]) -> Ticket:
    """The ticket with its answers below its own text."""
    texts = [answer.text for answer in answers if answer.text]
    if not texts:
        return ticket
    line = _last_line(ticket) + 1
    blocks = [Paragraph(text=text, line=line + number) for number, text in enumerate(texts, 1)]
    return replace(ticket, blocks=(*ticket.blocks, Heading(text="Answers", level=1, line=line), *blocks))


def unanswered(questions: Iterable[Question], answers: Iterable[Answer]) -> tuple[Question, ...]:
    """The questions that nobody has answered yet, or in words that did not settle them."""
    given = {answer.question: answer for answer in answers}
    return tuple(it for it in questions if it.id not in given or not _settles(given[it.id], it))


def keep_answer(outcome: Outcome, given: str) -> None:
    """Keep one more answer to a question of a run that waits. Raises UsageError where it is none."""
    if outcome.run_folder is not None:
        folder = RunFolder(path=outcome.run_folder)
        with folder.held():
            answers_of(folder, (given,))


def usual_letter(question: Question) -> str | None:
    """The letter of the proposal to take what is usual, if that is proposed."""
    return LETTERS[question.meanings.index(ASSUME)] if ASSUME in question.meanings else None


def _settles(answer: Answer, question: Question) -> bool:
    """Words of one's own do where the question cannot say what each answer means; else they would have ended it."""
    return not question.meanings or None in question.meanings or answer.text in question.meanings


def _last_line(ticket: Ticket) -> int:
    return max((block.line for block in ticket.blocks), default=0) + 1


def _read(folder: RunFolder) -> list[Answer]:
    try:
        return [Answer(**one) for one in json.loads((folder.path / ANSWERED).read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def _asked(folder: RunFolder) -> list[Question]:
    try:
        found = json.loads((folder.path / ASKED).read_text("utf-8"))
        return [
            Question(id=one["id"], text=one["text"], proposals=tuple(one["proposals"]), meanings=tuple(one["meanings"]))
            for one in found
        ]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _answer(given: str, asked: Sequence[Question]) -> Answer:
    match = _GIVEN.fullmatch(given)
    if match is None:
        raise UsageError(
            f'"{given}" is no answer',
            hint="give the question's number and what it is: --answer 2=b, or --answer '2=...'",
        )
    number, said = int(match["number"]), match["answer"]
    if not 1 <= number <= len(asked):
        counted = f"the last run asked {len(asked)} questions" if asked else "the last run asked nothing"
        raise UsageError(f"there is no question {number}: {counted}", hint="run the ticket again to see its questions")
    question = asked[number - 1]
    return Answer(question=question.id, text=_meaning(question, number, said), said=said)


def _meaning(question: Question, number: int, said: str) -> str:
    """What an answer says: the meaning of the proposal that it chooses by a letter, else its own words."""
    letter = said.lower().rstrip(")")
    if len(letter) != 1 or letter not in LETTERS:
        return said
    place = LETTERS.index(letter)
    if place >= len(question.proposals):
        raise UsageError(
            f"question {number} has no proposal {letter})",
            hint=f"it is: {question.text}; answer with a letter or in words",
        )
    meaning = question.meanings[place] if place < len(question.meanings) else None
    if meaning is None:
        raise UsageError(
            f"proposal {letter}) of question {number} needs your words: {question.proposals[place]}",
            hint=f"for example: --answer '{number}=The orders table has a total and a due date'",
        )
    return meaning
