"""Orders to make a table, in the words that people use."""

from __future__ import annotations

import pytest

from database_developer.model.request import Cardinality, EntityAsk, RelationAsk, UniqueAsk
from unit.reading.test_more_prose import attributes
from unit.reading.tickets import request


@pytest.mark.parametrize(
    "text",
    [
        "Create a table customers with a name and an email.",
        "Create a table called customers with a name and an email.",
        "Please create a new table named `customers` with name, email.",
        "Add a new table customers (name, email).",
        "We need a table for customers. Each customer has a name and an email.",
        "We need a customers table that stores a name and an email.",
        "There should be a table for the customers with a name and an email.",
        "Let's add a table to store customers: name, email",
        "Lets create a customers table with the columns name and email.",
        "I would like to have a table named customers with name and email",
        "New table customers (name, email)",
        "Table: customers\nColumns: name, email",
        "Create a customers table with:\n\n- name\n- email",
        "We need a table for customers:\n\n• name\n• email",
        "Create the «customers» table with: «name» and «email».",
        "Table „customers“:\n\n– name\n– email",
        "Create table `customers` with columns name and email.",
    ],
)
def test_a_table_is_ordered(text: str) -> None:
    found = request(text)
    assert {ask.entity for ask in found.asks if isinstance(ask, EntityAsk)} == {"customer"}
    assert attributes(text, "customer") == {"name", "email"}
    assert not [question for question in found.questions if question.blocking]


@pytest.mark.parametrize(
    "text",
    [
        "Show the table header in bold.",
        "Add a table view with sorting and filters.",
        "The table of contents is too long.",
        "Move the table to the left.",
        "Let people decide.",
    ],
)
def test_other_tables_are_no_order(text: str) -> None:
    assert not [ask for ask in request(text).asks if isinstance(ask, EntityAsk)]


@pytest.mark.parametrize(
    "text",
    [
        "Create a join table between books and authors.",
        "We need a junction table linking the books and the authors.",
        "Users can have many tags and tags can have many users.",
    ],
)
def test_two_things_tied_by_a_table(text: str) -> None:
    tied = [ask for ask in request(text).asks if isinstance(ask, RelationAsk)]
    assert [ask.cardinality for ask in tied] == [Cardinality.MANY_TO_MANY]


def test_a_column_told_with_its_rules() -> None:
    found = request("Create a table customers: name (required), email (unique), phone.")
    assert [ask.attributes for ask in found.asks if isinstance(ask, UniqueAsk)] == [("email",)]
    assert attributes("Users should have an optional phone number.", "user") == {"phone number"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Table `parcels` with id, weight (int) and sent_at.",
        "A parcels table with id, weight (int) and sent_at.",
        "New table `parcels` having id, weight (int), sent_at.",
        "One new table for parcels with id, weight (int) and sent_at.",
        "We need a table `parcels` with id, weight (int) and sent_at.",
    ],
)
def test_a_table_and_its_columns_need_no_verb(sentence: str) -> None:
    assert attributes(sentence, "parcel") == {"id", "weight", "sent_at"}


@pytest.mark.parametrize(
    "sentence",
    [
        "A parcels table with many rows and indexes is slow.",
        "The parcels table with its indexes and triggers is large.",
    ],
)
def test_what_is_said_of_a_table_orders_none(sentence: str) -> None:
    assert not request(sentence).asks
