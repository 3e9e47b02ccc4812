"""unindexed-foreign-key: a reference that is looked up by reading the whole table."""

from __future__ import annotations

import pytest

from database_developer.model.schema import IndexKey
from database_developer.proof.checks.unindexed_foreign_key import CHECK
from support.checks import (
    assert_finds_as_documented,
    assert_silent,
    column,
    foreign_key,
    index,
    key,
    places,
    schema,
    script,
    table,
    unique,
)

USERS = table("users", column("id", "bigint"), key("id"))
OWN = (column("id", "bigint"), column("user_id", "bigint"), foreign_key("user_id", "users", name="orders_user_id_fkey"))
BAD = script(before=schema(USERS), after=schema(USERS, table("orders", *OWN, key("id"))))


def test_a_foreign_key_without_an_index_is_found() -> None:
    what = 'foreign key "orders_user_id_fkey" has no index that begins with "user_id"'
    assert_finds_as_documented(CHECK, BAD, "constraint orders.orders_user_id_fkey", what)


@pytest.mark.parametrize(
    "found_by",
    [
        index("by_user", "user_id"),
        index("by_user", "user_id", IndexKey(text="id", descending=True)),
        index("by_user", "user_id", method="hash"),
        key("user_id", "id"),
        unique("user_id"),
    ],
)
def test_an_index_that_begins_with_it_is_good(found_by: object) -> None:
    assert_silent(CHECK, script(before=schema(USERS), after=schema(USERS, table("orders", *OWN, found_by))))


@pytest.mark.parametrize(
    "no_help",
    [
        index("by_id", "id", "user_id"),
        index("open_ones", "user_id", predicate="(id > 0)"),
        index("by_user", IndexKey(text="abs(user_id)", is_expression=True)),
        index("by_user", "user_id", valid=False),
        index("by_user", "user_id", method="brin"),
    ],
)
def test_an_index_that_does_not_find_every_row_is_no_help(no_help: object) -> None:
    after = schema(USERS, table("orders", *OWN, no_help))
    assert places(CHECK, script(before=schema(USERS), after=after)) == ["constraint orders.orders_user_id_fkey"]


def test_several_columns_may_stand_in_any_order() -> None:
    pair = foreign_key("shop_id user_id", "members", "shop_id user_id")
    members = table("members", column("shop_id"), column("user_id"), key("shop_id", "user_id"))
    own = (column("shop_id"), column("user_id"), pair)
    assert_silent(CHECK, script(after=schema(members, table("orders", *own, index("both", "user_id", "shop_id")))))
    assert places(CHECK, script(after=schema(members, table("orders", *own, index("one", "user_id"))))) == [
        "constraint orders.the_fkey"
    ]


def test_dropping_the_index_is_found_and_a_live_lack_is_left_alone() -> None:
    served = schema(USERS, table("orders", *OWN, index("by_user", "user_id")))
    assert places(CHECK, script(before=served, after=BAD.after)) == ["constraint orders.orders_user_id_fkey"]
    assert_silent(CHECK, script(before=BAD.after, after=BAD.after))
