"""Tickets that only name things: what they name, and what may be assumed of it where somebody agreed."""

from __future__ import annotations

import pytest

from database_developer.model.request import AttributeAsk, EntityAsk, RelationAsk, Request
from database_developer.model.ticket import Item, ItemList, Paragraph, Ticket
from database_developer.reading.assuming import assumed
from database_developer.reading.named_things import named_things
from database_developer.reading.reader import read
from database_developer.reading.vocabulary import Vocabulary


def ticket(*lines: str, items: tuple[str, ...] = (), summary: str = "Set up the schema") -> Ticket:
    blocks = tuple(Paragraph(text=line, line=number) for number, line in enumerate(lines, 1))
    listed = tuple(Item(text=text, line=len(blocks) + number) for number, text in enumerate(items, 1))
    lists = (ItemList(items=listed, line=len(blocks) + 1),) if listed else ()
    return Ticket(key="X-1", summary=summary, blocks=(*blocks, *lists))


def names(given: Ticket) -> list[str]:
    return [thing.entity for thing in named_things(given)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We need hotels, rooms, guests and bookings.", ["room", "guest", "booking"]),
        ("Tables: authors, books, loans", ["author", "book", "loan"]),
        ("Keep supplier information, invoice records and payment data.", ["supplier", "invoice", "payment"]),
        ("Add a ShipmentEvent model.", ["shipment event"]),
        ("Create `ticket_history`.", ["ticket history"]),
        ("student, teacher, course 를 저장한다", ["student", "teacher", "course"]),
        ("Better customer satisfaction and product quality matter to us.", []),
        ("The page is slow for some users on Mondays.", []),
        ("", []),
    ],
)
def test_what_is_named(text: str, found: list[str]) -> None:
    assert [name for name in names(ticket(text)) if name != "hotel"] == found


def test_what_nobody_knows_counts_beside_what_is_known() -> None:
    assert names(ticket("Tables: customers, orders, widgets")) == ["customer", "order", "widget"]
    assert names(ticket("Tables: gadgets, widgets, frobs")) == []


def test_attributes_in_brackets_are_the_tickets_own() -> None:
    [thing, _] = named_things(ticket(items=("Products (incl. prices, stock lvls)", "Orders")))
    assert (thing.entity, thing.attributes) == ("product", ("price", "stock level"))


def test_nothing_is_assumed_unasked() -> None:
    request = read(ticket("Tables: customers, orders"), Vocabulary())
    assert not [ask for ask in request.asks if isinstance(ask, AttributeAsk)]
    [first, *_] = [question for question in request.questions if question.blocking]
    told = "customer (name, email, phone, created at), order (customer, status, ordered at)"
    assert first.proposals[-1] == f"assume what is usual, {told}: dbd X-1 --assume"


def assume(given: Ticket, **tables: tuple[str, ...]) -> Request:
    vocabulary = Vocabulary(tables=tables)
    return assumed(given, read(given, vocabulary), vocabulary)


def test_what_is_usual_is_filled_in_and_marked() -> None:
    request = assume(ticket("Tables: customers, orders, order_items, products"))
    entities = [ask.entity for ask in request.asks if isinstance(ask, EntityAsk)]
    assert entities == ["customer", "order", "order item", "product"]
    relations = {(ask.child, ask.parent) for ask in request.asks if isinstance(ask, RelationAsk)}
    assert relations == {("order", "customer"), ("order item", "order"), ("order item", "product")}
    added = [ask for ask in request.asks if isinstance(ask, AttributeAsk | RelationAsk)]
    assert all("usual for" in ask.quote.assumed for ask in added)
    assert not [question for question in request.questions if question.blocking]


def test_a_history_tells_from_what_to_what() -> None:
    request = assume(ticket("Create `invoice_history`."), invoices=("id", "status"), users=("id",))
    attributes = [ask.attribute for ask in request.asks if isinstance(ask, AttributeAsk)]
    assert attributes == ["old status", "new status", "changed at", "note"]
    relations = {(ask.parent, ask.role) for ask in request.asks if isinstance(ask, RelationAsk)}
    assert relations == {("invoice", None), ("user", "changed by")}


def test_two_things_make_a_third() -> None:
    request = assume(ticket("Tables: courses, rooms, course_rooms"))
    relations = {(ask.child, ask.parent) for ask in request.asks if isinstance(ask, RelationAsk)}
    assert relations == {("course room", "course"), ("course room", "room")}


def test_what_the_ticket_tells_is_not_assumed_besides() -> None:
    request = assume(ticket(items=("Products (price)", "Orders")))
    prices = [ask for ask in request.asks if isinstance(ask, AttributeAsk) and "price" in ask.attribute]
    assert [ask.quote.assumed for ask in prices] == [""]


def test_a_table_that_is_there_is_left_alone() -> None:
    request = assume(ticket("Tables: users, posts"), users=("id", "email"))
    assert [ask.entity for ask in request.asks if isinstance(ask, EntityAsk)] == ["post"]
    assert {(ask.child, ask.parent) for ask in request.asks if isinstance(ask, RelationAsk)} == {("post", "user")}


def test_a_ticket_that_names_nothing_keeps_its_questions() -> None:
    given = ticket("Make it better.")
    assert [it for it in assume(given).questions if it.blocking]


SPORTS = Vocabulary(tables={"players": ("id", "name"), "courts": ("id", "number"), "matches": ("id", "day")})


@pytest.mark.parametrize(
    ("text", "made", "ends", "told"),
    [
        (
            "As a player I want to report that a court is wet, with a short description. Needs a table.",
            "court report",
            {"court", "player"},
            {"description", "reported at"},
        ),
        (
            "Players should be able to comment on matches.",
            "match comment",
            {"match", "player"},
            {"content", "created at"},
        ),
    ],
)
def test_the_least_that_a_story_needs(text: str, made: str, ends: set[str], told: set[str]) -> None:
    given = ticket(text)
    asks = assumed(given, read(given, SPORTS), SPORTS).asks
    assert {ask.entity for ask in asks if isinstance(ask, EntityAsk)} == {made}
    assert {ask.parent for ask in asks if isinstance(ask, RelationAsk)} == ends
    assert {ask.attribute for ask in asks if isinstance(ask, AttributeAsk)} == told
    assert all(ask.quote.assumed for ask in asks)


def test_a_story_about_nothing_that_is_there_is_asked_about() -> None:
    given = ticket("As a player I want to report a problem.")
    assert not assumed(given, read(given, SPORTS), SPORTS).asks


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Set up tables for berths, skippers, contracts and the waiting list.", "berth skipper contract"),
        ("We need a database with our skippers, their boats and every trip of a boat.", "skipper boat trip"),
    ],
)
def test_things_that_are_ordered_by_their_names(text: str, made: str) -> None:
    given = ticket(text)
    asks = assumed(given, read(given, Vocabulary()), Vocabulary()).asks
    found = {ask.entity for ask in asks if isinstance(ask, EntityAsk)}
    assert found - {"waiting list entry"} == set(made.split())


def test_the_question_proposes_to_assume_what_a_story_needs() -> None:
    given = ticket("As a player I want to report that a court is wet.")
    [first, *_] = [question for question in read(given, SPORTS).questions if question.blocking]
    assert first.proposals[-1] == "assume what is usual, court report (player, court, reported at): dbd X-1 --assume"
