"""Facts that a list tells by questions, dates by their verbs, and what only says more about an entry."""

from __future__ import annotations

import pytest

from database_developer.model.request import AllowedAsk, AttributeAsk, UniqueAsk
from unit.reading.tickets import Q, asks


def facts(text: str, entity: str) -> dict[str, AttributeAsk]:
    return {ask.attribute: ask for ask in asks(text) if isinstance(ask, AttributeAsk) and ask.entity == entity}


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("how many hooks it has", "number of hooks"),
        ("where it stands", "location"),
        ("when it was bought", "bought at"),
        ("who approved it", "approved by"),
        ("by whom it was painted", "painted by"),
        ("how much it cost", "price"),
        ("how long it took", "duration"),
        ("how deep it is", "depth"),
        ("what colour it has", "colour"),
        ("what it is called", "name"),
        ("on which day it was last cleaned", "cleaned on"),
        ("the day it was built", "built on"),
        ("whether the door was damaged", "is damaged"),
        ("the dates when it opened", "opened at"),
        ("the label printed on its side", "label"),
        ("the price per night", "price per night"),
    ],
)
def test_a_fact_by_the_question_it_answers(told: str, name: str) -> None:
    assert set(facts(f"A locker has a code and {told}.", "locker")) == {"code", name}


def test_who_somebody_is_says_more_of_him() -> None:
    assert set(facts("A locker has a code and an owner, who lives in the house.", "locker")) == {"code", "owner"}


def test_one_moment_of_a_date_and_a_time() -> None:
    found = facts("A tour has a title, a start date and time and a price.", "tour")
    assert set(found) == {"title", "start time", "price"}
    assert found["start time"].hint == "moment"


def test_several_acts_behind_one_when() -> None:
    found = facts("A ferry trip has a number and the times when it departed, docked and returned.", "ferry trip")
    assert set(found) == {"number", "departed at", "docked at", "returned at"}


def test_choices_between_dashes() -> None:
    text = "A kite has a name, a wind kind - light, fresh or stormy - and a length."
    assert set(facts(text, "kite")) == {"name", "wind kind", "length"}
    assert AllowedAsk(entity="kite", attribute="wind kind", values=("light", "fresh", "stormy"), quote=Q) in asks(text)


def test_a_name_in_brackets_is_the_name() -> None:
    assert set(facts('A hall has a title and the number of chairs ("chairs").', "hall")) == {"title", "chairs"}


@pytest.mark.parametrize("told", ["sometimes, a note", "a note where there is one", "a note (not always known)"])
def test_what_is_not_always_there_is_not_required(told: str) -> None:
    assert facts(f"A hall has a title, and {told}.", "hall")["note"].required is False


def test_a_remark_behind_a_dash_is_no_entry() -> None:
    text = "For guides we keep the name and the badge number - no two guides have the same one."
    assert set(facts(text, "guide")) == {"name", "badge number"}
    assert UniqueAsk(entity="guide", attributes=("badge number",), quote=Q) in asks(text)


@pytest.mark.parametrize(
    ("said", "required"),
    [("(optional)", False), ("(empty as long as it stands)", False), ("(required)", True), ("", None)],
)
def test_what_brackets_say_of_a_fact_that_is_asked_for(said: str, required: bool | None) -> None:
    found = asks(f"A stoppage has a reason, when it stopped, when it was mended {said} and a note.")
    told = {ask.attribute: ask.required for ask in found if isinstance(ask, AttributeAsk)}
    assert told["mended at"] is required
    assert set(told) == {"reason", "stopped at", "mended at", "note"}
