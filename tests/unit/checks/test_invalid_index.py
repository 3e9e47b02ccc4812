"""invalid-index: an index that is written and never read."""

from __future__ import annotations

from database_developer.proof.checks.invalid_index import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, index, schema, script, table

BAD = script(after=schema(table("orders", column("user_id"), index("orders_user", "user_id", valid=False))))


def test_an_invalid_index_is_found() -> None:
    what = 'index "orders_user" is left invalid: it costs writes and serves no query'
    assert_finds_as_documented(CHECK, BAD, "index orders.orders_user", what)


def test_a_valid_index_is_good() -> None:
    assert_silent(CHECK, script(after=schema(table("orders", column("user_id"), index("orders_user", "user_id")))))


def test_an_index_that_was_invalid_before_is_left_alone() -> None:
    assert_silent(CHECK, script(before=BAD.after, after=BAD.after))
