"""Sentences that ask for the known patterns of relational design, in several wordings each."""

from __future__ import annotations

import pytest

from database_developer.model.pattern_asks import (
    AlternativesAsk,
    DependencyAsk,
    HistoryAsk,
    OrderingAsk,
    OwnRowsAsk,
    PatternAsk,
    SeveralAsk,
    SoftDeletionAsk,
    TallyAsk,
    TenancyAsk,
    TranslationAsk,
    TreeAsk,
)
from database_developer.model.request import Cardinality, Fate, RelationAsk
from database_developer.reading import Vocabulary
from unit.reading.tickets import Q, asks, bare, fates, request

WORLD = (
    "A customer has a name and an email. A product has a name, a description and a price. "
    "An order belongs to a customer and has a number, a status, a postcode, a city and a total. "
    "A post has a title. A photo has a title. A comment belongs to a post and has a text. A step has a text. "
)
LIVE = Vocabulary(tables={"customers": ("id", "email"), "orders": ("id", "customer_id", "status")})


def patterns(text: str) -> set[object]:
    return {ask for ask in asks(WORLD + text) if isinstance(ask, PatternAsk)}


def tells(text: str, *expected: PatternAsk) -> None:
    assert patterns(text) == set(expected)
    assert fates(request(WORLD + text))[-1] is Fate.USED


@pytest.mark.parametrize(
    "text",
    [
        "Orders are never really deleted, only marked as deleted.",
        "Use soft delete for orders.",
        "Orders are soft-deleted.",
        "Orders must not be physically deleted.",
        "Deleted orders can be restored.",
        "We mark orders as deleted instead of deleting them.",
    ],
)
def test_what_is_only_marked_as_deleted(text: str) -> None:
    tells(text, SoftDeletionAsk(entity="order", quote=Q))


def test_what_is_archived_has_a_moment_of_that() -> None:
    text = "Orders must not be physically deleted; we mark them as archived."
    tells(text, SoftDeletionAsk(entity="order", attribute="archived at", quote=Q))


@pytest.mark.parametrize(
    "text",
    ["Orders can be deleted.", "When a customer is deleted, their orders are deleted too.", "Remove deleted orders."],
)
def test_what_is_really_deleted(text: str) -> None:
    assert not patterns(text)


@pytest.mark.parametrize(
    "text",
    [
        "Keep a history of price changes.",
        "Keep the history of the product's price.",
        "We must record all changes of the price of a product.",
        "All price changes are recorded.",
    ],
)
def test_the_history_of_a_value(text: str) -> None:
    tells(text, HistoryAsk(entity="product", attribute="price", quote=Q))


@pytest.mark.parametrize(
    "text",
    [
        "Every change of an order must be recorded with who and when.",
        "We need an audit log for orders.",
        "All changes to orders are logged.",
        "Keep a history of orders.",
        "Record who changed an order and when.",
    ],
)
def test_the_history_of_a_row(text: str) -> None:
    tells(text, HistoryAsk(entity="order", quote=Q))


def test_the_history_of_several_things() -> None:
    tells("Keep a history of orders, products and customers.", *_histories("order", "product", "customer"))


def _histories(*entities: str) -> list[HistoryAsk]:
    return [HistoryAsk(entity=entity, quote=Q) for entity in entities]


def test_a_customer_who_looks_at_the_past_wants_no_history() -> None:
    assert not patterns("Customers can view the history of their orders.")


@pytest.mark.parametrize(
    "text",
    [
        "Each customer sees only their own data.",
        "Customers can only see their own records.",
        "A customer may access only its own data.",
    ],
)
def test_tenants(text: str) -> None:
    tells(text, TenancyAsk(tenant="customer", quote=Q))


def test_tenants_that_the_database_itself_keeps_apart() -> None:
    tells(
        "The system is multi-tenant with row level security.",
        TenancyAsk(tenant="tenant", has_row_security=True, quote=Q),
    )


def test_rows_that_only_their_owner_sees() -> None:
    tells("Only the customer may see an order.", OwnRowsAsk(entity="order", owner="customer", quote=Q))


@pytest.mark.parametrize(
    ("text", "entity", "role"),
    [
        ("Categories can be nested.", "category", "parent"),
        ("A folder contains folders.", "folder", "parent"),
        ("A folder may contain other folders.", "folder", "parent"),
        ("Products form a hierarchy.", "product", "parent"),
        ("Tasks can have subtasks.", "task", "parent"),
        ("Each employee reports to at most one other employee.", "employee", "manager"),
        ("A comment may reply to another comment.", "comment", "parent"),
        ("Every category has a parent category.", "category", "parent"),
    ],
)
def test_trees(text: str, entity: str, role: str) -> None:
    tells(text, TreeAsk(entity=entity, role=role, quote=Q))
    relation = RelationAsk(child=entity, parent=entity, role=role, required=False, quote=Q)
    assert relation in asks(WORLD + text)


@pytest.mark.parametrize(
    "text", ["Cycles are not allowed.", "A comment cannot be its own ancestor.", "There must be no loops."]
)
def test_no_circles(text: str) -> None:
    found = patterns("A comment may reply to another comment. " + text)
    assert TreeAsk(entity="comment", role="", is_acyclic=True, quote=Q) in found


@pytest.mark.parametrize(
    "text",
    [
        "Steps are in a fixed order.",
        "Users can drag steps to reorder them.",
        "Steps can be reordered.",
        "The order of the steps matters.",
    ],
)
def test_orderings(text: str) -> None:
    tells(text, OrderingAsk(entity="step", quote=Q))


def test_an_ordered_list_belongs_to_what_has_it() -> None:
    tells("A recipe has an ordered list of steps.", OrderingAsk(entity="step", within="recipe", quote=Q))
    assert RelationAsk(child="step", parent="recipe", required=True, quote=Q) in asks(
        "A recipe has an ordered list of steps."
    )


@pytest.mark.parametrize("text", ["Steps are ordered by their text.", "We store steps in order to show them."])
def test_orders_that_are_none(text: str) -> None:
    assert not patterns(text)


@pytest.mark.parametrize(
    "text",
    [
        "The product's name and description are translatable.",
        "Localised name and description for products.",
        "A product has a name and a description in several languages.",
        "Translations of the name and description of products are kept.",
    ],
)
def test_translations(text: str) -> None:
    (found,) = patterns(text)
    assert isinstance(found, TranslationAsk)
    assert (found.entity, set(found.attributes)) == ("product", {"name", "description"})


@pytest.mark.parametrize(
    ("text", "child", "parents"),
    [
        ("Comments can be on posts or photos.", "comment", ("post", "photo")),
        ("Attachments belong to an order or an invoice.", "attachment", ("order", "invoice")),
        ("A note belongs to either an order, a product or a customer.", "note", ("order", "product", "customer")),
        ("A reaction is attached to a post or a photo.", "reaction", ("post", "photo")),
    ],
)
def test_alternatives(text: str, child: str, parents: tuple[str, ...]) -> None:
    tells(text, AlternativesAsk(entity=child, parents=parents, quote=Q))


@pytest.mark.parametrize(
    "text",
    ["An order can be open or closed.", "An order belongs to a customer or not.", "A product is for men or women."],
)
def test_alternatives_that_are_none(text: str) -> None:
    assert not patterns(text)


@pytest.mark.parametrize(
    "text",
    [
        "Keep the number of comments on the post.",
        "Each post stores the number of its comments.",
        "The number of comments is stored on each post.",
        "Store a comment count on each post.",
    ],
)
def test_counts(text: str) -> None:
    tells(text, TallyAsk(entity="post", attribute="comment count", members="comment", quote=Q))


@pytest.mark.parametrize(
    "text", ["The order's total is stored.", "Store the total of an order.", "The total of the order is kept."]
)
def test_totals(text: str) -> None:
    tells(text, TallyAsk(entity="order", attribute="total", is_count=False, quote=Q))


@pytest.mark.parametrize(
    "text",
    [
        "The city is determined by the postcode.",
        "The postcode determines the city.",
        "Each postcode has exactly one city.",
    ],
)
def test_dependencies(text: str) -> None:
    tells(text, DependencyAsk(entity="order", determinants=("postcode",), dependents=("city",), quote=Q))


def test_dependencies_kept_on_purpose() -> None:
    text = "The city is determined by the postcode, but kept on purpose."
    expected = DependencyAsk(entity="order", determinants=("postcode",), dependents=("city",), stays=True, quote=Q)
    assert expected in patterns(text)


@pytest.mark.parametrize(
    ("text", "most"),
    [("A customer has up to three phone numbers.", 3), ("A customer can have several phone numbers.", None)],
)
def test_several(text: str, most: int | None) -> None:
    tells(text, SeveralAsk(entity="customer", attribute="phone number", most=most, quote=Q))


@pytest.mark.parametrize(
    "text",
    ["Each customer has exactly one profile.", "A customer has one profile.", "Every customer has a single profile."],
)
def test_parts_of_which_there_is_one(text: str) -> None:
    single = Cardinality.ONE_TO_ONE
    expected = RelationAsk(child="profile", parent="customer", cardinality=single, required=True, quote=Q)
    assert expected in asks(WORLD + text)


def test_what_is_there_for_itself_is_no_part() -> None:
    found = asks("Each order has exactly one customer.")
    assert RelationAsk(child="order", parent="customer", required=True, quote=Q) in found


def test_a_title_may_want_a_pattern_of_a_table_that_stands() -> None:
    found = bare(request("", LIVE, "Soft delete for orders").asks)
    assert found == {SoftDeletionAsk(entity="order", quote=Q)}


def test_the_rest_of_the_sentence_is_read_too() -> None:
    text = "A category has a name and can be nested."
    found = asks(text)
    assert TreeAsk(entity="category", quote=Q) in found
    assert any(getattr(ask, "attribute", "") == "name" for ask in found)
