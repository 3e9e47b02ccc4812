"""What a ticket is told on the way reads well, and alike in every markup that a tracker may want."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest

from database_developer.errors import ServerUnavailable
from database_developer.model.design import Decision, Ground
from database_developer.model.message import Boxes, Message, Points
from database_developer.model.names import QualifiedName, part_of
from database_developer.model.request import Question
from database_developer.model.ticket import Block, Heading, ItemList, Paragraph, Quotation
from database_developer.pipeline.outcome import StepTaken
from database_developer.pipeline.ticket_messages import asked, ended, settled, stopped_by, under_way, waiting
from database_developer.trackers.blocks import blocks_of
from database_developer.trackers.jira import adf, wiki
from database_developer.trackers.message_markdown import rendered
from support.block_words import text_of

TAKEN = (
    StepTaken(step="Ticket", found='"Shipments", To Do, from https://team.example/browse/KAN-61', seconds=0.1),
    StepTaken(step="Request", found="3 asks, 1 acceptance criterion", seconds=0.1),
)
CHOICE = Question(
    id="which", text="which table is meant?", proposals=("the live `users`", "a new one"), meanings=("", "It is new.")
)
OPEN = Question(id="open", text="code of `shipments`: how long may it be?", proposals=("tell the longest",))
ASSUMED = Decision(
    address=part_of("column", QualifiedName("public", "shipments"), "code"),
    what="text",
    why="nothing is said of its length",
    ground=Ground.RULE,
    rule="types",
    is_assumption=True,
)
WHO = "Replies of the reporter and the assignee count; the next run reads them."
MESSAGES = {
    "under way": under_way(TAKEN, (CHOICE, replace(OPEN, blocking=False)), (ASSUMED,)),
    "asked": asked((CHOICE, OPEN)),
    "settled": settled((CHOICE, OPEN)),
    "waiting": waiting(TAKEN),
    "ended": ended("there is nothing to change", TAKEN, (ASSUMED,)),
    "stopped": stopped_by(ServerUnavailable("the server is away", hint="start it"), TAKEN),
}
MARKUPS: dict[str, Callable[[Message], tuple[Block, ...]]] = {
    "documents": lambda message: adf.read(adf.build(message), "KAN-61").blocks,
    "wiki text": lambda message: wiki.read(wiki.build(message), "KAN-61").blocks,
    "Markdown": lambda message: blocks_of(rendered(message)),
}


def outline(blocks: Iterable[Block], depth: int = 0) -> Iterator[tuple[int, str, bool | None]]:
    """Each heading, paragraph and item: how deep it stands, its words without marks, and its box."""
    for block in blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                yield depth, plain(text), None
            case ItemList(items=items):
                for item in items:
                    yield depth + 1, plain(item.text), item.checked
                    yield from outline(item.blocks, depth + 1)
            case Quotation(blocks=inner):
                yield from outline(inner, depth)


def plain(text: str) -> str:
    """The words, without the sign that stands for a panel's colour where there are no panels."""
    for sign in ("ℹ️ ", "✅ ", "⚠️ ", "❌ ", "(i) ", "(/) ", "(!) ", "(x) "):
        text = text.removeprefix(sign)
    return text.replace("*", "").replace("`", "")


@pytest.mark.parametrize("name", MESSAGES)
def test_every_markup_says_the_same_in_the_same_order(name: str) -> None:
    first, *others = [list(outline(read(MESSAGES[name]))) for read in MARKUPS.values()]
    assert first
    for other in others:
        assert other == first


@pytest.mark.parametrize("markup", MARKUPS)
def test_on_the_way_it_holds_steps_questions_and_assumptions(markup: str) -> None:
    lines = list(outline(MARKUPS[markup](MESSAGES["under way"])))
    boxes = [(text, box) for _, text, box in lines if box is not None]
    assert boxes == [
        ("Ticket", True),
        ("Request: 3 asks, 1 acceptance criterion", True),
        *((step, False) for step in ("Design", "Differences", "Migration", "Proof", "Publication")),
    ]
    texts = [text for _, text, _ in lines]
    assert texts.index("Questions") < texts.index("Assumptions")
    assert any(
        text.startswith("must be answered: which table is meant? Proposed: a) the live users;") for text in texts
    )
    assert "column shipments.code: text, because nothing is said of its length" in texts


def test_the_address_of_the_ticket_is_not_told_to_its_readers() -> None:
    assert "team.example" not in text_of(MARKUPS["documents"](MESSAGES["under way"]))


def test_questions_are_sentences_with_letters_where_a_letter_answers() -> None:
    (points,) = (part for part in MESSAGES["asked"].parts if isinstance(part, Points))
    assert points.is_numbered
    lines = [text for _, text, _ in outline(MARKUPS["Markdown"](MESSAGES["asked"]))]
    assert lines == [
        "Before the database work can go on, these have to be answered:",
        "Which table is meant?",
        "a) the live users",
        "b) a new one",
        "code of shipments: how long may it be?",
        "tell the longest",
        f"Answer in a reply, a line each, such as 1: a or 1: in your own words. {WHO}",
    ]


def test_where_no_letter_answers_none_is_proposed() -> None:
    lines = [text for _, text, _ in outline(MARKUPS["Markdown"](asked((OPEN,))))]
    assert lines[-1] == f"Answer in a reply, a line each, such as 1: in your own words. {WHO}"
    assert "tell the longest" in lines


def test_a_stop_says_why_and_how_far_it_was() -> None:
    lines = [text for _, text, _ in outline(MARKUPS["documents"](MESSAGES["stopped"]))]
    assert lines[:2] == ["The database work stopped: the server is away", "start it"]
    assert any(isinstance(part, Boxes) for part in MESSAGES["stopped"].parts)
