"""Looking for changes of standing tables: nothing is learnt by looking, and nothing is taken apart twice."""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType

from database_developer.model.ticket import Item, ItemList, Paragraph, Ticket
from database_developer.reading import Vocabulary, read, told_changes
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene

STANDING = Vocabulary(tables={"users": ("id", "email"), "orders": ("id", "status")})


def test_a_paragraph_without_changes_leaves_the_topic_as_it_was() -> None:
    scene = Scene(STANDING)
    passage = Passage(block=Paragraph(text="Orders: nothing is wrong with them. The users are happy.", line=1))
    assert told_changes.read(passage, scene) is None
    assert scene.focus is None


def test_a_label_makes_the_topic_where_a_change_is_told() -> None:
    scene = Scene(STANDING)
    passage = Passage(block=Paragraph(text="users: add a `phone` column (text).", line=1))
    outcome = told_changes.read(passage, scene)
    assert outcome is not None
    assert scene.focus == "user"


def test_a_sentence_is_taken_apart_once_and_looked_at_again_only_when_something_was_learnt() -> None:
    done: Counter[str] = Counter()

    def called(frame: FrameType, event: str, arg: object) -> None:
        if event == "call" and "database_developer" in frame.f_code.co_filename:
            done[frame.f_code.co_name] += 1

    text = "Nothing was told of this page before. It is shown on the left. Nobody has to look at it twice."
    items = (Item(text="A page is shown on the left of the screen.", line=3),)
    ticket = Ticket(
        key="X-1", summary="", blocks=(Paragraph(text=text, line=1), ItemList(items=items, line=3)), origin="X-1"
    )
    sys.setprofile(called)
    try:
        read(ticket, STANDING)
    finally:
        sys.setprofile(None)
    assert done["statement_of"] == 4
    assert done["orders_in"] == 4
