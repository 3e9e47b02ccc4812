"""Prose that counts up what is kept, and how things hang together; none of it is an example's."""

from __future__ import annotations

import pytest

from database_developer.model.request import (
    Ask,
    AttributeAsk,
    Cardinality,
    EntityAsk,
    RelationAsk,
    UniqueAsk,
)
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks, request

PILOTS = "Each pilot has: PilotID, Name and Rank. Each plane has: PlaneID, Model and Age. "


def columns(found: set[Ask], entity: str) -> set[str]:
    return {ask.attribute for ask in found if isinstance(ask, AttributeAsk) and ask.entity == entity}


def ties(found: set[Ask], child: str) -> set[str]:
    return {ask.role or ask.parent for ask in found if isinstance(ask, RelationAsk) and ask.child == child}


def tables(found: set[Ask]) -> set[str]:
    return {ask.entity for ask in found if isinstance(ask, EntityAsk)}


@pytest.mark.parametrize(
    "text",
    [
        "For pilot management, the system maintains basic pilot information, including name, licence number and rank.",
        "The system records information for each pilot, including name, licence number and rank.",
        "The airline should record all relevant information for each pilot, including Name, Licence Number, and Rank.",
        "For pilot management, the system records details including name, licence number and rank.",
        "The pilot information to be recorded includes name, licence number and rank.",
        "Define schema for pilots including name, licence number and rank.",
        "Pilots must provide a name, a licence number and a rank.",
        "Pilots carry a name, a licence number and a rank.",
        "Pilots we hold separately -- name, licence number, rank.",
        "A pilot is little more than a name, a licence number and a rank.",
    ],
)
def test_what_is_counted_up_is_the_thing_s(text: str) -> None:
    assert columns(asks(text), "pilot") == {"name", "licence number", "rank"}


def test_information_and_system_are_no_columns() -> None:
    found = asks("The system manages information about pilots. This is a pilot management system.")
    assert not any(isinstance(ask, AttributeAsk) for ask in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Each pilot has a name and a date of birth.", "date of birth"),
        ("Each hangar has a name and the number of planes in repair.", "number of planes in repair"),
        ("Each post has a title, a like count and a posting time.", "like count"),
        ("Each post has a title, a like count and a posting time.", "posting time"),
        ("Each rental has a fee and an actual return date.", "actual return date"),
        ("Each rental has a fee and the date it ended.", "ended on"),
    ],
)
def test_names_of_several_words_are_kept_whole(text: str, expected: str) -> None:
    assert expected in {ask.attribute for ask in asks(text) if isinstance(ask, AttributeAsk)}


@pytest.mark.parametrize(
    ("first", "is_key"),
    [
        ("SSN", True),
        ("VIN", True),
        ("Pilot Number", True),
        ("PilotID", True),
        ("Nickname", False),
        ("Postal code", False),
    ],
)
def test_a_key_by_nature(first: str, is_key: bool) -> None:
    found = asks(f"Each pilot has: {first}, Name and Rank.")
    assert any(isinstance(ask, EntityAsk) and bool(ask.key) for ask in found) is is_key


def test_a_number_the_server_gives() -> None:
    found = asks(PILOTS)
    assert AttributeAsk(entity="pilot", attribute="PilotID", identity=True, quote=Q) in found
    assert EntityAsk(entity="pilot", key=("PilotID",), quote=Q) in found


def test_another_thing_s_key_is_a_reference() -> None:
    found = asks(PILOTS + "The system records repair details including plane ID, pilot ID, repair cost.")
    assert columns(found, "repair") == {"repair cost"}
    assert ties(found, "repair") == {"plane", "pilot"}


def test_a_key_of_the_live_schema_is_a_reference_too() -> None:
    vocabulary = Vocabulary(tables={"trucks": ("id", "plate")})
    found = asks("Define schema for audit logs including truck_id, action type, and reason.", vocabulary)
    assert ties(found, "audit log") == {"truck"}


@pytest.mark.parametrize(
    "text",
    [
        "Each pilot works in exactly one base.",
        "A pilot is led by only one base.",
        "Each pilot corresponds to a unique base.",
        "Each pilot reports to exactly one base.",
    ],
)
def test_one_of_another(text: str) -> None:
    found = asks("Each base has: BaseID, Name and City. Each pilot has: PilotID, Name. " + text)
    assert ties(found, "pilot") == {"base"}


def test_one_manager_is_one_of_the_staff() -> None:
    found = asks("Each employee has: SSN, Name and Rank. Each base has: BaseID, City. Each base has one manager.")
    assert ties(found, "base") == {"manager"}
    assert "manager" not in tables(found)


def test_an_act_refers_to_who_takes_part() -> None:
    found = asks(
        PILOTS + "Pilots should be able to inspect planes and record specific inspection details, including "
        "inspection result and inspection time."
    )
    assert ties(found, "inspection") == {"pilot", "plane"}
    assert columns(found, "inspection") == {"inspection result", "inspection time"}


def test_an_act_without_a_name() -> None:
    found = asks(PILOTS + "Each plane can be reserved with multiple pilots, recording the start time and the fee.")
    (act,) = tables(found) - {"pilot", "plane"}
    assert ties(found, act) == {"pilot", "plane"}


def test_facts_of_a_pair() -> None:
    found = asks(
        PILOTS + "Each plane can be flown by multiple pilots, and the role and seat number of each pilot are recorded."
    )
    (pair,) = [ask for ask in found if isinstance(ask, RelationAsk) and ask.cardinality is Cardinality.MANY_TO_MANY]
    assert {pair.child, pair.parent} == {"plane", "pilot"}
    assert columns(found, pair.joined_by or "") == {"role", "seat number"}


def test_each_other() -> None:
    found = asks(PILOTS + "Pilots can follow each other, and the follow time is recorded.")
    assert ties(found, "follow") == {"follower", "followed"}
    assert columns(found, "follow") == {"follow time"}


def test_whose_the_posts_are() -> None:
    found = asks(PILOTS + "Pilots can post reports. Each report has a title and a posting time.")
    assert ties(found, "report") == {"pilot"}
    assert "photo" not in tables(asks(PILOTS + "Pilots can upload photos."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A flight joins one pilot to one plane with a takeoff time, a landing time and a status.", {"pilot", "plane"}),
        ("Fees hang off a flight with an amount and the date they accrued.", {"flight"}),
        ("Seats hang off a plane.", {"plane"}),
    ],
)
def test_things_that_hang_on_others(text: str, expected: set[str]) -> None:
    found = asks(PILOTS + "Each flight has: FlightID, Status and Date. " + text)
    child = {"A": "flight", "Fees": "fee", "Seats": "seat"}[text.split(maxsplit=1)[0]]
    assert ties(found, child) == expected


def test_known_by_two_things_together() -> None:
    found = asks("Runways are identified by airport and number.")
    assert UniqueAsk(entity="runway", attributes=("airport", "number"), quote=Q) in found


def test_unique_within_another() -> None:
    found = asks(PILOTS + "A locker has a number that is unique within its plane and a colour.")
    assert UniqueAsk(entity="locker", attributes=("plane", "number"), quote=Q) in found


def test_a_heading_that_is_nothing_but_a_name() -> None:
    found = asks("# Crew change log\n\nAdd a table that keeps track of timestamp, reason and what they did.")
    assert columns(found, "crew change log") == {"timestamp", "reason"}


@pytest.mark.parametrize(
    "text",
    [
        "Fuel prices are log-normal, log-mean 3.4, log-variance 0.9.",
        "Some planes are flagged as not suitable for the night.",
        "Distributions, measured: view counts are Zipf, and the tail never breaks single digits.",
        "Through this data, the airline can optimize its work and improve efficiency.",
    ],
)
def test_talk_of_business_is_no_question_that_blocks(text: str) -> None:
    read = request(PILOTS + text)
    assert tables(set(read.asks)) == {"pilot", "plane"}
    assert not any(question.blocking for question in read.questions)


@pytest.mark.parametrize(
    "text",
    [
        "Each pilot has: PilotID, Name, and Phone Numbers (a pilot can have multiple phone numbers).",
        "Each pilot has a name, a rank and several phone numbers.",
    ],
)
def test_several_of_a_fact_get_rows_of_their_own(text: str) -> None:
    found = asks(text)
    assert columns(found, "pilot phone number") == {"phone number"}
    assert ties(found, "pilot phone number") == {"pilot"}
    assert not any(isinstance(ask, EntityAsk) and ask.entity == "pilot phone number" and ask.key for ask in found)
    assert "phone numbers" not in columns(found, "pilot")


def test_of_two_that_go_together_the_later_refers_to_the_first() -> None:
    text = "Each plane must have one transponder, and a transponder must be linked to exactly one plane."
    found = asks(text + " Each plane has: PlaneID, Age. Each transponder has: TransponderID, Code.")
    assert ties(found, "transponder") == {"plane"}
    assert ties(found, "plane") == set()


def test_a_standing_thing_is_no_column_of_itself() -> None:
    vocabulary = Vocabulary(tables={"depots": ("id",), "trucks": ("id", "plate")})
    text = "A depot starts it. This makes a `Truck` record, with the following fields"
    found = asks(f"{text}\n\n- `plate` - text\n- `seats` - int", vocabulary)
    assert columns(found, "truck") == {"plate", "seats"}
