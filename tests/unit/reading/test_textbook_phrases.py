"""The phrases in which textbooks tell what is kept: identified by, related by, for each, at least, at most."""

from __future__ import annotations

import pytest

from database_developer.model.request import AttributeAsk, Cardinality, RelationAsk, UniqueAsk
from unit.reading.test_narrating import facts, joins, parents, tables
from unit.reading.tickets import Q, asks

SKIPPERS = "A skipper has a name and an email. "
BOATS = "A boat has a name and a length. "


@pytest.mark.parametrize(
    ("text", "entity", "told"),
    [
        (
            "For each charter the deposit, the price and the date of return are recorded.",
            "charter",
            {"deposit", "price"},
        ),
        ("For each charter the deposit and the price are kept.", "charter", {"deposit", "price"}),
        ("Of each sailor the name and the wage are known.", "sailor", {"name", "wage"}),
        ("A berth has a code and a number of bollards.", "berth", {"code", "number of bollards"}),
        ("Harbours are identified by a five-letter code and have a name.", "harbour", {"five-letter code", "name"}),
        ("Sailors are identified by a badge number; we store their name and phone.", "sailor", {"name", "phone"}),
        (BOATS + "A trip is for one boat; the departure time and the fare are recorded.", "trip", {"departure time"}),
    ],
)
def test_facts_in_the_usual_phrases(text: str, entity: str, told: set[str]) -> None:
    assert facts(text, entity) >= told


def test_a_number_of_things_that_are_told_of_is_those_things() -> None:
    text = "A boat has a name and a number of cabins. A cabin has a label and a price."
    assert facts(text, "boat") == {"name"}
    assert parents(text, "cabin") == {"boat"}


def test_what_identifies_is_unique_and_what_follows_is_not_of_it() -> None:
    text = (
        "A harbour has a name. Each trip is identified by a slip mark and goes from a start harbour to an end harbour."
    )
    found = asks(text)
    roles = {ask.role for ask in found if isinstance(ask, RelationAsk) and ask.child == "trip"}
    assert {ask.attributes for ask in found if isinstance(ask, UniqueAsk)} <= {("slip mark",)}
    assert roles == {"start harbour", "end harbour"}


@pytest.mark.parametrize(
    "text",
    [
        "Skippers and boats are related by a charter, for which the date and the price are kept.",
        "A charter relates a skipper to a boat, for which the date and the price are kept.",
        "Skippers are linked to boats through a charter, for which we record the date and the price.",
    ],
)
def test_a_thing_that_relates_two_others(text: str) -> None:
    assert parents(SKIPPERS + BOATS + text, "charter") == {"skipper", "boat"}
    assert facts(SKIPPERS + BOATS + text, "charter") == {"date", "price"}


def test_facts_of_one_within_another_are_the_pair_s() -> None:
    told = "One skipper can have many boats. One boat can have many skippers. On a boat, a skipper has a rank."
    assert joins(SKIPPERS + BOATS + told) == {"boat skipper": {"skipper", "boat"}}
    assert facts(SKIPPERS + BOATS + told, "boat skipper") == {"rank"}
    assert facts(SKIPPERS + BOATS + told, "skipper") == {"name", "email"}


def test_what_one_gives_for_each_other_is_the_pair_s() -> None:
    text = SKIPPERS + BOATS + "A skipper gives a score and a comment for each boat sailed."
    assert facts(text, "skipper") == {"name", "email"}
    assert facts(text, "boat skipper") == {"score", "comment"}


@pytest.mark.parametrize(
    "text",
    [
        "Each boat is maintained by at least one skipper. A skipper may maintain many boats.",
        "A boat has at least one skipper and a skipper can sail any number of boats.",
        "Boats can be grouped in any number of skippers.",
        "Every boat is inspected by at least two skippers.",
    ],
)
def test_many_of_each(text: str) -> None:
    assert {frozenset(ends) for ends in joins(SKIPPERS + BOATS + text).values()} == {frozenset({"skipper", "boat"})}


def test_a_bound_of_an_act_that_has_rows() -> None:
    text = (
        SKIPPERS + BOATS + "A skipper can hire at most five boats. For each rental the date and the price are recorded."
    )
    assert parents(text, "rental") == {"skipper", "boat"}


def test_at_most_one_may_be_none() -> None:
    text = SKIPPERS + BOATS + "A boat belongs to at most one skipper."
    found = [ask for ask in asks(text) if isinstance(ask, RelationAsk)]
    assert found == [RelationAsk(child="boat", parent="skipper", cardinality=Cardinality.MANY_TO_ONE, quote=Q)]


def test_who_leads_is_a_relation_of_its_own() -> None:
    text = SKIPPERS + BOATS + "Each skipper works on exactly one boat. A boat is supervised by one skipper."
    found = {(ask.child, ask.parent, ask.role) for ask in asks(text) if isinstance(ask, RelationAsk)}
    assert found == {("skipper", "boat", None), ("boat", "skipper", "supervisor")}


def test_parts_that_it_consists_of() -> None:
    text = SKIPPERS + "A trip is led by a skipper and consists of one or more legs. Each leg has a length and a name."
    assert parents(text, "leg") == {"trip"}


def test_what_only_the_present_way_of_working_says_is_no_column() -> None:
    text = SKIPPERS + "We only keep the latest reading, overwritten each time."
    assert tables(text) == {"skipper"}
    assert not any(ask.attribute.startswith("overwr") for ask in asks(text) if isinstance(ask, AttributeAsk))


def test_what_follows_a_semicolon_is_of_the_subject_alone() -> None:
    text = SKIPPERS + "Each outing is made with one guide; the departure time is recorded."
    assert facts(text, "skipper") == {"name", "email"}
