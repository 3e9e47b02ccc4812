"""Turns of phrase: what their notation means, and that looking for them takes no more steps than it may."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from database_developer.reading import plain_words
from database_developer.reading.grammar.tokens import tokenized
from database_developer.reading.grammar.turns.turn import Turn, turn
from database_developer.reading.plain_words.gist import IDLE

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
PHRASES = st.lists(WORDS, min_size=1, max_size=6)


def said(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


class Counted(list[str]):
    """Words that count how often one of them is looked at."""

    looks = 0

    def __getitem__(self, place: Any) -> Any:
        self.looks += 1
        return super().__getitem__(place)


def looks_at(words: list[str], one: Turn) -> int:
    """How often words are looked at until the turn is found nowhere."""
    counted = Counted(words)
    assert not one.stands_in(counted)
    return counted.looks


@pytest.mark.parametrize(
    ("notation", "fitting", "unfitting"),
    [
        ("must not | may", "you must not go|it may", "you must go not|maybe"),
        ("(drop | remove) C", "please drop C|remove C", "drop T|drop it C"),
        ("[please] drop C now", "drop C now|please drop C now", "drop C please now"),
        ("no value(s) | need(s|ed) C", "no values|no value|needed C|needs C", "no valued|needing C"),
        ("keep [all | of | the]* C", "keep C|keep all of the C|keep the the C", "keep none C"),
        ("no T ~2 without C", "no T without C|no T may be without C", "no T may ever be without C|no T , without C"),
        ("take ... along", "take along|take it , please , along", "along take"),
        ("at least N", "at least 5|at least -0.5", "at least five"),
        ("call it S", "call it zip_code", "call it code|call it L"),
        ("be V", "be red|be L", "be C|be 5|be ,"),
        ("be W too", "be C too|be 5 too|be red too", "be too|be , too"),
        ("assume !(L | N)", "we assume|assume nothing", "assume L|assume 5"),
        ("^drop it$", "drop it", "please drop it|drop it now"),
        ("it {must} be", "it shall be|it is supposed to be", "it may be"),
        ("N '<' C | yes / no", "5 < C|yes / no", "5 C|yes no"),
        ("only (<value: V>,+ | none)", "only a , b or c|only none|only a / b", "a , b"),
    ],
)
def test_notation(notation: str, fitting: str, unfitting: str) -> None:
    one = turn(notation)
    assert [words for words in fitting.split("|") if not one.stands_in(said(words))] == []
    assert [words for words in unfitting.split("|") if one.stands_in(said(words))] == []


def test_what_has_a_name_is_kept() -> None:
    words = said("it is one of open , shut , lost and L , is it ?")
    found = turn("one of <value: V>,+").search(words)
    assert found is not None
    assert [words[place] for place in found.places("value")] == ["open", "shut", "lost", "L"]
    assert found.places("other") == ()
    assert (found.start, found.end) == (2, 11)


def test_the_first_place_counts_and_then_the_first_phrase() -> None:
    found = turn("to <later: W> | from <value: W> | from <other: W>").search(said("from here to there"))
    assert found is not None
    assert found.kept == (("value", 1, 2),)


def test_each_place_is_found_and_can_be_left_out() -> None:
    one, words = turn("instead of [a] W"), said("a date instead of a text and a time instead of text too")
    assert [(found.start, found.end) for found in one.each_in(words)] == [(2, 6), (9, 12)]
    assert one.without(words) == ("a", "date", "and", "a", "time", "too")


def test_classes_may_be_given() -> None:
    one = turn("{not} {empty}", empty="[left] blank | {hollow}", hollow=frozenset({"hollow"}))
    assert one.stands_in(said("it is never left blank"))
    assert one.stands_in(said("no longer hollow"))
    assert not one.stands_in(said("not full"))


@given(PHRASES)
def test_a_phrase_finds_itself(words: list[str]) -> None:
    found = turn(" ".join(words)).search(["0", *words, "0"])
    assert found is not None
    assert found.end - found.start == len(words)


@given(st.lists(PHRASES, min_size=2, max_size=4), st.data())
def test_each_alternative_is_found(several: list[list[str]], data: st.DataObject) -> None:
    one = turn(" | ".join(" ".join(words) for words in several))
    assert one.stands_in(data.draw(st.sampled_from(several)))


@given(st.integers(1, 5), st.lists(WORDS, max_size=8))
def test_a_gap_is_as_long_as_it_says(most: int, between: list[str]) -> None:
    assert turn(f"0 ~{most} 1").stands_in(["0", *between, "1"]) == (len(between) <= most)


@pytest.mark.parametrize(
    "notation",
    [
        "[a | a a | a a a]* [a]* ... b",
        "a ... a ... a ... a ... b",
        "a ~9 a ~9 a ~9 b",
        "<value: a>,+ ... <value: a>,+ b",
    ],
)
def test_growth(notation: str) -> None:
    one = turn(notation)
    few, many = (looks_at(["a"] * length, one) for length in (50, 200))
    assert few > 50
    assert many <= 4.5 * few


@pytest.mark.parametrize(
    ("notation", "complaint"),
    [
        ("drop (C | T", '"(C | T" at letter 5 is never closed'),
        ("drop C)", '")" at letter 6 closes nothing'),
        ("drop [C)", '"[C)" at letter 5 is never closed'),
        ("drop <name: C", '"<name: C" at letter 5 is never closed'),
        ("drop | | C", '"| C" at letter 7 words are missing before this'),
        ("drop ()", '")" at letter 6 words are missing before this'),
        ("drop |", "words are missing before this"),
        ("{drop} C", '"{drop} C" at letter 0 is unknown: be, may, must, not, same are known'),
        ("5 < C", "at letter 2 is no part of the notation; in single quotes it stands for itself"),
        ("drop !(all of) C", "may hold only single words"),
        (",+ C", "at letter 0 lists nothing"),
        ("[drop] ... ^", 'must hold a word that has to stand: "[drop] ... ^"'),
    ],
)
def test_a_bad_notation_is_told_when_it_is_read(notation: str, complaint: str) -> None:
    with pytest.raises(ValueError, match="a turn of phrase") as told:
        turn(notation)
    assert complaint in str(told.value)


def turns_of_plain_words() -> Iterator[tuple[str, Turn]]:
    """Every turn that a module of plain words looks for, with its name."""
    for found in pkgutil.walk_packages(plain_words.__path__, f"{plain_words.__name__}."):
        for name, value in vars(import_module(found.name)).items():
            several = value if isinstance(value, tuple) else (value,)
            inner = (one for some in several for one in (some if isinstance(some, tuple) else (some,)))
            yield from ((f"{found.name}.{name}", one) for one in inner if isinstance(one, Turn))


def test_no_turn_waits_for_what_never_comes() -> None:
    """Neither a word that is left out before phrases are looked for, nor one that is cut into several."""
    every = list(turns_of_plain_words())
    waiting = {name: {word for word in one.words if word in IDLE or len(tokenized(word)) > 1} for name, one in every}
    assert len(every) > 50
    assert {name: words for name, words in waiting.items() if words and not name.endswith(("_ORDERING", "_FIRM"))} == {}
