"""What is told of a column that stands: it is not added twice, and a clash is asked with both sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from database_developer.design import design
from database_developer.design.spelling import foreign_key, primary_key
from database_developer.model.design import Design
from database_developer.model.names import QualifiedName
from database_developer.model.quote import Match
from database_developer.model.request import AlterAsk, Ask, AttributeAsk, EntityAsk, RelationAsk, RemovalAsk
from database_developer.model.schema import Reference
from support.asks import request, said
from support.live import column, key, schema, table

CLIENTS = QualifiedName("public", "clients")
KEYS = primary_key("clients_pkey", ("id",))
COLUMNS = (
    key(),
    column("full_name"),
    column("email"),
    column("phone"),
    column("created_on"),
    column("score", "integer"),
)
ORDERS = table(
    "orders",
    key(),
    column("client_id", "integer"),
    constraints=(foreign_key("orders_fk", ("client_id",), Reference(table=CLIENTS, columns=("id",))),),
)
LIVE = schema(table("clients", *COLUMNS, constraints=(KEYS,)), ORDERS)
CUSTOMER = Match(entity="customer", table="clients", score=0.85, why="another word", quote=said("each customer"))


def designed(*asks: Ask, match: Match = CUSTOMER) -> Design:
    return design(replace(request(*asks), matches=(match,)), LIVE)


def told(attribute: str, words: str = "", **more: object) -> AttributeAsk:
    return AttributeAsk(entity="customer", attribute=attribute, quote=said(words or f"a {attribute}"), **more)  # type: ignore[arg-type]


def names(result: Design) -> list[str]:
    return [one.name for one in result.target.tables[CLIENTS].columns]


def test_the_match_is_a_decision_with_its_score() -> None:
    decision = designed(told("nickname")).decisions[0]
    assert (str(decision.address), decision.what) == ("table clients", '"customer" is the live table clients')
    assert decision.why == "another word; score 0.85"
    assert decision.quote == said("each customer")


def test_no_second_table_is_made() -> None:
    result = designed(EntityAsk(entity="customer", quote=said("customers")), told("nickname"))
    assert set(result.target.tables) == set(LIVE.tables)


@pytest.mark.parametrize(
    "attribute",
    ["e-mail address", "phone number", "email", "telephone"],
)
def test_a_column_that_stands_is_not_added_twice(attribute: str) -> None:
    result = designed(told(attribute))
    assert (names(result), result.questions) == ([one.name for one in COLUMNS], ())


def test_the_moment_of_creation_has_its_column() -> None:
    assert names(designed(told("created at", moment="created"))) == [one.name for one in COLUMNS]


@pytest.mark.parametrize("attribute", ["phone model", "nickname", "number"])
def test_what_is_something_else_is_added(attribute: str) -> None:
    assert len(names(designed(told(attribute)))) == len(COLUMNS) + 1


def test_a_column_that_may_be_meant_is_asked_where_the_thing_is_described() -> None:
    question = designed(told("name"), match=replace(CUSTOMER, by_columns=True)).questions[0]
    assert question.meanings == (
        '"name" of "customer" means the live column full_name.',
        '"name" of "customer" is a new column.',
    )
    assert not designed(told("name")).questions


def test_a_clash_of_type_is_asked_with_both_sides() -> None:
    question = designed(told("score", type="text")).questions[0]
    assert question.blocking
    assert question.proposals == ("keep the live type integer", "change it to text")
    assert question.meanings == ("", "The type of `clients.score` becomes text.")


def test_a_demanded_value_is_asked_and_never_slipped_in() -> None:
    result = designed(told("email", "an email (required) and a score", required=True))
    assert result.questions[0].meanings == ("", "Make `clients.email` required.")
    assert result.target.tables[CLIENTS] == LIVE.tables[CLIENTS]


def test_a_demand_on_another_attribute_is_none_on_this() -> None:
    assert not designed(told("score", "an email (required) and a score", required=True)).questions


def test_an_order_to_change_it_is_done() -> None:
    order = AlterAsk(entity="customer", attribute="score", type="text", quote=said("score becomes text"))
    result = designed(told("score", type="text"), order)
    assert not result.questions
    assert {one.name: one.type for one in result.target.tables[CLIENTS].columns}["score"] == "text"


def test_a_reference_is_called_as_the_live_ones_are() -> None:
    belongs = RelationAsk(child="order", parent="customer", quote=said("an order belongs to a customer"))
    assert designed(belongs).target.tables[ORDERS.name] == ORDERS


def test_a_column_that_goes_is_not_meant_by_one_that_comes() -> None:
    gone = RemovalAsk(entity="customer", attribute="created_on", quote=said("drop `created_on`"))
    result = designed(gone, told("created", type="date"))
    assert "created" in names(result)
    assert "created_on" not in names(result)
