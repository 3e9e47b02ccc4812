"""What the words above lists say of them, and lists that follow one another; all texts are made up for this."""

from __future__ import annotations

import pytest

from database_developer.model.request import Ask, AttributeAsk, EntityAsk, Fate, RelationAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import NOTHING, bare, request

CLUB = Vocabulary(tables={"guests": ("id", "name"), "lockers": ("id", "number")})


def told(text: str, vocabulary: Vocabulary = NOTHING, summary: str = "Harbour") -> set[Ask]:
    return bare(request(text, vocabulary, summary=summary).asks)


def columns(found: set[Ask], entity: str) -> dict[str, bool | None]:
    return {ask.attribute: ask.required for ask in found if isinstance(ask, AttributeAsk) and ask.entity == entity}


def things(found: set[Ask]) -> set[str]:
    return {ask.entity for ask in found if isinstance(ask, EntityAsk)}


@pytest.mark.parametrize(
    "text",
    [
        "Boats\n- name\n- price\nBerths\n- number\n- boat",
        "Boats:\n* name\n* price\nBerths:\n* number\n* boat",
        "boats\n  - name\n  - price\nberths\n  - number\n  - boat",
        "The boats, for which we need\n\n- name\n- price\n\nAnd finally the berths:\n\n- number\n- boat",
        "A boat has\n a) a name\n b) a price\n\nA berth has\n a) a number\n b) a boat",
        "Boat: name, price\nBerth: number, boat",
        "**Boat**: name, price\n**Berth**: number, boat",
    ],
)
def test_lists_right_below_one_another(text: str) -> None:
    found = told(text)
    assert things(found) >= {"boat", "berth"}
    assert set(columns(found, "boat")) == {"name", "price"}
    assert set(columns(found, "berth")) >= {"number"}
    assert {(ask.child, ask.parent) for ask in found if isinstance(ask, RelationAsk)} == {("berth", "boat")}


@pytest.mark.parametrize(
    ("must", "may"),
    [
        ("Required:", "Optional:"),
        ("Mandatory fields:", "Optional fields:"),
        ("Not null:", "Nullable:"),
        ("The columns that are required:", "May be empty:"),
    ],
)
def test_labels_of_presence_are_no_things(must: str, may: str) -> None:
    found = told(f"Create table consents\n\n{must}\n- purpose (varchar 50)\n\n{may}\n- source ip (inet)")
    assert things(found) == {"consent"}
    assert columns(found, "consent") == {"purpose": True, "source ip": False}


def test_the_title_names_the_table_of_the_fields() -> None:
    text = "Fields:\n\n1. `code` (varchar(40), not null)\n2. `sent_at` (timestamp)"
    found = told(text, summary="New entity `Parcel`")
    assert set(columns(found, "parcel")) == {"code", "sent_at"}


@pytest.mark.parametrize("intro", ["The desk asks for the following on guests:", "We need the following for guests:"])
def test_columns_of_a_standing_table(intro: str) -> None:
    found = told(f"{intro}\n\n- date of birth\n- contact name\n- contact phone", CLUB)
    assert set(columns(found, "guest")) == {"date of birth", "contact name", "contact phone"}


@pytest.mark.parametrize(
    "text",
    [
        "Pros\n- it is cheap\n- nobody waits\nCons\n- we pay for it",
        "For the visitors the speed and the look of the page matter.",
        "Users see a list, a map and a button with a label and a colour.",
    ],
)
def test_what_is_no_list_of_facts(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize("text", ["Guests want to keep a watchlist.", "The guests would like to keep a diary."])
def test_what_people_keep_is_no_fact_of_theirs(text: str) -> None:
    assert not columns(told(text, CLUB), "guest")


def test_a_typical_fact_that_people_keep_is_one() -> None:
    assert set(columns(told("Guests would like to store a phone number.", CLUB), "guest")) == {"phone number"}


@pytest.mark.parametrize(
    "text",
    [
        "Keep the title, the author and the year in a new table called books.",
        "Please store the title, the author and the year in a table books.",
        "I propose to record the title, the author and the year in their own table books.",
        "Kindly create a table called books that holds title, author and year.",
    ],
)
def test_the_table_behind_its_columns(text: str) -> None:
    assert set(columns(told(text), "book")) == {"title", "author", "year"}


@pytest.mark.parametrize(
    "intro",
    ["We need a migration for the berths of a boat:", "We need a table for the berths of each boat:"],
)
def test_what_is_listed_of_the_parts_of_a_thing_belongs_to_it(intro: str) -> None:
    known = Vocabulary(tables={"boats": ("id", "name")})
    result = request(f"{intro}\n\n* number (unique within the boat)\n* length\n* height", known)
    found = bare(result.asks)
    assert set(columns(found, "berth")) == {"number", "length", "height"}
    assert {(ask.child, ask.parent) for ask in found if isinstance(ask, RelationAsk)} == {("berth", "boat")}
    assert {sentence.fate for sentence in result.sentences} == {Fate.USED}
    assert not result.questions
