"""Whose facts a sentence of keeping tells: of what a part of the system is for, of what the facts are named by."""

from __future__ import annotations

import pytest

from database_developer.model.request import Ask, AttributeAsk, RelationAsk
from unit.reading.tickets import asks


def facts(found: set[Ask]) -> dict[str, set[str]]:
    """The attributes and the parents of each thing."""
    told: dict[str, set[str]] = {}
    for one in found:
        if isinstance(one, AttributeAsk):
            told.setdefault(one.entity, set()).add(one.attribute)
        elif isinstance(one, RelationAsk):
            told.setdefault(one.child, set()).add(f"-> {one.parent}")
            if one.joined_by:
                told.setdefault(one.joined_by, set()).add(f"-> {one.child} {one.parent}")
    return told


BARN = "A goat has an ear tag and a name. "


@pytest.mark.parametrize(
    ("text", "entity", "names"),
    [
        (
            "For keeper management, the system stores keeper ID, name, phone and email.",
            "keeper",
            {"keeper id", "name", "phone", "email"},
        ),
        (
            "For tank administration, we keep tank number, volume, material and location.",
            "tank",
            {"tank number", "volume", "material", "location"},
        ),
        (
            "For the management of vehicles, the software saves plate number, model and purchase date.",
            "vehicle",
            {"plate number", "model", "purchase date"},
        ),
        (
            "For payment handling, the amount, the currency and the payment date are stored.",
            "payment",
            {"amount", "currency", "payment date"},
        ),
        (
            "For milk testing, the system records the test date, fat content, protein content and remarks.",
            "milk testing",
            {"test date", "fat content", "protein content", "remarks"},
        ),
        (
            "For shop management, the system records the sale of cheese to hotels, including sale number, name of the "
            "hotel and price.",
            "shop",
            {"sale number", "name of hotel", "price"},
        ),
    ],
)
def test_what_a_part_of_the_system_is_for(text: str, entity: str, names: set[str]) -> None:
    told = facts(asks(BARN + text))
    assert told[entity] == names
    assert told["goat"] == {"ear tag", "name"}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        (
            "When a goat is ill it is treated, and the system records treatment number, treatment start date, drug "
            "and cost.",
            "treatment",
        ),
        (
            "Every goat goes through a number of checks, and the system records check ID, place, result, remarks.",
            "check",
        ),
        (
            "For health management, each goat goes to checks, and the system keeps check ID, check place, result.",
            "check",
        ),
    ],
)
def test_facts_that_name_their_thing(text: str, entity: str) -> None:
    told = facts(asks(BARN + text))
    assert len(told[entity]) > 2
    assert told["goat"] == {"ear tag", "name"}


def test_facts_of_a_deed_that_begin_with_what_is_known() -> None:
    told = facts(
        asks(
            "A pupil has a pupil ID and a name. Pupils sit for examinations; pupil ID, subject, examination date, "
            "score, and whether the examination was passed are recorded."
        )
    )
    assert told["examination"] == {"-> pupil", "subject", "examination date", "score", "is passed"}


@pytest.mark.parametrize(
    "text",
    [
        "For user management, the system keeps profiles, roles and permissions.",
        "For good performance, the system stores the name, date and value in a cache.",
        "For reporting, the system keeps everything.",
        "In the administration module, the system records plate number, model and year.",
        "A van has two plates. The system records plate number, model, year and colour.",
        "A pupil takes a subject at most once on a day.",
    ],
)
def test_what_names_nothing(text: str) -> None:
    assert not facts(asks(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Each fitting has a date, the deviation found, and remarks.", {"date", "deviation found", "remarks"}),
        ("Each fitting has a date, way of payment and the ward applied for.", {"date", "way of payment", "ward"}),
        ("Each fitting has a date, and the ID of the kiln in which it was made.", {"date", "-> kiln"}),
        ("Each fitting has a date and the kiln number of the kiln in use.", {"date", "-> kiln"}),
        ("For each fitting the date, the kiln used and the fee agreed are stored.", {"date", "-> kiln", "fee agreed"}),
    ],
)
def test_entries_of_a_list(text: str, names: set[str]) -> None:
    assert facts(asks(f"A kiln has a kiln number, a name and a volume. {text}"))["fitting"] == names


@pytest.mark.parametrize(
    "text",
    [
        "For each song played in a concert, the position and the soloist are recorded.",
        "For each song sung in a concert we note the position and the soloist.",
        "A concert has many songs, and a song can be sung in several concerts; for each song sung in a concert, "
        "position and soloist are recorded.",
    ],
)
def test_facts_of_one_in_another(text: str) -> None:
    told = facts(asks(f"Songs have a title and a key. Concerts have a date and a place. {text}"))
    assert {"position", "soloist"} <= told["concert song"]
    assert "song played" not in told
    assert "song sung" not in told
