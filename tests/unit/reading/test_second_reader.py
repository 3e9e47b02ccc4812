"""A second reader adds to what the rules read, and never takes the place of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    Ask,
    AttributeAsk,
    Cardinality,
    DeletionAsk,
    EntityAsk,
    Fate,
    LookupAsk,
    Quote,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    Request,
    UniqueAsk,
)
from database_developer.reading import Vocabulary
from database_developer.reading.second_reader import SecondReading, second_read
from unit.reading import tickets

LIVE = Vocabulary(tables={"users": ("id", "email", "full_name"), "order_items": ("id", "user_id", "total")})
TEXT = """An invoice has a number (text) and a total (numeric). An invoice belongs to a customer.

Somebody ought to see at a glance how it stands with payment.
"""
SAYS = 'the model "m" reads it so'


@pytest.fixture
def request_() -> Request:
    return tickets.request(TEXT, LIVE)


def open_quote(request: Request) -> Quote:
    quote = next(it.quote for it in request.sentences if it.fate is not Fate.USED)
    return replace(quote, assumed=SAYS)


def read(request: Request, *asks: Ask) -> SecondReading:
    quote = open_quote(request)
    return second_read(request, [replace(ask, quote=quote) for ask in asks], LIVE)


def added(request: Request, *asks: Ask) -> tuple[Ask, ...]:
    return read(request, *asks).request.asks[len(request.asks) :]


Q = tickets.Q


def test_an_ask_from_an_unread_sentence_is_taken_in(request_: Request) -> None:
    result = read(request_, AttributeAsk(entity="Invoices", attribute="paidOn", type="date", quote=Q))
    assert result.added == 1
    assert result.request.asks[:-1] == request_.asks
    ask = result.request.asks[-1]
    assert isinstance(ask, AttributeAsk)
    assert (ask.entity, ask.attribute, ask.quote.assumed) == ("invoice", "paid on", SAYS)


def test_its_sentence_is_used_now_and_no_longer_asked_about() -> None:
    request = tickets.request("An invoice has a number.\n\nThe column `paid` must be shown in red.", LIVE)
    assert [it.id for it in request.questions] == ["sentence-1-line-3"]
    result = read(request, AttributeAsk(entity="invoice", attribute="late", type="boolean", quote=Q))
    assert result.request.questions == ()
    assert [it.fate for it in result.request.sentences] == [*[it.fate for it in request.sentences][:-1], Fate.USED]


def test_without_work_of_the_rules_the_others_are_no_longer_in_the_way() -> None:
    request = tickets.request("Somebody has to see who paid. The tool must be nice.", LIVE)
    assert any(it.blocking for it in request.questions)
    result = read(request, EntityAsk(entity="payment", quote=Q))
    assert not any(it.blocking or it.id.startswith("which-") for it in result.request.questions)


def test_what_quotes_a_sentence_that_the_rules_read_is_left_out(request_: Request) -> None:
    used = next(it.quote for it in request_.sentences if it.fate is Fate.USED)
    ask = AttributeAsk(entity="invoice", attribute="colour", quote=replace(used, assumed=SAYS))
    result = second_read(request_, [ask], LIVE)
    assert (result.request, result.left_out) == (request_, 1)


@pytest.mark.parametrize(
    "ask",
    [
        AttributeAsk(entity="invoice", attribute="number", type="text", quote=Q),
        AttributeAsk(entity="invoice", attribute="Number", quote=Q),
        AttributeAsk(entity="users", attribute="email", quote=Q),
        AttributeAsk(entity="user", attribute="full name", type="bytea", quote=Q),
        EntityAsk(entity="order_item", quote=Q),
        EntityAsk(entity="Invoices", quote=Q),
        RelationAsk(child="invoice", parent="customers", quote=Q),
        AttributeAsk(entity="nowhere", attribute="colour", quote=Q),
        RelationAsk(child="invoice", parent="nowhere", quote=Q),
    ],
    ids=str,
)
def test_what_is_known_or_hangs_in_the_air_is_left_out(request_: Request, ask: Ask) -> None:
    result = read(request_, ask)
    assert (result.added, result.asked, result.left_out) == (0, 0, 1)
    assert result.request.asks == request_.asks


@pytest.mark.parametrize(
    "ask",
    [
        AttributeAsk(entity="invoice", attribute="total", type="text", quote=Q),
        RelationAsk(child="customer", parent="invoice", quote=Q),
        RelationAsk(child="invoice", parent="customer", cardinality=Cardinality.MANY_TO_MANY, quote=Q),
        RemovalAsk(entity="invoice", attribute="number", quote=Q),
        RemovalAsk(entity="customer", quote=Q),
        RenameAsk(entity="invoice", attribute="total", new_name="sum", quote=Q),
        AlterAsk(entity="invoice", attribute="total", type="bigint", quote=Q),
    ],
    ids=str,
)
def test_what_is_contrary_to_the_rules_is_a_question_with_both(request_: Request, ask: Ask) -> None:
    result = read(request_, ask)
    assert (result.added, result.asked) == (0, 1)
    assert result.request.asks == request_.asks
    question = result.request.questions[-1]
    assert question.blocking
    assert len(question.proposals) == 2
    assert question.meanings == ("", None)
    assert "line 1" in question.text
    assert "line 3" in question.text


ENDINGS: tuple[Ask, ...] = (
    RemovalAsk(entity="user", attribute="email", quote=Q),
    RemovalAsk(entity="order item", quote=Q),
    RenameAsk(entity="user", attribute="full_name", new_name="display_name", quote=Q),
    RenameAsk(entity="order item", new_name="order_line", quote=Q),
    AlterAsk(entity="order item", attribute="total", type="bigint", quote=Q),
    AlterAsk(entity="order item", attribute="user_id", required=False, quote=Q),
    AlterAsk(entity="user", attribute="id", default="", quote=Q),
    DeletionAsk(parent="user", child="order item", action="cascade", quote=Q),
)


@pytest.mark.parametrize("ask", ENDINGS, ids=str)
def test_what_would_end_something_that_stands_is_a_question(request_: Request, ask: Ask) -> None:
    result = read(request_, ask)
    assert (result.added, result.asked) == (0, 1)
    question = result.request.questions[-1]
    assert question.blocking
    assert question.proposals[0] == "no, leave it as it is"


@pytest.mark.parametrize("ask", ENDINGS, ids=str)
def test_a_yes_is_a_sentence_that_the_rules_read_as_just_that(request_: Request, ask: Ask) -> None:
    meaning = read(request_, ask).request.questions[-1].meanings[1]
    assert meaning is not None
    assert tickets.asks(meaning, LIVE) == {ask}


def test_a_question_is_called_the_same_in_every_run(request_: Request) -> None:
    ids = [it.id for ask in ENDINGS for it in read(request_, ask).request.questions if it.id.startswith("second-")]
    assert ids[0] == "second-removal-user-email-line-3"
    assert len(set(ids)) == len(ENDINGS)


def test_it_may_not_contradict_itself_either(request_: Request) -> None:
    first = AttributeAsk(entity="invoice", attribute="paid on", type="date", quote=Q)
    result = read(request_, first, replace(first, type="text"))
    assert (result.added, result.asked) == (1, 1)


def test_sets_ranges_keys_and_lookups_are_taken_in_beside_columns_of_its_own(request_: Request) -> None:
    asks: tuple[Ask, ...] = (
        AttributeAsk(entity="invoice", attribute="state", quote=Q),
        AllowedAsk(entity="invoice", attribute="state", values=("open", "paid"), quote=Q),
        RangeAsk(entity="invoice", attribute="total", minimum="0", quote=Q),
        UniqueAsk(entity="invoice", attributes=("number", "customers"), quote=Q),
        LookupAsk(entity="invoice", equal=("customer",), quote=Q),
    )
    found = added(request_, *asks)
    assert len(found) == 5
    unique = next(ask for ask in found if isinstance(ask, UniqueAsk))
    assert unique.attributes == ("number", "customer")


def test_a_thing_of_its_own_comes_before_what_is_said_of_it(request_: Request) -> None:
    found = added(
        request_,
        AttributeAsk(entity="payments", attribute="paid on", quote=Q),
        EntityAsk(entity="payments", quote=Q),
        RelationAsk(child="payment", parent="invoice", quote=Q),
    )
    assert [type(ask).__name__ for ask in found] == ["EntityAsk", "AttributeAsk", "RelationAsk"]
    assert found[0] == EntityAsk(entity="payment", quote=open_quote(request_))
