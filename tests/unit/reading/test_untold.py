"""What looks like facts to keep and came to nothing is said to be not understood, and asked about."""

from __future__ import annotations

import pytest

from database_developer.model.request import AllowedAsk, AttributeAsk, Fate, UniqueAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import request

CLUB = "A boat has a name and a length.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "Members first. Name, email, mobile and the medical expiry date, says whoever wrote the old book.",
        "Somewhere in the drawer lie first name, last name, phone and birthday on cards.",
    ],
)
def test_facts_that_came_to_nothing_are_asked_about(text: str) -> None:
    result = request(CLUB + text)
    missed = [sentence for sentence in result.sentences if sentence.fate is Fate.NOT_UNDERSTOOD]
    assert [question.quote for question in result.questions] == [sentence.quote for sentence in missed]
    assert len(missed) == 1
    assert not any(question.blocking for question in result.questions)


@pytest.mark.parametrize(
    "text",
    [
        "Stars land at 60 percent five, 22 percent four, 8 percent three.",
        "It was sunny, warm and quiet.",
        "Anna, Ben and Carla came too.",
    ],
)
def test_other_lists_stay_context(text: str) -> None:
    assert Fate.NOT_UNDERSTOOD not in {sentence.fate for sentence in request(CLUB + text).sentences}


def test_a_ticket_that_designs_nothing_is_not_asked_about_its_lists() -> None:
    result = request("The export has name, email, mobile and birthday, as it always had.")
    assert Fate.NOT_UNDERSTOOD not in {sentence.fate for sentence in result.sentences}


def test_whoever_and_whatever_are_no_facts() -> None:
    found = request(
        "A hire has a date. On one hire go anything from one to six pieces, the average is a bit above two."
    )
    assert {ask.attribute for ask in found.asks if isinstance(ask, AttributeAsk)} == {"date"}


def test_two_things_once_are_no_rule_of_a_table_that_nobody_named() -> None:
    known = Vocabulary(tables={"sailings": ("id",), "guests": ("id",), "bookings": ("id", "guest_id", "sailing_id")})
    alone = "The same guest must not be on the list twice for one sailing."
    assert any(isinstance(ask, UniqueAsk) for ask in request(alone, known).asks)
    found = request(f"For each waiting entry we need `added_at` and `seats`. {alone}", known)
    assert not any(isinstance(ask, UniqueAsk) for ask in found.asks)
    assert [question.quote.text for question in found.questions] == [alone]


@pytest.mark.parametrize("said", ["that's how it starts", "default", "the initial one"])
def test_a_value_told_to_be_the_first(said: str) -> None:
    asks = request(f"An entry has a note and a status: waiting ({said}), offered or declined.").asks
    assert {ask.attribute: ask.default for ask in asks if isinstance(ask, AttributeAsk)} == {
        "note": None,
        "status": "waiting",
    }
    assert [ask.values for ask in asks if isinstance(ask, AllowedAsk)] == [("waiting", "offered", "declined")]
