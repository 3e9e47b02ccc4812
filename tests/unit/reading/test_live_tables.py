"""Live tables by other words: what is clear is taken, what is nearly so is asked, the rest is new."""

from __future__ import annotations

import pytest

from database_developer.model.request import AttributeAsk, EntityAsk, Fate, Question, Request
from database_developer.reading import Vocabulary
from unit.reading.tickets import request

SHOP = Vocabulary(
    tables={
        "clients": ("id", "full_name", "email", "phone", "created_on"),
        "tbl_order": ("id", "client_id", "qty"),
        "org": ("id", "name"),
        "shop_user": ("id", "login"),
        "admin_user": ("id", "login"),
        "accounts": ("id", "email"),
    },
    references={"tbl_order": ("clients",)},
)
CRM = Vocabulary(tables={"crm_deals": ("id",), "crm_contacts": ("id",), "crm_notes": ("id",), "cities": ("id",)})


def matched(found: Request) -> dict[str, str]:
    return {match.entity: match.table for match in found.matches}


def about(found: Request, name: str) -> Question:
    return next(question for question in found.questions if question.id == f"table-for-{name}")


def new_things(found: Request) -> set[str]:
    return {ask.entity for ask in found.asks if isinstance(ask, EntityAsk)}


@pytest.mark.parametrize(
    ("text", "entity", "table"),
    [
        ("Add a nickname to each customer.", "customer", "clients"),
        ("Add a due date to orders.", "order", "tbl_order"),
        ("An invoice belongs to an organization. An invoice has a code.", "organization", "org"),
        ("A customer has a name (text) and an e-mail address.", "customer", "clients"),
        ("Each buyer has a birthday.", "buyer", "clients"),
    ],
)
def test_what_is_clear_is_taken(text: str, entity: str, table: str) -> None:
    found = request(text, SHOP)
    assert matched(found) == {entity: table}
    assert not found.questions
    assert entity not in new_things(found)


def test_a_custom_front_of_the_names_says_nothing() -> None:
    assert matched(request("Add a due date to deals.", CRM)) == {"deal": "crm_deals"}


def test_the_score_has_its_parts_in_words() -> None:
    match = request("A customer has a name (text) and an e-mail address.", SHOP).matches[0]
    assert (round(match.score, 2), match.by_columns) == (0.91, True)
    assert match.why == '"client" is another word for "customer" (name 0.85, columns 2 of 2)'


def test_what_refers_to_it_counts() -> None:
    plain = request("A parcel belongs to a person. A parcel has a code.", SHOP)
    assert about(plain, "person").proposals[0].endswith("score 0.55")
    vocabulary = Vocabulary(tables={"users": ("id",), "parcels": ("id", "user_id")}, references={"parcels": ("users",)})
    tied = request("A parcel belongs to a person. A parcel has a code.", vocabulary)
    assert "score 0.70" in about(tied, "person").proposals[0]


def test_a_near_miss_is_asked_with_what_each_answer_means() -> None:
    question = about(request("Add a phone column to the members table.", SHOP), "member")
    assert question.blocking
    assert question.proposals[0].startswith("the live table accounts:")
    assert question.proposals[-1] == "a new table"
    assert question.meanings[0] == '"member" means the live table accounts.'
    assert question.meanings[-1] == '"member" is a new table.'


def test_two_tables_whose_names_end_so_are_asked() -> None:
    question = about(request("Add a nickname to users.", SHOP), "user")
    assert [it.split(":")[0] for it in question.proposals] == [
        "the live table admin_user",
        "the live table shop_user",
        "a new table",
    ]


def test_the_full_name_elsewhere_in_the_ticket_settles_which() -> None:
    found = request("The admin user signs in daily. Add a nickname to users.", SHOP)
    assert not [question for question in found.questions if question.id == "table-for-user"]


@pytest.mark.parametrize(
    ("answer", "table", "new"),
    [
        ('"member" means the live table accounts.', {"member": "accounts"}, set()),
        ("Members are kept in the accounts table.", {"member": "accounts"}, set()),
        ('"member" is a new table.', {}, {"member"}),
    ],
)
def test_an_answer_is_understood(answer: str, table: dict[str, str], new: set[str]) -> None:
    found = request(f"A member has a login (text) and an email.\n\n# Answers\n\n{answer}", SHOP)
    assert (matched(found), new_things(found), found.questions) == (table, new, ())
    assert found.sentences[-1].fate is Fate.USED


@pytest.mark.parametrize(
    "text",
    [
        "A parcel has a weight and a colour.",
        "A customer portal has a colour and a size.",
        "Our customers like it.",
    ],
)
def test_what_is_like_nothing_is_left_alone(text: str) -> None:
    assert request(text, SHOP).matches == ()


def test_a_table_that_is_ordered_by_its_name_is_new() -> None:
    found = request("```prisma\nmodel Customer {\n  id Int @id\n  nickname String\n}\n```", SHOP)
    assert (new_things(found), found.matches) == ({"customer"}, ())


def test_a_column_is_told() -> None:
    text = (
        'A customer has a name (text) and an e-mail address.\n\n"name" of "customer" means the live column full_name.'
    )
    asks = [ask for ask in request(text, SHOP).asks if isinstance(ask, AttributeAsk)]
    assert {ask.attribute: ask.column for ask in asks} == {"name": "full_name", "email address": None}
