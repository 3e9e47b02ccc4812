"""redundant-index: an index that another one makes needless."""

from __future__ import annotations

import pytest

from database_developer.model.schema import IndexKey
from database_developer.proof.checks.redundant_index import CHECK
from support.checks import (
    assert_finds_as_documented,
    assert_silent,
    column,
    index,
    key,
    places,
    schema,
    script,
    statement,
    table,
    unique,
)

COLUMNS = (column("id"), column("user_id"), column("placed_at"))
NARROW, WIDE = index("orders_user", "user_id"), index("orders_user_placed", "user_id", "placed_at")
BAD = script(after=schema(table("orders", *COLUMNS, NARROW, WIDE)))


def test_the_beginning_of_another_index_is_found() -> None:
    what = 'index "orders_user" finds nothing that index "orders_user_placed" does not find'
    assert_finds_as_documented(CHECK, BAD, "index orders.orders_user", what)


@pytest.mark.parametrize("other", [key("user_id"), unique("user_id", "id"), index("one", "user_id", unique=True)])
def test_the_index_of_a_constraint_counts(other: object) -> None:
    assert places(CHECK, script(after=schema(table("orders", *COLUMNS, NARROW, other)))) == ["index orders.orders_user"]


def test_an_index_can_be_read_from_its_end() -> None:
    newest = index("newest", IndexKey(text="user_id", descending=True, nulls_first=True))
    assert places(CHECK, script(after=schema(table("orders", *COLUMNS, newest, WIDE)))) == ["index orders.newest"]


@pytest.mark.parametrize(
    "other",
    [
        index("other", "placed_at", "user_id"),
        index("other", "user_id", "placed_at", predicate="(id > 0)"),
        index("other", "user_id", "placed_at", method="gin"),
        index("other", "user_id", "placed_at", valid=False),
        index("other", IndexKey(text="user_id", opclass="text_pattern_ops"), "placed_at"),
    ],
)
def test_an_index_that_serves_other_queries_is_good(other: object) -> None:
    assert_silent(CHECK, script(after=schema(table("orders", *COLUMNS, NARROW, other))))


def test_included_columns_must_be_held_too() -> None:
    covering = index("covering", "user_id", include=("id",))
    assert_silent(CHECK, script(after=schema(table("orders", *COLUMNS, covering, WIDE))))


def test_a_live_index_that_a_new_one_outdoes_is_left_alone() -> None:
    before = schema(table("orders", *COLUMNS, NARROW))
    assert_silent(CHECK, script(before=before, after=BAD.after))


def test_a_live_index_under_a_new_name_is_left_alone() -> None:
    before = schema(table("orders", *COLUMNS, index("old", "user_id"), WIDE))
    renamed = statement("ALTER INDEX public.old RENAME TO orders_user")
    assert_silent(CHECK, script(before=before, after=BAD.after, statements=[renamed]))
    assert places(CHECK, script(before=before, after=BAD.after)) == ["index orders.orders_user"]
