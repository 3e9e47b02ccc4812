"""Answers to the questions of earlier runs: what the ticket is taken to say besides its own text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from database_developer.errors import UsageError
from database_developer.model.request import Question
from database_developer.model.ticket import Paragraph, Ticket
from database_developer.pipeline.files import write_whole
from database_developer.pipeline.outcome import Outcome
from database_developer.pipeline.run_folder import RunFolder
from database_developer.reading.asking import ASSUME
from database_developer.reading.replies import replies_in
from database_developer.reading.trust import is_trusted, weighed

ASKED, ANSWERED, WAITED_FOR = "questions.json", "answers.json", "waited-for.json"
LETTERS = "abcdefgh"
_GIVEN = re.compile(r"\s*(?P<number>\d+)\s*=\s*(?P<answer>.*\S)\s*", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """An answer to the question of that id: ``text`` is read with the ticket, "" where it says nothing more.

    ``by`` is the id of the comment that gave it, "" for one that was given to the command.
    """

    question: str
    text: str
    said: str
    by: str = ""


def remember_questions(folder: RunFolder, questions: Sequence[Question], ticket: Ticket) -> None:
    """Keep what was asked, so that it can be answered by its number, and which comments were there before.

    A run that asks nothing leaves what the last one asked, so that an answer can be changed.
    """
    if not questions:
        return
    asked = [{"id": it.id, "text": it.text, "proposals": it.proposals, "meanings": it.meanings} for it in questions]
    document = {"questions": asked, "comments": [comment.id for comment in ticket.comments]}
    for name in (ASKED, WAITED_FOR) if any(it.blocking for it in questions) else (ASKED,):
        write_whole(folder.path / name, json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def waited_for(folder: RunFolder) -> tuple[Question, ...]:
    """The questions that last kept a run waiting; none where none ever did."""
    return tuple(_asked(folder, WAITED_FOR))


def answers_of(folder: RunFolder, given: Sequence[str], ticket: Ticket, remarks: list[str]) -> tuple[Answer, ...]:
    """All answers so far, those of new comments and those ``given`` now among them; a later one counts.

    What is given to the command counts before what a comment says. Raises UsageError where one given answers no
    question of the last run, or chooses what is not proposed; of a comment that does so, ``remarks`` tell.
    """
    known = {one.question: one for one in _read(folder)}
    before = dict(known)
    asked = _asked(folder)
    for found in _replied(folder, ticket, asked, remarks):
        if found.question not in known or known[found.question].by:
            known[found.question] = found
    for answer in given:
        found = _answer(answer, asked)
        known[found.question] = found
    if known != before:
        text = json.dumps([asdict(one) for one in known.values()], indent=2, ensure_ascii=False)
        write_whole(folder.path / ANSWERED, text + "\n")
    return tuple(known.values())


def with_answers(ticket: Ticket, answers: Iterable[Answer]) -> Ticket:
    """The ticket with its answers, each on a line of its own."""
    texts = [answer.text for answer in answers if answer.text]
    return replace(ticket, answers=tuple(Paragraph(text=text, line=line) for line, text in enumerate(texts, 1)))


def unanswered(questions: Iterable[Question], answers: Iterable[Answer]) -> tuple[Question, ...]:
    """The questions that nobody has answered yet, or in words that did not settle them."""
    given = {answer.question: answer for answer in answers}
    return tuple(it for it in questions if it.id not in given or not _settles(given[it.id], it))


def keep_answer(outcome: Outcome, given: str) -> None:
    """Keep one more answer to a question of a run that waits. Raises UsageError where it is none."""
    if outcome.run_folder is not None:
        folder = RunFolder(path=outcome.run_folder)
        with folder.held():
            answers_of(folder, (given,), Ticket(key=outcome.ticket, summary=""), [])


def usual_letter(question: Question) -> str | None:
    """The letter of the proposal to take what is usual, if that is proposed."""
    return LETTERS[question.meanings.index(ASSUME)] if ASSUME in question.meanings else None


def _settles(answer: Answer, question: Question) -> bool:
    """Words of one's own do where the question cannot say what each answer means; else they would have ended it."""
    return not question.meanings or None in question.meanings or answer.text in question.meanings


def _replied(folder: RunFolder, ticket: Ticket, asked: Sequence[Question], remarks: list[str]) -> Iterator[Answer]:
    """What comments reply that came after the questions, by those whose words count, the latest last."""
    seen = _seen(folder)
    for weighed_comment in weighed(ticket):
        comment = weighed_comment.comment
        if comment.id in seen or not is_trusted(comment):
            continue
        for number, said in replies_in(comment.blocks):
            try:
                yield replace(_chosen(number, said, asked), by=comment.id)
            except UsageError as error:
                remarks.append(f"{comment.origin} answers nothing: {error.what}")


def _seen(folder: RunFolder) -> frozenset[str]:
    try:
        return frozenset(json.loads((folder.path / ASKED).read_text("utf-8"))["comments"])
    except (OSError, ValueError, TypeError, KeyError):
        return frozenset()


def _read(folder: RunFolder) -> list[Answer]:
    try:
        return [Answer(**one) for one in json.loads((folder.path / ANSWERED).read_text("utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def _asked(folder: RunFolder, name: str = ASKED) -> list[Question]:
    try:
        found = json.loads((folder.path / name).read_text("utf-8"))["questions"]
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
    return _chosen(int(match["number"]), match["answer"], asked)


def _chosen(number: int, said: str, asked: Sequence[Question]) -> Answer:
    if not 1 <= number <= len(asked):
        ending = "" if len(asked) == 1 else "s"
        counted = f"the last run asked {len(asked)} question{ending}" if asked else "the last run asked nothing"
        raise UsageError(f"there is no question {number}: {counted}", hint="run the ticket again to see its questions")
    question = asked[number - 1]
    return Answer(question=question.id, text=_meaning(question, number, said), said=said)


def _meaning(question: Question, number: int, said: str) -> str:
    """What an answer says: the meaning of the proposal that it chooses by a letter, else its own words."""
    letter = _letter(question, said)
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


def _letter(question: Question, said: str) -> str:
    """The letter that is said; a yes or no is that of the proposal which begins so."""
    word = said.lower().rstrip(").!")
    whole = {"y": "yes", "n": "no"}.get(word, word)
    if whole in {"yes", "no"}:
        starts = (it.lower().startswith(whole) for it in question.proposals)
        return next((letter for letter, fits in zip(LETTERS, starts, strict=False) if fits), said)
    return word
