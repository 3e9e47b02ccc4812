"""Sentences that taught nothing are not read again, word for word, before something is learnt."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

from database_developer.model.request import AttributeAsk, EntityAsk, Quote, RelationAsk
from database_developer.reading import Vocabulary
from database_developer.reading.forms import prose
from database_developer.reading.grammar.changes import reader as changes
from database_developer.reading.grammar.findings import Mention
from database_developer.reading.repeated import Repeats
from database_developer.reading.scene import Scene

from .test_growth import calls_of, repeated
from .tickets import request

CHATTER = "When people call about their orders, somebody has to look at the page for them."
TICKETS = Path(__file__).parents[3] / "evaluation" / "own"
TABLES = Vocabulary(tables={"orders": ("id", "total", "note"), "users": ("id", "name")})


@pytest.mark.parametrize("place", [prose, changes], ids=["prose", "changes"])
def test_pasted_sentences_cost_one_reading(monkeypatch: pytest.MonkeyPatch, place: ModuleType) -> None:
    name = "_told" if place is prose else "_read"
    few = calls_of(monkeypatch, place, name, repeated(CHATTER, "\n\n")(1_000, 0))
    assert calls_of(monkeypatch, place, name, repeated(CHATTER, "\n\n")(10_000, 0)) == few


def test_pasted_sentences_of_nothing_known_cost_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = "We met on Tuesday and talked about how the team goes on after the holidays."
    few = calls_of(monkeypatch, prose, "_told", repeated(nothing, "\n\n")(1_000, 0))
    assert calls_of(monkeypatch, prose, "_told", repeated(nothing, "\n\n")(10_000, 0)) == few


def test_what_was_silent_is_read_anew_below_other_words_if_anybody_asked_for_these(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nothing, other = "We met on Tuesday.", "Hello there."
    few = calls_of(monkeypatch, prose, "_told", "\n\n".join([other, *[nothing] * 3]))
    assert calls_of(monkeypatch, prose, "_told", "\n\n".join([other, *[nothing] * 9])) == few
    assert calls_of(monkeypatch, prose, "_told", "\n\n".join([other, *[nothing] * 3, "Hi!", nothing])) == few + 2


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


def test_whatever_is_new_changes_what_is_known() -> None:
    scene, quote = Scene(TABLES), Quote(text="A crate has a label.", line=1)
    states = [scene.state()]
    for finding in (
        EntityAsk(entity="crate", quote=quote),
        AttributeAsk(entity="crate", attribute="label", quote=quote),
        AttributeAsk(entity="crate", attribute="Label", quote=quote),
        AttributeAsk(entity="shelf", attribute="label", quote=quote),
        RelationAsk(child="crate", parent="shelf", columns=("shelf_code",), quote=quote),
        Mention(entity="crate", table="boxes", quote=quote),
        Mention(entity="crate", exists=True, quote=quote),
    ):
        for _ in range(3):
            scene.note(finding)
            states.append(scene.knowledge())
    scene.learn_tables(("users", "users"))
    states.append(scene.knowledge())
    assert [states.count(one) for one in dict.fromkeys(states)] == [1, *[3] * 7, 1]


@pytest.mark.parametrize("path", sorted(TICKETS.glob("*.json")), ids=lambda path: path.stem)
def test_what_stands_again_and_again_is_read_as_if_it_were_new(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join([json.loads(path.read_text("utf-8"))["ticket"]] * 4)
    told = request(text, TABLES)
    monkeypatch.setattr(Repeats, "told", lambda *said: None)
    assert request(text, TABLES) == told


def test_a_pasted_ticket_costs_three_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A guest has a name and an email.\n\nEach guest belongs to one house.\n\nA house has a code (unique).\n\n"
    few = calls_of(monkeypatch, prose, "_told", text * 3)
    assert calls_of(monkeypatch, prose, "_told", text * 30) == few
