"""Sentences of many trades, and the asks they must yield; none of them is a sentence of the examples."""

from __future__ import annotations

import pytest

from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    Ask,
    AttributeAsk,
    Cardinality,
    DeletionAsk,
    Direction,
    EntityAsk,
    Fate,
    LatencyAsk,
    LookupAsk,
    OrderBy,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UniqueAsk,
    VolumeAsk,
)
from unit.reading.tickets import BASE, NOTHING, Q, asks, request

ORDERS = "An order belongs to a customer and has a number, a status and a note. "
NEWEST = (OrderBy(attribute="created", direction=Direction.DESCENDING),)


def yields(text: str, *expected: Ask) -> None:
    missing = set(expected) - asks(text)
    assert not missing, f"{missing}\nnot among\n{asks(text)}"


@pytest.mark.parametrize(
    "text",
    [
        "An invoice belongs to a customer.",
        "Every invoice must belong to exactly one customer.",
        "Each invoice belongs to one customer.",
        "Invoices belong to a customer.",
    ],
)
def test_belonging(text: str) -> None:
    yields(text, RelationAsk(child="invoice", parent="customer", required=True, quote=Q))


def test_belonging_may_be_optional() -> None:
    yields(
        "An invoice may belong to a project.", RelationAsk(child="invoice", parent="project", required=False, quote=Q)
    )


@pytest.mark.parametrize(
    "text",
    [
        "A customer has many invoices.",
        "A customer can have several invoices.",
        "Each customer places multiple invoices.",
        "A customer can have zero or more invoices.",
    ],
)
def test_having_many(text: str) -> None:
    yields(text, RelationAsk(child="invoice", parent="customer", quote=Q))


@pytest.mark.parametrize(
    "text",
    [
        "A student can take many courses. A course has many students.",
        "A student belongs to several courses.",
        "A student can enroll in many courses, and a course can have many students.",
    ],
)
def test_many_to_many(text: str) -> None:
    (relation,) = (ask for ask in asks(text) if isinstance(ask, RelationAsk))
    assert relation.cardinality is Cardinality.MANY_TO_MANY
    assert {relation.child, relation.parent} == {"student", "course"}


def test_the_pair_gets_the_name_the_ticket_gives_it() -> None:
    text = "A student can take many courses. A course has many students. For each enrolment we store the grade."
    yields(
        text,
        RelationAsk(
            child="student",
            parent="course",
            cardinality=Cardinality.MANY_TO_MANY,
            joined_by="enrolment",
            quote=Q,
        ),
        AttributeAsk(entity="enrolment", attribute="grade", required=True, quote=Q),
    )


def test_one_to_one() -> None:
    text = (
        "Each order must have one payment, and a payment must be linked to exactly one order. A payment has an amount."
    )
    found = [ask for ask in asks(text + " An order has a number and a date.") if isinstance(ask, RelationAsk)]
    assert [ask.cardinality for ask in found] == [Cardinality.ONE_TO_ONE]


def test_attributes_with_all_that_is_said_of_them() -> None:
    yields(
        "A product has a name (required, at most 80 characters), a code (unique), an optional weight in grams, "
        "a rating between 1 and 5, a state (`draft`, `live` or `gone`; default `draft`) and stock, an integer.",
        EntityAsk(entity="product", quote=Q),
        AttributeAsk(entity="product", attribute="name", required=True, max_length=80, quote=Q),
        UniqueAsk(entity="product", attributes=("code",), quote=Q),
        AttributeAsk(entity="product", attribute="weight", required=False, hint="weight in grams", quote=Q),
        RangeAsk(entity="product", attribute="rating", minimum="1", maximum="5", quote=Q),
        AllowedAsk(entity="product", attribute="state", values=("draft", "live", "gone"), quote=Q),
        AttributeAsk(entity="product", attribute="state", required=True, default="draft", quote=Q),
        AttributeAsk(entity="product", attribute="stock", hint="integer", quote=Q),
    )


def test_bare_names_are_not_said_to_be_required() -> None:
    yields(
        "Each customer has: CustomerID, Name and Email.",
        AttributeAsk(entity="customer", attribute="CustomerID", identity=True, quote=Q),
        AttributeAsk(entity="customer", attribute="name", quote=Q),
        AttributeAsk(entity="customer", attribute="email", quote=Q),
    )


def test_a_role_is_a_relation() -> None:
    yields(
        "A project has a name, and a lead, who is a user.",
        RelationAsk(child="project", parent="user", role="lead", required=True, quote=Q),
    )


@pytest.mark.parametrize(
    "text",
    [
        "We keep a login attempt whenever somebody tries to enter. It belongs to a user. We store when it happened.",
        "We record a login attempt for each user: the address, and when it happened.",
        "For every login attempt the system records the address and when it happened.",
    ],
)
def test_keeping(text: str) -> None:
    yields(
        text,
        EntityAsk(entity="login attempt", quote=Q),
        AttributeAsk(
            entity="login attempt",
            attribute="happened at",
            required=True,
            default="now",
            hint="moment when it happened",
            quote=Q,
        ),
    )


def test_a_moment_that_may_not_come_is_not_required() -> None:
    (found,) = (
        ask
        for ask in asks("For each loan we need when it was returned.")
        if isinstance(ask, AttributeAsk) and ask.attribute == "returned at"
    )
    assert found.required is None
    assert found.default is None


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("There is only one review per customer and product.", ("customer", "product")),
        ("There can be at most one review for each customer and day.", ("customer", "visit day")),
        ("A customer can have only one review per product.", ("product",)),
        ("The title of a review must be unique.", ("title",)),
        ("No two reviews share the same title.", ("title",)),
        ("Titles must be unique within a product.", ("title", "product")),
    ],
)
def test_uniqueness(text: str, keys: tuple[str, ...]) -> None:
    story = "A review belongs to a customer, belongs to a product and has a title and a visit day. "
    yields(story + text, UniqueAsk(entity="review", attributes=keys, quote=Q))


def test_uniqueness_ignoring_case() -> None:
    yields(
        "A tag has a label and a colour. Labels must be unique, ignoring case.",
        UniqueAsk(entity="tag", attributes=("label",), ignoring_case=True, quote=Q),
    )


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("When a customer is deleted, their orders are deleted too.", "cascade"),
        ("When a customer is removed, its orders disappear.", "cascade"),
        ("If a customer gets deleted, their orders go with them.", "cascade"),
        ("Deleting a customer removes their orders.", "cascade"),
        ("Orders are deleted together with their customer.", "cascade"),
        ("Orders are deleted when the customer is deleted.", "cascade"),
        ("When a customer is deleted, their orders stay.", "set null"),
        ("A customer who has orders cannot be deleted.", "restrict"),
        ("A customer cannot be deleted while they have orders.", "restrict"),
    ],
)
def test_deletion(text: str, action: str) -> None:
    yields(ORDERS + text, DeletionAsk(parent="customer", child="order", action=action, quote=Q))


def test_deletion_by_role() -> None:
    text = "A shop has a name, and an owner, who is a user. A user who owns a shop cannot be deleted."
    assert DeletionAsk(parent="user", child="shop", action="restrict", role="owner", quote=Q) in asks(text, BASE)


@pytest.mark.parametrize(
    "text",
    [
        "Table names: `sales_order` and `sales_customer`.",
        "Tables: `sales_customer`, `sales_order`.",
        "The tables are called `sales_customer` and `sales_order`.",
    ],
)
def test_names_go_to_what_they_are_like(text: str) -> None:
    yields(
        ORDERS + "A customer has a name and an address. " + text,
        EntityAsk(entity="order", table="sales_order", quote=Q),
        EntityAsk(entity="customer", table="sales_customer", quote=Q),
    )


@pytest.mark.parametrize(
    ("text", "lookup"),
    [
        ("We look up orders by status.", {"equal": ("status",)}),
        ("Orders are looked up by status and number.", {"equal": ("status", "number")}),
        ("The app lists a customer's orders, newest first, 20 per page.", {"equal": ("customer",), "limit": 20}),
        ("We show the latest 10 orders of a customer.", {"equal": ("customer",), "limit": 10}),
        ("Support finds the orders of one customer sorted by number descending.", {"equal": ("customer",)}),
    ],
)
def test_lookups(text: str, lookup: dict[str, object]) -> None:
    (found,) = (ask for ask in asks(ORDERS + text) if isinstance(ask, LookupAsk))
    assert found.entity == "order"
    assert {name: getattr(found, name) for name in lookup} == lookup
    if "newest" in text or "latest" in text:
        assert found.order == NEWEST
    if "descending" in text:
        assert found.order == (OrderBy(attribute="number", direction=Direction.DESCENDING),)


@pytest.mark.parametrize(
    ("text", "rows", "period"),
    [
        ("There are about 3 million orders.", 3_000_000, ""),
        ("Expected volume: 500 orders per day.", 500, "day"),
        ("We expect 20k orders a week.", 20_000, "week"),
        ("The orders table has 1,500,000 rows.", 1_500_000, ""),
        ("2.5 million orders each month.", 2_500_000, "month"),
    ],
)
def test_volumes(text: str, rows: int, period: str) -> None:
    yields(ORDERS + text, VolumeAsk(entity="order", rows=rows, period=period, quote=Q))


@pytest.mark.parametrize(
    "text",
    [
        "A customer can have at most 5000 orders.",
        "There are 12 orders.",
        "The last 5000 orders.",
        "We have 9000 desks.",
    ],
)
def test_other_numbers_are_no_volumes(text: str) -> None:
    assert not any(isinstance(ask, VolumeAsk) for ask in asks(ORDERS + text))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Queries must return within 50 ms.", 50),
        ("Every lookup should take less than 0.2 seconds.", 200),
        ("The list must load in under 1 s.", 1000),
        ("Nothing may block for less than 100 ms.", None),
        ("The page takes 8 seconds.", None),
    ],
)
def test_latency(text: str, bound: float | None) -> None:
    found = {ask for ask in asks(text) if isinstance(ask, LatencyAsk)}
    assert found == ({LatencyAsk(milliseconds=bound, quote=Q)} if bound else set())


def test_the_strictest_latency_counts() -> None:
    assert LatencyAsk(milliseconds=50, quote=Q) in asks("Queries under 100 ms. Lookups under 50 ms.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Add a `phone` column to users.", AttributeAsk(entity="user", attribute="phone", quote=Q)),
        (
            "Add column to user table: phone VARCHAR(30)",
            AttributeAsk(entity="user", attribute="phone", type="varchar(30)", quote=Q),
        ),
        (
            "Rename display_name to full_name.",
            RenameAsk(entity="user", attribute="display_name", new_name="full_name", quote=Q),
        ),
        ("Rename `users.email` to `mail`.", RenameAsk(entity="user", attribute="email", new_name="mail", quote=Q)),
        ("Rename the users table to `accounts`.", RenameAsk(entity="user", new_name="accounts", quote=Q)),
        ("Remove the `email` column from users.", RemovalAsk(entity="user", attribute="email", quote=Q)),
        ("Drop the users table.", RemovalAsk(entity="user", quote=Q)),
        ("make user email nullable", AlterAsk(entity="user", attribute="email", required=False, quote=Q)),
        ("Make `email` required.", AlterAsk(entity="user", attribute="email", required=True, quote=Q)),
        (
            "We need to add a `phone` column to the users table.",
            AttributeAsk(entity="user", attribute="phone", quote=Q),
        ),
    ],
)
def test_changes_of_what_is_there(text: str, expected: Ask) -> None:
    assert asks(text, BASE) == {expected}


def test_creating_a_table() -> None:
    yields(
        "Create an `audit_log` table with action, reason and actor_id (references users).",
        EntityAsk(entity="audit log", table="audit_log", quote=Q),
        AttributeAsk(entity="audit log", attribute="action", quote=Q),
        RelationAsk(child="audit log", parent="user", role="actor", quote=Q),
    )


def test_struck_out_text_is_not_there() -> None:
    yields_none = asks("A product has a name (unique) and ~~a price, and~~ a code (unique).")
    assert not any(isinstance(ask, AttributeAsk) and ask.attribute == "price" for ask in yields_none)
    assert request("~~A product has a name and a price.~~").asks == ()


def test_a_label_may_put_a_sentence_out_of_scope() -> None:
    found = request(ORDERS + "\n\nOut of scope: an order has a colour and a size.")
    assert found.sentences[-1].fate is Fate.OUT_OF_SCOPE
    assert not any(isinstance(ask, AttributeAsk) and ask.attribute == "colour" for ask in found.asks)


def test_demands_that_are_not_understood_become_questions() -> None:
    found = request(ORDERS + "The table must be partitioned by region somehow.")
    assert found.sentences[-1].fate is Fate.NOT_UNDERSTOOD
    (question,) = found.questions
    assert not question.blocking
    assert "partitioned by region" in question.text
    assert request("The table must be partitioned by region somehow.", NOTHING).questions[0].blocking
