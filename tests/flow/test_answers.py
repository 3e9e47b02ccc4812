"""Questions are answered by their numbers: by a letter, in words, and once for all runs."""

from __future__ import annotations

import json

import pytest

from support.projects import Project

VAGUE = "Tables: suppliers, invoices"


@pytest.fixture
def asked(project: Project) -> Project:
    """A project whose ticket waits for answers."""
    project.ticket("KAN-9", VAGUE, "Create the billing schema")
    assert project.json("KAN-9")["exit_code"] == 4
    return project


def test_a_letter_chooses_what_is_proposed(asked: Project) -> None:
    document = asked.json("KAN-9", "--answer", "1=b", "--until", "plan")
    assert document["exit_code"] == 0
    assert any('usual for "invoice"' in it["why"] for it in document["assumptions"])


def test_an_answer_holds_for_later_runs(asked: Project) -> None:
    asked.json("KAN-9", "--answer", "1=b", "--until", "plan")
    assert asked.json("KAN-9", "--until", "plan")["exit_code"] == 0


def test_words_are_read_as_the_ticket_is(asked: Project) -> None:
    answer = "1=An invoice has a number (text, required) and a due date."
    assert asked.json("KAN-9", "--answer", answer, "--until", "plan")["exit_code"] == 0
    request = json.loads((asked.folder / ".dbd" / "runs" / "KAN-9" / "2-request.json").read_text("utf-8"))
    attributes = {ask["attribute"] for ask in request["asks"] if "attribute" in ask}
    assert attributes == {"number", "due date"}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("1=a", "needs your words"),
        ("1=h", "has no proposal h)"),
        ("9=a", "there is no question 9: the last run asked 1 question"),
        ("0=a", "there is no question 0"),
        ("b", '"b" is no answer'),
        ("1=", '"1=" is no answer'),
    ],
)
def test_what_answers_nothing_is_told(asked: Project, answer: str, says: str) -> None:
    result = asked.dbd("KAN-9", "--answer", answer)
    assert (result.exit_code, says in result.stderr) == (2, True), result.stderr
    assert not (asked.folder / ".dbd" / "runs" / "KAN-9" / "answers.json").exists()


def test_nobody_asked(project: Project) -> None:
    result = project.dbd("KAN-34", "--answer", "1=a")
    assert (result.exit_code, "the last run asked nothing" in result.stderr) == (2, True)
