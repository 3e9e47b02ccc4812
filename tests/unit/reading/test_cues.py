"""A rule that has cues says the same where it is asked about every sentence: cues only spare work."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from database_developer.reading import Vocabulary
from database_developer.reading.grammar import cues
from database_developer.reading.grammar.recasting import (
    apart,
    described,
    kept,
    lists,
    made,
    parts,
    reader,
    relations,
    shortened,
    spoken_of,
)

from .tickets import NOTHING, request

HERE = Path(__file__).parent
TICKETS = HERE.parents[2] / "evaluation" / "own"
STANDING = Vocabulary(
    tables={
        "users": ("id", "email", "name"),
        "orders": ("id", "user_id", "total", "status", "note"),
        "projects": ("id", "owner_id", "title"),
    }
)


def sentences_in(path: Path) -> list[str]:
    """The sentences that the tests of one file read."""
    found = (node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant))
    return [text for text in dict.fromkeys(found) if isinstance(text, str) and text.count(" ") > 1]


@pytest.mark.parametrize("path", sorted(HERE.glob("test_*.py")), ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "vocabulary", [pytest.param(NOTHING, id="nothing", marks=pytest.mark.slow), pytest.param(STANDING, id="tables")]
)
def test_cues_spare_work_and_change_nothing(
    path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = sentences_in(path)
    told = [read(text, vocabulary) for text in texts]
    ask_every_rule(monkeypatch)
    for text, before in zip(texts, told, strict=True):
        assert read(text, vocabulary) == before, text


@pytest.mark.parametrize("path", sorted(TICKETS.glob("*.json")), ids=lambda path: path.stem)
def test_cues_change_nothing_in_whole_tickets(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.loads(path.read_text("utf-8"))["ticket"]
    told = [read(text, vocabulary) for vocabulary in (NOTHING, STANDING)]
    ask_every_rule(monkeypatch)
    assert [read(text, vocabulary) for vocabulary in (NOTHING, STANDING)] == told


def test_each_way_of_saying_again_that_has_cues_is_one_of_those_asked() -> None:
    rooms = (apart, described, kept, lists, made, parts, relations, shortened, spoken_of)
    assert all({*room.CUED} <= {*reader.RULES, *reader.FIRST} and all(room.CUED.values()) for room in rooms)


def ask_every_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a cue of every rule stood in every sentence."""
    monkeypatch.setattr(cues, "heard", lambda wanted, said: True)
    monkeypatch.setattr(cues.Sieve, "through", lambda sieve, said: tuple(sieve.rules))


def test_a_sieve_leaves_over_what_needs_nothing_or_finds_its_cue() -> None:
    sieve = cues.Sieve([("first", frozenset({"a", "b"})), ("second", None), ("third", frozenset({"b"}))])
    assert [sieve.through(said) for said in ({"c"}, {"a"}, {"b", "c"}, set())] == [
        ("second",),
        ("first", "second"),
        ("first", "second", "third"),
        ("second",),
    ]


def read(text: str, vocabulary: Vocabulary) -> object:
    """The request, or what is refused."""
    try:
        return request(text, vocabulary)
    except Exception as error:
        return type(error), str(error)


def test_a_cue_is_the_rarest_word_of_each_phrase() -> None:
    assert cues.cues_of(("at most", "no more than", "a maximum of", "<")) == {"most", "more", "maximum", "<"}
