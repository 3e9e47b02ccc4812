"""On a terminal what stops a run is asked there: a letter, words, the usual, or leaving with nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from support.projects import Project
from support.terminal import Terminal, dbd_on_a_terminal

Opened = Callable[..., AbstractContextManager[Terminal]]
VAGUE = "Tables: suppliers, invoices"
QUESTIONS_OPEN = 4


@pytest.fixture
def opened(project: Project) -> Opened:
    """``dbd`` on a terminal, on a ticket that leaves things open."""
    project.ticket("KAN-9", VAGUE, "Create the billing schema")
    project.ticket("KAN-8", "Add a nickname (text) to each member.", "Nicknames")
    flags = ("--project", str(project.folder), "--cache", str(project.cache), "--until", "plan")
    return lambda key, *more, **how: dbd_on_a_terminal(key, *flags, *more, **how)


def kept(project: Project, key: str) -> list[dict[str, Any]]:
    path = project.folder / ".dbd" / "runs" / key / "answers.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else []


def test_a_letter_goes_on_with_the_run(project: Project, opened: Opened) -> None:
    with opened("KAN-8") as terminal:
        terminal.wait_for('which table does the ticket mean by "member"?')
        terminal.wait_for("a) the live table users")
        terminal.wait_for("Enter to leave")
        terminal.type("a")
        terminal.wait_for("went as far as plan")
        assert terminal.ended() == 0, terminal.seen
    assert kept(project, "KAN-8")[0]["text"] == '"member" means the live table users.'
    assert project.json("KAN-8", "--until", "plan")["exit_code"] == 0


def test_the_usual_is_taken_and_every_assumption_listed(opened: Opened) -> None:
    with opened("KAN-9") as terminal:
        terminal.wait_for("[y] take the usual")
        terminal.type("y")
        terminal.wait_for("Assumed, since the ticket does not say:")
        assert terminal.ended() == 0, terminal.seen
        assert 'it is usual for "invoice"' in terminal.seen


def test_words_are_read_and_what_is_no_answer_is_asked_again(project: Project, opened: Opened) -> None:
    with opened("KAN-9") as terminal:
        terminal.wait_for("Enter to leave")
        terminal.type("h")
        terminal.wait_for("has no proposal h)")
        terminal.type("An invoice has a number (text, required) and a due date.")
        assert terminal.ended() == 0, terminal.seen
    assert [one["said"] for one in kept(project, "KAN-9")] == [
        "An invoice has a number (text, required) and a due date."
    ]


def test_words_that_do_not_settle_a_choice_are_asked_again(opened: Opened) -> None:
    with opened("KAN-8") as terminal:
        terminal.wait_for("Enter to leave")
        terminal.type("the one for members")
        terminal.wait_for('which table does the ticket mean by "member"?')
        terminal.wait_for("Enter to leave")
        terminal.type("b")
        terminal.wait_for("column members.nickname")
        assert terminal.ended() == 0, terminal.seen


@pytest.mark.parametrize("key", ["c", "d", "enter"])
def test_leaving_keeps_the_questions_and_their_exit_code(project: Project, opened: Opened, key: str) -> None:
    with opened("KAN-9") as terminal:
        terminal.wait_for("Enter to leave")
        if key == "enter":
            terminal.type("")
        code = terminal.ended() if key == "enter" else terminal.leave(key)
        assert code == QUESTIONS_OPEN, terminal.seen
    assert kept(project, "KAN-9") == []
    assert project.json("KAN-9", "--answer", "1=b", "--until", "plan")["exit_code"] == 0


@pytest.mark.parametrize(("flags", "environment"), [(("--json",), None), (("--quiet",), None), ((), {"CI": "true"})])
def test_nobody_is_asked_who_cannot_answer(
    opened: Opened, flags: tuple[str, ...], environment: dict[str, str] | None
) -> None:
    with opened("KAN-9", *flags, environment=environment) as terminal:
        assert terminal.ended() == QUESTIONS_OPEN
        assert "Enter to leave" not in terminal.seen
