"""Tickets in which people tell of their business: who does what for each of what, and what they note of it."""

from __future__ import annotations

import pytest

from database_developer.model.request import (
    AllowedAsk,
    AttributeAsk,
    Cardinality,
    EntityAsk,
    Fate,
    RangeAsk,
    RelationAsk,
    UniqueAsk,
)
from unit.reading.tickets import Q, asks, request

GUIDES = "A guide has a name and an email. "
CAVES = "A cave has a name and a length. "


def facts(text: str, entity: str) -> set[str]:
    return {ask.attribute for ask in asks(text) if isinstance(ask, AttributeAsk) and ask.entity == entity}


def parents(text: str, entity: str) -> set[str]:
    found = (ask for ask in asks(text) if isinstance(ask, RelationAsk) and ask.child == entity)
    return {ask.parent for ask in found if ask.cardinality is Cardinality.MANY_TO_ONE}


def tables(text: str) -> set[str]:
    return {ask.entity for ask in asks(text) if isinstance(ask, EntityAsk)}


def joins(text: str) -> dict[str | None, set[str]]:
    found = (ask for ask in asks(text) if isinstance(ask, RelationAsk))
    return {ask.joined_by: {ask.child, ask.parent} for ask in found if ask.cardinality is Cardinality.MANY_TO_MANY}


@pytest.mark.parametrize(
    ("text", "entity", "told"),
    [
        ("Of a cave we know the name and the length.", "cave", {"name", "length"}),
        ("From the climber we need name, city and phone.", "climber", {"name", "city", "phone"}),
        ("For guides we keep name and licence number.", "guide", {"name", "licence number"}),
        ("About each rope we write down the colour and the length.", "rope", {"colour", "length"}),
        ("We also have a store: of each lamp we know the label and the brand.", "lamp", {"label", "brand"}),
        ("Per rescue the warden notes the date, the place of the accident and the duration.", "rescue", {"date"}),
        ("The office enters the tours: title, price and level.", "tour", {"title", "price", "level"}),
        ("The radio sends us each alarm: at what date and time, code and reason.", "alarm", {"time", "code", "reason"}),
        ("We should keep a record of every descent: when and for how long.", "descent", {"time", "duration"}),
        ("There are different rope types (static, dynamic), each with a name and a price.", "rope type", {"name"}),
        ("The club keeps a list of huts: the name, the price and the phone.", "hut", {"name", "price", "phone"}),
        ("Name and address of every climber are held.", "climber", {"name", "address"}),
        ("A tour's entry includes a title and a price.", "tour", {"title", "price"}),
    ],
)
def test_facts_of_what_is_told_first(text: str, entity: str, told: set[str]) -> None:
    assert facts(text, entity) >= told
    assert tables(text) == {entity}


@pytest.mark.parametrize(
    "text",
    [
        "A badge number identifies each guide.",
        "Each guide gets a badge number.",
        "A badge number is issued to each guide.",
        "The club gives each guide a badge number.",
    ],
)
def test_what_things_are_known_by(text: str) -> None:
    assert facts(text, "guide") == {"badge number"}
    assert tables(text) == {"guide"}


def test_two_things_and_what_identifies_them() -> None:
    found = asks("A badge number identifies each guide, a registration code each boat.")
    assert UniqueAsk(entity="guide", attributes=("badge number",), quote=Q) in found
    assert UniqueAsk(entity="boat", attributes=("registration code",), quote=Q) in found


@pytest.mark.parametrize(
    ("told", "name", "attributes"),
    [
        ("A guide gives a cave a rating from 1 to 5, only once per cave.", "cave rating", {"rating"}),
        ("Guides write for each cave a comment, only once per cave.", "cave comment", {"comment"}),
        ("A guide rates a cave with a score and a note, once per cave.", "cave rating", {"score", "note"}),
    ],
)
def test_what_one_gives_another(told: str, name: str, attributes: set[str]) -> None:
    text = GUIDES + CAVES + told
    assert joins(text) == {name: {"guide", "cave"}}
    assert facts(text, name) == attributes


def test_a_bond_takes_bounds_and_what_may_be_added() -> None:
    text = GUIDES + CAVES + "A guide gives a cave a rating from 1 to 5. A remark can go along with it."
    assert facts(text, "cave rating") == {"rating", "remark"}
    assert RangeAsk(entity="cave rating", attribute="rating", minimum="1", maximum="5", quote=Q) in asks(text)
    added = AttributeAsk(entity="cave rating", attribute="remark", required=False, quote=Q)
    assert added in asks(text)


def test_an_answer_for_each_of_them() -> None:
    text = (
        GUIDES
        + CAVES
        + "Guides tell us for each cave whether they go: yes, no or perhaps. One answer per guide and cave."
    )
    values = AllowedAsk(entity="cave answer", attribute="answer", values=("yes", "no", "perhaps"), quote=Q)
    assert values in asks(text)
    assert joins(text) == {"cave answer": {"guide", "cave"}}


def test_a_bond_between_things_that_nothing_tells_of_is_none() -> None:
    assert not asks("A visitor gives a cook a tip of some size.")


def test_a_bond_for_a_time_has_its_ends() -> None:
    text = (
        GUIDES
        + CAVES
        + ("A guide is assigned to a cave from a start date until an end date. The end date stays empty at first.")
    )
    assert parents(text, "guide assignment") == {"guide", "cave"}
    ends = {ask for ask in asks(text) if isinstance(ask, AttributeAsk) and ask.entity == "guide assignment"}
    assert {(ask.attribute, ask.required) for ask in ends} == {("start date", True), ("end date", False)}


def test_shared_facts_are_the_pair_s_where_members_are_told_of_by_themselves() -> None:
    tour = "A tour has a title and a price. The plan of a tour is made of several caves, each with its position."
    assert facts(tour, "cave") == {"position"}
    assert facts(CAVES + tour, "tour cave") == {"position"}
    assert parents(CAVES + tour, "tour cave") == {"tour", "cave"}


def test_many_in_one_and_what_is_noted_of_each() -> None:
    text = (
        "A crate has a number and a colour. A lamp type has a name and a price. In one crate are several lamp types, "
        "and for every lamp type the warden writes down the counted quantity. "
        "The same lamp type is only once in a crate."
    )
    assert facts(text, "crate lamp type") == {"counted quantity"}
    assert joins(text) == {"crate lamp type": {"crate", "lamp type"}}


@pytest.mark.parametrize(
    "told",
    ["On each raft there are several paddles.", "Several paddles can serve a raft.", "With each raft we have paddles."],
)
def test_what_holds_many(told: str) -> None:
    text = "A raft has a name and a size. A paddle has a colour and a length. " + told
    assert parents(text, "paddle") == {"raft"}


@pytest.mark.parametrize(
    "told",
    ["Some tours have no guide yet.", "A tour exists without a guide at first.", "Not every tour has a guide."],
)
def test_what_may_be_missing(told: str) -> None:
    text = GUIDES + "A tour has a title and a price. A tour is led by exactly one guide. " + told
    found = {ask for ask in asks(text) if isinstance(ask, RelationAsk)}
    assert {(ask.child, ask.parent, ask.required) for ask in found} == {("tour", "guide", False)}


def test_what_may_not_recur() -> None:
    text = CAVES + (
        "A tour is always through one cave and has a title and a start date and time; in the same cave there can't be "
        "two tours with the same start."
    )
    assert UniqueAsk(entity="tour", attributes=("cave", "start time"), quote=Q) in asks(text)


def test_numbers_that_start_over() -> None:
    text = (
        CAVES
        + "A chamber lies in one cave and has a number and a height. Chamber numbers start over at 1 in every cave."
    )
    assert UniqueAsk(entity="chamber", attributes=("cave", "number"), quote=Q) in asks(text)


def test_an_act_that_may_not_be_done_twice() -> None:
    text = (
        GUIDES
        + CAVES
        + ("For a booking we need the guide, the cave and when it was made. A guide can't book the same cave twice.")
    )
    assert UniqueAsk(entity="booking", attributes=("guide", "cave"), quote=Q) in asks(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Our guides tell each visitor a story.",
        "For the summer party we need a band: loud, cheap and nearby.",
        "Last year we had one hall booked twice.",
        "Nobody gives the office a list of anything.",
        "For every visitor this is a nice day out.",
        "The system should be quick: users must be able to work and not wait.",
    ],
)
def test_talk_makes_no_tables(sentence: str) -> None:
    result = request(sentence)
    assert not result.asks
    assert result.sentences[-1].fate is not Fate.USED
