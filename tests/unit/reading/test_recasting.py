"""Sentences in other words than the usual ones: each says the same as one that the grammar reads."""

from __future__ import annotations

import pytest

from database_developer.model.request import AttributeAsk, Cardinality, RelationAsk
from unit.reading.test_narrating import facts, parents, tables
from unit.reading.tickets import asks, request

LORRY = {"plate", "make", "price"}


@pytest.mark.parametrize(
    "text",
    [
        "Of a lorry we know the plate, the make and the price.",
        "A lorry is described by a plate, a make and a price.",
        "Lorries are listed with plate, make and price.",
        "Lorry: plate, make, price.",
        "Lorries - plate, make and price.",
        "The lorries of the company have a plate, a make and a price.",
        "The lorries, of which the plate, the make and the price are known, leave in the morning.",
        "The plate, the make and the price of a lorry are stored.",
        "We store plate, make and price of the lorries.",
        "We need to know for each lorry its plate, make and price.",
        "Our yard keeps its lorries with plate, make and price.",
        "From now on the yard also wants to hold its lorries, i.e. plate, make, price.",
        "A lorry (plate, make, price) is driven by anybody who has the time.",
        "We know a lorry's plate, make and price.",
        "A lorry's plate, make and price must be known.",
        "A plate, a make and a price make up the lorry.",
        "Lorries are machines, we need plate, make, price.",
        "Drivers are in the book already, lorries are not. Please add them with plate, make and price.",
        "Lorries come with plate, make and price.",
        "In addition, lorries have a plate, a make and a price.",
        "Everything is about lorries: a lorry has a plate, a make and a price.",
    ],
)
def test_facts_in_any_words(text: str) -> None:
    assert facts(text, "lorry") == LORRY


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Drivers have a name and a wage, lorries a plate.", {"driver": {"name", "wage"}, "lorry": {"plate"}}),
        (
            "Drivers are kept with name and wage, lorries with a plate.",
            {"driver": {"name", "wage"}, "lorry": {"plate"}},
        ),
        ("A maker is a name and a country, a reader a name and an age.", {"maker": {"name", "country"}}),
        (
            "Drivers and lorries both have a name and a colour.",
            {"driver": {"name", "colour"}, "lorry": {"name", "colour"}},
        ),
        ("Of each tool we know the name - sheds have a name and an address.", {"shed": {"name", "address"}}),
        ("Donors, who have a name and a street, bring gifts.", {"donor": {"name", "street"}}),
        ("On a rack there's a number, a colour and a height.", {"rack": {"number", "colour", "height"}}),
        ("Tours are logged per day with name and length.", {"tour": {"name", "length"}}),
        ("Repairs come in all day, and it is written down when it was mended and the price.", {"repair": {"price"}}),
        ("A hiker reports a sighting: date, weight and comment.", {"sighting": {"date", "weight", "comment"}}),
        ("Hikers book a hut; the booking has a reference and a price.", {"booking": {"reference", "price"}}),
        ("How many hens somebody saw is noted with the visit.", {"visit": {"number of hens somebody saw"}}),
        ("Dancers must be eighteen. Their name and date of birth are needed.", {"dancer": {"name", "date of birth"}}),
        ("A crew has got a name and a colour.", {"crew": {"name", "colour"}}),
        ("Terms have a code and run from a first day to a last day.", {"term": {"code", "first day", "last day"}}),
        ("Pupils write essays, where the week, the text and the mark are kept.", {"essay": {"week", "text", "mark"}}),
        ("A visit: from a driver, on a date, with a comment.", {"visit": {"date", "comment"}}),
        ("A hiker reports a find - place, date and comment.", {"find": {"place", "date", "comment"}}),
        (
            "Hikers register with first name, last name and birthday.",
            {"hiker": {"first name", "last name", "birthday"}},
        ),
        (
            "We keep track of hikers (name, email), guides (title, price) and huts.",
            {"hiker": {"name", "email"}, "guide": {"title", "price"}},
        ),
        (
            "Of a ferry we know the name, the weight and the year it was built.",
            {"ferry": {"name", "weight", "year"}},
        ),
        (
            "Hikers (name, email, phone if they have one) book huts, and for a booking we note whether it is paid.",
            {"hiker": {"name", "email", "phone"}, "booking": {"is paid"}},
        ),
        ("Oh, and a hiker has a name and an email.", {"hiker": {"name", "email"}}),
    ],
)
def test_facts_beside_others(text: str, told: dict[str, set[str]]) -> None:
    for entity, names in told.items():
        assert facts(text, entity) >= names


LORRIES = "A lorry has a plate and a make. "
DRIVERS = "A driver has a name and a wage. "


@pytest.mark.parametrize(
    "text",
    [
        "The relationship between driver and lorry is one-to-many.",
        "Driver and lorry are in a one-to-many relationship.",
        "One driver is responsible for a lorry.",
        "Drivers own lorries.",
        "A driver has lorries.",
    ],
)
def test_one_of_many(text: str) -> None:
    assert parents(LORRIES + DRIVERS + text, "lorry") == {"driver"}


@pytest.mark.parametrize(
    "text",
    [
        "Between lorries and drivers there is a many-to-many relationship.",
        "We want to know which drivers sit in which lorry.",
        "Drivers sleep in lorries.",
    ],
)
def test_many_of_each(text: str) -> None:
    (tie,) = [ask for ask in asks(LORRIES + DRIVERS + text) if isinstance(ask, RelationAsk)]
    assert tie.cardinality is Cardinality.MANY_TO_MANY
    assert {tie.child, tie.parent} == {"lorry", "driver"}


@pytest.mark.parametrize(
    "text",
    [
        "Between lorries and drivers there is a many-to-many relationship, with a bonus on it.",
        "Drivers sit in lorries, each with a bonus.",
    ],
)
def test_facts_of_both(text: str) -> None:
    assert facts(LORRIES + DRIVERS + text, "lorry driver") == {"bonus"}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Dents of a lorry get a date and a comment.", "dent"),
        ("From a lorry come invoices with a number and a date.", "invoice"),
        ("What the lorries write are tickets: a number and a date.", "ticket"),
        ("A lorry contains seats, and each of those has a number and a colour.", "seat"),
        ("What we sell are photos of a lorry: name and price.", "photo"),
        ("A lorry is full of seats, each with a number and a colour.", "seat"),
        ("A lorry has a colour plus a weight and contains seats. A seat has a number.", "seat"),
        ("Seats are in lorries. A seat has a number.", "seat"),
    ],
)
def test_parts_of_a_whole(text: str, part: str) -> None:
    assert parents(LORRIES + text, part) == {"lorry"}


@pytest.mark.parametrize(
    ("text", "child", "role"),
    [
        ("A lorry has a plate and a keeper, who is one of the drivers.", "lorry", "keeper"),
        ("A lorry has a plate and a keeper (one of the drivers).", "lorry", "keeper"),
        ("A lorry has a plate and a keeper. The keeper is a driver like any other.", "lorry", "keeper"),
        ("Races are held between a home driver and a guest driver.", "race", "home driver"),
    ],
)
def test_who_plays_a_part(text: str, child: str, role: str) -> None:
    found = asks(DRIVERS + text)
    assert role in {ask.role for ask in found if isinstance(ask, RelationAsk) and ask.child == child}
    assert role not in {ask.attribute for ask in found if isinstance(ask, AttributeAsk)}


def test_questions_for_things_are_ties() -> None:
    text = LORRIES + DRIVERS + "A trip records which driver took which lorry and the date."
    assert parents(text, "trip") == {"lorry", "driver"}
    assert facts(text, "trip") == {"date"}


@pytest.mark.parametrize(
    "text",
    [
        "Our drivers (Tom, Anna and Bert) complain about the old tool.",
        "The relationship between sales and support is difficult, one to many meetings a week.",
        "What we need is simple: a fast page, a clear button and a nice colour.",
        "Note: the title, the colour and the text of the page are taken from the old site.",
        "Open questions: name of the project, date of the release.",
        "Reviewers: Anna, Bert.",
        "We don't store the name or the address of guests.",
        "Guests check in at the desk, leaving their name and phone number.",
        "Developers write code; testers read reports.",
    ],
)
def test_what_tells_of_nothing_that_is_kept(text: str) -> None:
    assert asks(LORRIES + text) == asks(LORRIES)
    assert not request(text).asks


def test_a_noun_that_only_looks_like_a_deed_holds_no_pair() -> None:
    text = "Instruments: name, price. " + DRIVERS + LORRIES + "Drivers sleep in lorries."
    assert tables(text) >= {"instrument", "driver", "lorry"}
    assert all(ask.joined_by is None for ask in asks(text) if isinstance(ask, RelationAsk))
