"""Tables and lists of columns, criteria, and what each makes of malformed input."""

from __future__ import annotations

import pytest

from database_developer.model.request import (
    AllowedAsk,
    AttributeAsk,
    EntityAsk,
    Fate,
    RelationAsk,
    RemovalAsk,
    UniqueAsk,
)
from unit.reading.tickets import BASE, Q, asks, fates, request


def test_headers_come_in_any_order() -> None:
    text = (
        "The `books` table has these columns:\n\n"
        "| Notes | Nullable | Data type | Field | Default |\n|---|---|---|---|---|\n"
        "| unique | no | varchar(13) | isbn | |\n| what it is called | NO | text | title | |\n"
        "| one of `new`, `used` | yes | text | state | new |\n| FK to users(id) | yes | bigint | seller_id | - |\n"
        "| | | string | Shelf mark | |\n"
    )
    assert asks(text, BASE) == {
        EntityAsk(entity="book", table="books", quote=Q),
        AttributeAsk(entity="book", attribute="isbn", type="varchar(13)", required=True, quote=Q),
        UniqueAsk(entity="book", attributes=("isbn",), quote=Q),
        AttributeAsk(
            entity="book", attribute="title", type="text", required=True, description="what it is called", quote=Q
        ),
        AttributeAsk(entity="book", attribute="state", type="text", required=False, default="new", quote=Q),
        AllowedAsk(entity="book", attribute="state", values=("new", "used"), quote=Q),
        RelationAsk(child="book", parent="user", role="seller", required=False, quote=Q),
        AttributeAsk(entity="book", attribute="shelf mark", hint="string", quote=Q),
    }


def test_a_grid_may_name_its_tables() -> None:
    text = "| Table | Column | Type |\n|---|---|---|\n| users | age | integer |\n| pets | name | text |\n"
    assert asks(text, BASE) == {
        AttributeAsk(entity="user", attribute="age", type="integer", quote=Q),
        EntityAsk(entity="pet", table="pets", quote=Q),
        AttributeAsk(entity="pet", attribute="name", type="text", quote=Q),
    }


def test_a_row_may_remove() -> None:
    text = "Change the users table:\n\n| Column | Notes |\n|---|---|\n| email | to be removed |\n"
    assert asks(text, BASE) == {RemovalAsk(entity="user", attribute="email", quote=Q)}


def test_a_grid_under_the_heading_of_its_table() -> None:
    text = "### Users\n\n| Column | Type |\n|---|---|\n| age | integer |\n"
    assert asks(text, BASE) == {AttributeAsk(entity="user", attribute="age", type="integer", quote=Q)}


def test_a_grid_of_no_table_is_a_question() -> None:
    found = request("| Column | Type |\n|---|---|\n| age | integer |\n")
    assert found.asks == ()
    assert found.questions[0].blocking
    assert "age" in found.questions[0].text
    assert fates(found) == [Fate.NOT_UNDERSTOOD]


@pytest.mark.parametrize("header", ["| Browser | Version |", "| Name | Team |", "| Type | Count |", "| | |"])
def test_other_grids_are_context(header: str) -> None:
    found = request(f"{header}\n|---|---|\n| Firefox | 12 |\n", BASE)
    assert found.asks == ()
    assert fates(found) == [Fate.CONTEXT]


def test_a_list_of_attributes() -> None:
    text = (
        "The `members` table has:\n\n"
        "- `email`: varchar(255), unique, required\n- joined_at - timestamptz, default now()\n"
        "- level (integer, between 1 and 9)\n- user_id: foreign key to users\n- nickname\n"
    )
    found = asks(text, BASE)
    assert {
        EntityAsk(entity="member", table="members", quote=Q),
        AttributeAsk(entity="member", attribute="email", type="varchar(255)", required=True, quote=Q),
        UniqueAsk(entity="member", attributes=("email",), quote=Q),
        AttributeAsk(entity="member", attribute="joined_at", type="timestamptz", default="now", quote=Q),
        RelationAsk(child="member", parent="user", quote=Q),
        AttributeAsk(entity="member", attribute="nickname", quote=Q),
    } <= found


def test_bare_names_count_only_where_columns_are_announced() -> None:
    names = "- phone\n- birthday\n"
    assert len(asks(f"Add these fields to the users table:\n\n{names}", BASE)) == 2
    assert asks(f"Bring to the party:\n\n{names}", BASE) == set()


def test_a_sentence_among_the_attributes_is_still_read() -> None:
    text = "The `pets` table has:\n\n- name: text\n- age: integer\n- colour: text\n- A pet belongs to a user.\n"
    assert RelationAsk(child="pet", parent="user", required=True, quote=Q) in asks(text, BASE)


def test_a_list_of_no_table_is_a_question() -> None:
    found = request("- email: varchar(255), unique\n- age: integer\n")
    assert found.asks == ()
    assert "email, age" in found.questions[0].text


def test_criteria_are_kept_word_by_word() -> None:
    found = request("## Acceptance criteria\n\n- [x] It `works`\n- [ ] Open\n  - inner\n\nAnd a sentence.\n")
    assert [(criterion.text, criterion.checked, criterion.quote.line) for criterion in found.criteria] == [
        ("It `works`", True, 3),
        ("Open", False, 4),
        ("inner", False, 5),
        ("And a sentence.", False, 7),
    ]


@pytest.mark.parametrize("title", ["**Acceptance Criteria:**", "### Definition of done", "Acceptance criteria"])
def test_titles_of_criteria(title: str) -> None:
    assert [criterion.text for criterion in request(f"{title}\n\n- it works\n").criteria] == ["it works"]


def test_a_task_list_anywhere_holds_criteria() -> None:
    assert [criterion.text for criterion in request("Tasks\n\n- [ ] do it\n").criteria] == ["do it"]


def test_a_section_ends_with_the_next_heading() -> None:
    outside = "## Out of scope\n\nA pet has a name and an age.\n\n### Later\n\nMore.\n\n"
    assert fates(request(outside + "## Data\n\nA cat has a name and an age.\n")) == [
        Fate.OUT_OF_SCOPE,
        Fate.OUT_OF_SCOPE,
        Fate.USED,
    ]
