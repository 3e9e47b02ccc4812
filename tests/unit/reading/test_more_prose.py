"""Sentences of real tickets: names told later, values, what is asked because no table can hold it."""

from __future__ import annotations

import pytest

from database_developer.model.request import AllowedAsk, AttributeAsk, EntityAsk, Fate, LookupAsk, UniqueAsk
from database_developer.model.ticket import Ticket
from database_developer.reading import read
from database_developer.trackers.blocks import blocks_of
from unit.reading.tickets import NOTHING, Q, asks, bare, request


def attributes(text: str, entity: str, summary: str = "a ticket") -> set[str]:
    found = bare(request(text, summary=summary).asks)
    return {ask.attribute for ask in found if isinstance(ask, AttributeAsk) and ask.entity == entity}


def test_no_two_members_share_an_email_address() -> None:
    text = "We keep members with a name and an email. No two members share an e-mail address."
    assert UniqueAsk(entity="member", attributes=("email",), quote=Q) in asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "We need a table with the columns name, location and installed_at. The table is called sensors.",
        "Add a table with these columns: name, location, installed_at. Name the table sensors.",
    ],
)
def test_a_table_named_by_and_by(text: str) -> None:
    assert attributes(text, "sensor") == {"name", "location", "installed_at"}


def test_the_title_names_the_topic_under_other_headings() -> None:
    text = "## Details\n\nIt should have a name, a serial number (unique) and a location."
    assert attributes(text, "sensor", "Create table for sensors") == {"name", "serial number", "location"}


def test_columns_each_on_a_line_of_one_paragraph() -> None:
    text = "name: text\nemail: varchar(255), unique\nage: integer"
    result = read(Ticket(key="T-1", summary="Create the customers table", blocks=blocks_of(text)), NOTHING)
    told = {ask.attribute: ask.quote.line for ask in result.asks if isinstance(ask, AttributeAsk)}
    assert told == {"name": 1, "email": 2, "age": 3}


def test_a_sentence_is_quoted_with_its_line() -> None:
    result = request("A hive has a colour.\nA yard has\na name. A shed has a size.")
    lines = {ask.entity: ask.quote.line for ask in result.asks if isinstance(ask, EntityAsk)}
    assert lines == {"hive": 1, "yard": 2, "shed": 3}


def test_a_verb_apart_from_its_particle() -> None:
    text = "A harvest has a date and a weight. We look harvests up by date."
    assert LookupAsk(entity="harvest", equal=("date",), quote=Q) in asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "An order has a number. An order's status can be new, in transit or paid.",
        "An order has a number and a status (new, in transit, paid).",
        "An order has a number and a status: new, in transit or paid.",
        "An order has a number. An order can be new, in transit or paid.",
    ],
)
def test_values_that_a_sentence_lists(text: str) -> None:
    values = ("new", "in transit", "paid")
    assert AllowedAsk(entity="order", attribute="status", values=values, quote=Q) in asks(text)


def test_what_may_be_done_is_no_status() -> None:
    assert not any(isinstance(ask, AllowedAsk) for ask in asks("A note has a text. A note can be edited or deleted."))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Keep events for 90 days.", "retention"),
        ("Events are deleted after two years.", "retention"),
        ("Only the owner may see an event.", "access"),
        ("An event has at most 30 guests.", "limit"),
    ],
)
def test_what_no_table_can_hold_is_asked(sentence: str, kind: str) -> None:
    result = request(f"An event has a name and a time. {sentence}")
    asked = [question for question in result.questions if question.quote is not None]
    assert [question.id.partition("-")[0] for question in asked] == [kind]
    assert not any(question.blocking for question in asked)


@pytest.mark.parametrize(
    "sentence",
    [
        "An event must not be near its room.",
        "No two events may be in the same room at the same time.",
        "A guest may vote once per event.",
    ],
)
def test_a_rule_that_is_not_understood_is_no_context(sentence: str) -> None:
    result = request(f"An event has a room, a start date and an end date. {sentence}")
    assert result.sentences[-1].fate is Fate.NOT_UNDERSTOOD


def test_a_bound_on_children_bounds_no_attribute() -> None:
    assert attributes("A course has a title and at most 30 students. A student has a name.", "course") == {"title"}


def test_rooms_with_a_number() -> None:
    assert attributes("A hotel has rooms with a number and a price.", "room") == {"number", "price"}


def test_whose_information_is_kept_is_no_table() -> None:
    text = "A small library wants to store information about its books. Each book has a title and an ISBN."
    assert {ask.entity for ask in asks(text) if isinstance(ask, EntityAsk)} == {"book"}


@pytest.mark.parametrize("title", ["**translators**", "### translators", "h3. translators", "translators"])
def test_a_grid_belongs_to_the_name_above_it(title: str) -> None:
    grid = "| Field | Type |\n|---|---|\n| full_name | varchar(120) |\n| active | boolean |"
    text = f"Here is the result of the session.\n\n{title}\n\n{grid}"
    assert attributes(text, "translator") == {"full_name", "active"}


@pytest.mark.parametrize("text", ["Please also add an insurance amount.", "Add an insurance amount."])
def test_a_fact_ordered_of_nothing_in_particular_is_no_context(text: str) -> None:
    found = request(f"A shipment has a code.\n\n{text}")
    assert [sentence.fate for sentence in found.sentences] == [Fate.USED, Fate.NOT_UNDERSTOOD]
