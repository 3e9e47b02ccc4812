"""Short ways of speaking: "all required", "so are its hours", "same for the fax", "could orders carry a priority?"."""

from __future__ import annotations

import pytest

from database_developer.model.request import AlterAsk, Ask, AttributeAsk, DeletionAsk, RelationAsk, UniqueAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks

TOWN = Vocabulary(
    tables={
        "shops": ("id", "name", "fax_number", "telex_number", "floor"),
        "work_orders": ("id", "summary"),
    }
)
TABLE = "New table `opening_hours`: shop, weekday (smallint) and note. "


def of_hours(text: str) -> set[Ask]:
    return asks(TABLE + text, TOWN)


def required(found: set[Ask]) -> set[str]:
    columns = {one.attribute for one in found if isinstance(one, AttributeAsk) and one.required}
    return columns | {one.parent for one in found if isinstance(one, RelationAsk) and one.required}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("All required.", {"shop", "weekday", "note"}),
        ("All mandatory.", {"shop", "weekday", "note"}),
        ("All of them required.", {"shop", "weekday", "note"}),
        ("Everything compulsory.", {"shop", "weekday", "note"}),
        ("All required; one entry per shop and weekday.", {"shop", "weekday", "note"}),
        ("Shop and weekday are a must.", {"shop", "weekday"}),
        ("The weekday is a must.", {"weekday"}),
        ("Weekday and note are a must, the rest is optional.", {"weekday", "note"}),
    ],
)
def test_what_must_be_there(text: str, names: set[str]) -> None:
    assert required(of_hours(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "One entry per shop and weekday.",
        "Only one entry per shop and weekday.",
        "There may be at most one row per shop and weekday.",
        "Just one record for each shop and weekday.",
        "No more than one entry per shop and weekday.",
        "All required; one entry per shop and weekday.",
        "There can be only one opening hour per shop and weekday.",
    ],
)
def test_one_of_each_pair(text: str) -> None:
    assert UniqueAsk(entity="opening hour", attributes=("shop", "weekday"), quote=Q) in of_hours(text)


@pytest.mark.parametrize("text", ["One entry per shop is plenty today.", "One shop per street and town is closed."])
def test_no_pair_without_two_columns(text: str) -> None:
    assert not any(isinstance(one, UniqueAsk) for one in of_hours(text))


@pytest.mark.parametrize("done", ["deleted", "removed"])
def test_so_are_its_children(done: str) -> None:
    gone = DeletionAsk(parent="shop", child="opening hour", action="cascade", quote=Q)
    assert gone in of_hours(f"If a shop is {done}, so are its opening hours.")


@pytest.mark.parametrize(
    "text",
    [
        "The fax number of a shop must not be empty. The same goes for telex_number.",
        "The fax number of a shop must not be empty. Same for the telex number.",
        "The fax number of a shop must not be empty. Ditto for the telex number.",
        "The fax number of a shop must not be empty, and so must the telex one.",
        "The fax number of a shop must not be empty; likewise the telex number.",
        "The fax number of a shop must not be empty. Similarly the telex number.",
        "The fax number of a shop must not be empty. The same applies to telex_number.",
    ],
)
def test_the_same_of_a_further_column(text: str) -> None:
    told = {one.attribute for one in asks(text, TOWN) if isinstance(one, AlterAsk) and one.required}
    assert told == {"fax_number", "telex_number"}


@pytest.mark.parametrize(
    "text",
    [
        "Could work orders carry a priority?",
        "Could a work order have a priority?",
        "Could each work order get a priority?",
        "Would it be possible to give work orders a priority?",
        "I'm wondering whether a work order could have a priority.",
        "I was wondering if work orders could have a priority.",
    ],
)
def test_a_polite_question_orders(text: str) -> None:
    told = {(one.entity, one.attribute) for one in asks(text, TOWN) if isinstance(one, AttributeAsk)}
    assert told == {("work order", "priority")}


@pytest.mark.parametrize(
    "text",
    [
        "Does a work order have a priority?",
        "Why do work orders have no priority?",
        "We were wondering about the priority of work orders.",
        "I wonder who gives work orders a priority.",
    ],
)
def test_a_real_question_orders_nothing(text: str) -> None:
    assert not asks(text, TOWN)
