"""narrow-reference: a foreign key that cannot hold every key it refers to."""

from __future__ import annotations

import pytest

from database_developer.proof.checks.narrow_reference import CHECK
from support.checks import (
    assert_finds_as_documented,
    assert_silent,
    column,
    foreign_key,
    key,
    places,
    schema,
    script,
    table,
)


def shop(own: str, referenced: str) -> tuple[object, object]:
    users = table("users", column("id", referenced), key("id"))
    return users, table("orders", column("user_id", own), foreign_key("user_id", "users"))


BAD = script(after=schema(*shop("integer", "bigint")))


def test_a_smaller_integer_is_found() -> None:
    what = 'column "user_id" is integer, but "users.id" is bigint'
    assert_finds_as_documented(CHECK, BAD, "column orders.user_id", what)


@pytest.mark.parametrize(
    ("own", "referenced"), [("bigint", "bigint"), ("bigint", "integer"), ("text", "character varying(9)")]
)
def test_the_same_or_a_wider_type_is_good(own: str, referenced: str) -> None:
    assert_silent(CHECK, script(after=schema(*shop(own, referenced))))


@pytest.mark.parametrize("referenced", ["text", "character varying(40)", "character varying"])
def test_a_shorter_text_is_found(referenced: str) -> None:
    after = schema(*shop("character varying(20)", referenced))
    assert places(CHECK, script(after=after)) == ["column orders.user_id"]


def test_widening_only_the_key_is_found() -> None:
    before, after = schema(*shop("integer", "integer")), schema(*shop("integer", "bigint"))
    assert places(CHECK, script(before=before, after=after)) == ["column orders.user_id"]


def test_a_live_reference_is_left_alone() -> None:
    assert_silent(CHECK, script(before=BAD.after, after=BAD.after))
