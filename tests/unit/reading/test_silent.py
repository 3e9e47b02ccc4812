"""Sentences that told nothing are not read again, word for word, before something is learnt."""

from __future__ import annotations

from types import ModuleType

import pytest

from database_developer.model.request import EntityAsk, Quote
from database_developer.reading import Vocabulary
from database_developer.reading.forms import prose
from database_developer.reading.grammar.changes import reader as changes
from database_developer.reading.scene import Scene

from .test_growth import calls_of, repeated
from .tickets import request

CHATTER = "When people call about their orders, somebody has to look at the page for them."
TABLES = Vocabulary(tables={"orders": ("id", "total", "note"), "users": ("id", "name")})


@pytest.mark.parametrize("place", [prose, changes], ids=["prose", "changes"])
def test_pasted_sentences_cost_one_reading(monkeypatch: pytest.MonkeyPatch, place: ModuleType) -> None:
    name = "_told" if place is prose else "_read"
    few = calls_of(monkeypatch, place, name, repeated(CHATTER, "\n\n")(1_000, 0))
    assert calls_of(monkeypatch, place, name, repeated(CHATTER, "\n\n")(10_000, 0)) == few


def test_what_was_silent_tells_once_more_is_known() -> None:
    text = "The label is required.\n\nA crate has a label and a weight.\n\nThe label is required."
    told = request(text, Vocabulary())
    assert [ask.required for ask in told.asks if getattr(ask, "attribute", "") == "label"] == [True]


def test_every_pasted_sentence_is_in_the_report() -> None:
    told = request(f"{CHATTER}\n\n{CHATTER}\n\n{CHATTER}", TABLES)
    assert [sentence.quote.line for sentence in told.sentences if sentence.quote.text == CHATTER] == [1, 3, 5]


def test_a_change_that_stands_twice_is_heard_twice() -> None:
    once = request("Drop the note of orders.", TABLES)
    twice = request("Drop the note of orders.\n\nDrop the note of orders.", TABLES)
    assert once.asks
    assert twice.asks == once.asks
    assert len({sentence.fate for sentence in twice.sentences}) == 1


def test_one_half_of_a_sentence_is_no_other() -> None:
    told = request("Nobody looks at it; drop the note of orders; nobody looks at it.", TABLES)
    assert [type(ask).__name__ for ask in told.asks] == ["RemovalAsk"]


def test_whatever_is_learnt_changes_what_is_known() -> None:
    scene, asked = Scene(TABLES), EntityAsk(entity="crate", quote=Quote(text="Add crates.", line=1))
    scene.note(asked)
    before = scene.state()
    scene.note(asked)
    assert scene.state() != before
