"""Questions that stop a run, asked on the terminal one after another; answers are kept as ``--answer`` does."""

from __future__ import annotations

from collections.abc import Iterator

import click

from database_developer.errors import QuestionsOpen, UsageError
from database_developer.model.request import Question
from database_developer.pipeline.answers import LETTERS, keep_answer, usual_letter
from database_developer.pipeline.outcome import Outcome


def take_answers(outcome: Outcome) -> bool:
    """Ask what stopped the run; True where there are answers to go on with, False where nobody wants to answer."""
    if outcome.exit_code != QuestionsOpen.exit_code or outcome.run_folder is None:
        return False
    click.echo(f"\n{outcome.headline}")
    try:
        return _ask_all(outcome)
    except click.Abort:
        click.echo("\nleft; the answers given so far are kept")
        return False


def ask_for(question: str, choices: tuple[str, ...]) -> str:
    """What a tracker wants to know: one of the choices where there are some, "" where nobody wants to answer."""
    click.echo(f"\n{question}: {', '.join(choices) or 'in your own words'}")
    known = {choice.casefold(): choice for choice in choices}
    try:
        while True:
            said = str(click.prompt("Answer (or Enter to leave it)", default="", show_default=False)).strip()
            if not said or not choices or said.casefold() in known:
                return known.get(said.casefold(), said)
            click.echo(f'"{said}" is none of them')
    except click.Abort:
        click.echo()
        return ""


def _ask_all(outcome: Outcome) -> bool:
    """Up to the first empty answer, or to the end of the questions."""
    is_general_done = False
    for number, question in _blocking(outcome):
        if is_general_done and _is_general(question):
            continue  # whatever the first one says may answer the others too
        if not _ask(outcome, number, question):
            return False
        is_general_done = is_general_done or _is_general(question)
    return True


def _blocking(outcome: Outcome) -> Iterator[tuple[int, Question]]:
    """The questions that stop the run, with the numbers that ``--answer`` knows them by."""
    yield from ((number, one) for number, one in enumerate(outcome.questions, 1) if one.blocking)


def _is_general(question: Question) -> bool:
    """Whether it is one of those about a ticket of which nothing is clear."""
    return question.id.startswith("which-")


def _ask(outcome: Outcome, number: int, question: Question) -> bool:
    """Ask until the answer is one; False for none."""
    _show(number, question)
    usual = usual_letter(question)
    while True:
        said = click.prompt(_prompt(question, usual), default="", show_default=False).strip()
        if not said:
            return False
        chosen = usual if usual and said.lower() in ("y", "yes") else said
        try:
            keep_answer(outcome, f"{number}={chosen}")
            return True
        except UsageError as error:
            click.echo(f"  {error.what}")


def _show(number: int, question: Question) -> None:
    click.echo(f"\n  {number}. {question.text}")
    if question.quote is not None and question.quote.text not in question.text:
        click.echo(f'     "{" ".join(question.quote.text.split())}" (line {question.quote.line})')
    for letter, proposal in zip(LETTERS, question.proposals, strict=False):
        click.echo(f"     {letter}) {proposal}")


def _prompt(question: Question, usual: str | None) -> str:
    ways = ["a letter"] if question.proposals else []
    ways += ["[y] take the usual"] if usual else []
    return f"  Answer ({', '.join([*ways, 'words of your own', 'or Enter to leave'])})"
