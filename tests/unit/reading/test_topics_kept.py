"""What is spoken of stays so: rows of a table that is asked for, "further" facts, and what is done by somebody."""

from __future__ import annotations

from database_developer.model.request import AttributeAsk, EntityAsk, RelationAsk, Request
from database_developer.reading.vocabulary import Vocabulary
from unit.reading.tickets import request

CITY = Vocabulary(tables={"users": ("id", "email"), "docks": ("id", "label")})


def entities(found: Request) -> set[str]:
    return {ask.entity for ask in found.asks if isinstance(ask, EntityAsk | AttributeAsk)}


def parents(found: Request, child: str) -> set[str]:
    return {ask.parent for ask in found.asks if isinstance(ask, RelationAsk) and ask.child == child}


def test_a_row_is_one_of_the_table_that_is_asked_for() -> None:
    found = request("We need a table `dock_checks`. A row belongs to a dock and to a user, both mandatory.", CITY)
    assert entities(found) == {"dock check"}
    assert parents(found, "dock check") == {"dock", "user"}


def test_further_facts_are_of_what_is_spoken_of() -> None:
    text = "We need a table `dock_checks`. Further: `checked_on` (date, mandatory), `remarks` (text)."
    found = request(text, CITY)
    assert entities(found) == {"dock check"}
    assert {ask.attribute for ask in found.asks if isinstance(ask, AttributeAsk)} == {"checked_on", "remarks"}


def test_what_is_done_by_somebody_is_spoken_of_from_then_on() -> None:
    found = request("A ride is started by a user at a dock. We save when it started and when it ended.", CITY)
    assert parents(found, "ride") == {"dock", "user"}
    told = {ask.attribute for ask in found.asks if isinstance(ask, AttributeAsk) and ask.entity == "ride"}
    assert told == {"started at", "ended at"}


def test_what_may_be_done_is_not_yet_spoken_of() -> None:
    found = request("A user has a nickname. A button may be pressed by a guest. We save the name and the age.", CITY)
    assert "button" not in entities(found)
