"""The known patterns as designs: what is made, what is left alone, and what may be said otherwise."""

from __future__ import annotations

from database_developer.design import design
from database_developer.design.spelling import foreign_key, primary_key, unique
from database_developer.model.design import Design
from database_developer.model.names import QualifiedName
from database_developer.model.request import Question
from database_developer.model.schema import EMPTY, Reference, Schema, Table
from database_developer.reading import Vocabulary
from support.live import column, key, schema, table
from unit.reading.tickets import request

POSTS = table(
    "posts",
    key(),
    column("title"),
    column("slug"),
    constraints=(
        primary_key("posts_pkey", ("id",)),
        unique("posts_slug_key", ("slug",)),
        unique("posts_title_key", ("title",)),
    ),
)
COMMENTS = table(
    "comments",
    key(),
    column("post_id", "integer", required=True),
    constraints=(
        primary_key("comments_pkey", ("id",)),
        foreign_key("comments_post_id_fkey", ("post_id",), Reference(table=POSTS.name, columns=("id",))),
    ),
)
TO_SLUG = foreign_key("links_slug_fkey", ("slug",), Reference(table=POSTS.name, columns=("slug",)))
LINKS = table("links", key(), column("slug"), constraints=(primary_key("links_pkey", ("id",)), TO_SLUG))
LIVE = schema(POSTS, COMMENTS, LINKS)


def designed(text: str, live: Schema = EMPTY) -> Design:
    tables = {name.name: tuple(one.name for one in found.columns) for name, found in live.tables.items()}
    return design(request(text, Vocabulary(tables=tables)), live)


def table_in(result: Design, name: str) -> Table:
    return result.target.tables[QualifiedName("public", name)]


def names(found: Table) -> list[str]:
    return [one.name for one in found.columns]


def answered(text: str, wanted: str, place: int) -> Design:
    """The design once the question is answered by the proposal at that place."""
    question: Question = next(it for it in designed(text).questions if it.id == wanted)
    assert not question.blocking
    assert question.meanings[0] == ""
    return designed(f"{text} {question.meanings[place]}")


def test_of_a_standing_table_only_what_nobody_refers_to_becomes_free() -> None:
    found = table_in(designed("Posts are soft-deleted.", LIVE), "posts")
    assert names(found)[-1] == "deleted_at"
    assert [it.name for it in found.constraints] == ["posts_pkey", "posts_slug_key"]
    assert [(it.name, it.unique, it.predicate) for it in found.indexes] == [
        ("posts_title_active_key", True, "(deleted_at IS NULL)")
    ]


def test_deleted_rows_may_keep_their_values() -> None:
    text = "A customer has an email and a name. Emails are unique. Customers are soft-deleted."
    assert not table_in(designed(text), "customers").constraint("customers_email_key")
    kept = table_in(answered(text, "soft-deletion-customers", 1), "customers")
    assert kept.constraint("customers_email_key")


def test_a_history_of_rows_may_be_typed() -> None:
    text = "A product has a name and a price. Keep an audit log of products."
    first = table_in(designed(text), "products_history")
    assert names(first) == ["id", "product_id", "old_row", "new_row", "operation", "changed_at", "changed_by"]
    assert not first.foreign_keys
    typed = table_in(answered(text, "history-products", 1), "products_history")
    assert names(typed) == ["id", "product_id", "name", "price", "operation", "changed_at", "changed_by"]


def test_a_history_of_nothing_is_asked_about_and_stops_nothing() -> None:
    result = designed("A product has a name and a price. Keep an audit log of invoices.")
    assert [(it.id, it.blocking) for it in result.questions] == [("history-invoice", False)]


def test_texts_that_must_be_unique_stay_where_they_are() -> None:
    text = "An article has a slug and a title. Slugs are unique. The slug and the title are translatable."
    result = designed(text)
    assert names(table_in(result, "articles")) == ["id", "slug"]
    assert names(table_in(result, "article_translations")) == ["article_id", "language", "slug", "title"]


def test_a_text_of_its_own_may_be_kept() -> None:
    text = "An article has a number and a title. The title is translatable."
    assert names(table_in(designed(text), "articles")) == ["id", "number"]
    assert names(table_in(answered(text, "translations-articles", 1), "articles")) == ["id", "number", "title"]


def test_rows_that_are_there_have_no_place_yet() -> None:
    found = table_in(designed("Comments can be reordered.", LIVE), "comments")
    position = found.column("position")
    assert position is not None
    assert not position.is_required
    assert any(it.deferred and it.columns == ("post_id", "position") for it in found.constraints)


def test_a_reference_to_one_of_several_is_not_emptied() -> None:
    text = "A post has a title. A photo has a title. A comment has a text. Comments can be on posts or photos."
    found = table_in(designed(text), "comments")
    assert {key.reference.on_delete for key in found.foreign_keys if key.reference} == {"no action"}


def test_standing_rows_are_not_counted_behind_their_back() -> None:
    result = designed("Keep the number of comments on the post.", LIVE)
    assert table_in(result, "posts") == POSTS
    assert [(it.id, it.blocking) for it in result.questions] == [("tally-posts-comment count", False)]


def test_what_is_kept_together_on_purpose_stays() -> None:
    text = "A customer has a name, a postcode and a city. The city is determined by the postcode."
    assert names(table_in(designed(text), "customers")) == ["id", "name", "postcode"]
    assert names(table_in(designed(text), "postcodes")) == ["postcode", "city"]
    kept = answered(text, "dependency-customers", 1)
    assert names(table_in(kept, "customers")) == ["id", "name", "postcode", "city"]
    assert any("on purpose" in decision.why for decision in kept.decisions)


def test_what_two_things_tell_together_has_both_as_its_key() -> None:
    text = (
        "A product has a name. A region has a name. An offer belongs to a product and a region and has a number and a "
        "price. The price depends on product and region."
    )
    result = designed(text)
    prices = table_in(result, "product_region_prices")
    assert prices.primary_key is not None
    assert set(prices.primary_key.columns) == {"product_id", "region_id"}
    assert len(prices.foreign_keys) == 2
    assert "price" not in names(table_in(result, "offers"))


def test_a_key_that_is_unique_needs_no_table_of_its_own() -> None:
    text = "An item has a sku, a name and a price. No two items share a sku. The sku determines the price."
    assert "price" in names(table_in(designed(text), "items"))


def test_every_part_of_every_pattern_has_a_reason() -> None:
    text = (
        "A category has a name and a title. Categories can be nested. Cycles are not allowed. "
        "The title is translatable. Keep a history of category names. Keep an audit log of categories. "
        "Categories are soft-deleted. "
        "A person has a name, a postcode and a city. A person has up to three phone numbers. "
        "The city is determined by the postcode. A vehicle has a plate number. A vehicle is either a car or a truck; "
        "a car has a door code. A step has a text. A recipe has a title. A recipe has an ordered list of steps."
    )
    result = designed(text)
    explained = {(decision.address.owner, decision.address.name.name) for decision in result.decisions}
    for name, found in result.target.tables.items():
        for part in (*found.columns, *found.constraints, *found.indexes, *found.triggers):
            assert (name, part.name) in explained, (name, part.name)
