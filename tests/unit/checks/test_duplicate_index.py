"""duplicate-index: the same index twice under two names."""

from __future__ import annotations

from database_developer.proof.checks.duplicate_index import CHECK
from support.checks import (
    assert_finds_as_documented,
    assert_silent,
    column,
    index,
    places,
    schema,
    script,
    table,
    unique,
)

LIVE, NEW = index("orders_user", "user_id"), index("a_second_one", "user_id")
BEFORE = schema(table("orders", column("user_id"), LIVE))
BAD = script(before=BEFORE, after=schema(table("orders", column("user_id"), NEW, LIVE)))


def test_a_second_index_of_the_same_definition_is_found() -> None:
    what = 'index "a_second_one" is the same as index "orders_user"'
    assert_finds_as_documented(CHECK, BAD, "index orders.a_second_one", what)


def test_indexes_that_differ_are_good() -> None:
    others = (index("open_ones", "user_id", predicate="(user_id > 0)"), index("hashed", "user_id", method="hash"))
    assert_silent(CHECK, script(before=BEFORE, after=schema(table("orders", column("user_id"), LIVE, *others))))


def test_a_unique_index_that_repeats_a_constraint_is_found() -> None:
    twice = table("orders", column("user_id"), unique("user_id"), index("once_more", "user_id", unique=True))
    assert places(CHECK, script(after=schema(twice))) == ["index orders.once_more"]


def test_a_live_pair_is_left_alone() -> None:
    assert_silent(CHECK, script(before=BAD.after, after=BAD.after))
