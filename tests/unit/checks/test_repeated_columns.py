"""repeated-columns: a list laid out in columns."""

from __future__ import annotations

import pytest

from database_developer.proof.checks.repeated_columns import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, places, schema, script, table

TWO = (column("phone1"), column("phone2"))
BAD = script(after=schema(table("people", *TWO)))


def test_numbered_columns_are_found() -> None:
    what = 'columns "phone1", "phone2" are a list in one row'
    assert_finds_as_documented(CHECK, BAD, "column people.phone2", what)


@pytest.mark.parametrize(
    "titles", [("phone", "phone2"), ("phone_1", "phone_2"), ("phone", "phone_1"), ("tag0", "tag1")]
)
def test_other_ways_to_count_are_found(titles: tuple[str, ...]) -> None:
    after = schema(table("people", *map(column, titles)))
    assert places(CHECK, script(after=after)) == [f"column people.{titles[-1]}"]


@pytest.mark.parametrize(
    "titles",
    [
        ("phone", "mobile"),
        ("p50", "p95", "p99"),
        ("ipv4", "ipv6"),
        ("x1", "x2"),
        ("address_line1", "address_line2"),
        ("sha256", "sha512"),
    ],
)
def test_numbers_that_count_nothing_are_good(titles: tuple[str, ...]) -> None:
    assert_silent(CHECK, script(after=schema(table("people", *map(column, titles)))))


def test_another_type_is_another_thing() -> None:
    after = schema(table("people", column("score1", "integer"), column("score2", "text")))
    assert_silent(CHECK, script(after=after))


def test_a_live_list_is_left_alone_until_it_grows() -> None:
    longer = schema(table("people", *TWO, column("phone3")))
    assert_silent(CHECK, script(before=BAD.after, after=BAD.after))
    assert places(CHECK, script(before=BAD.after, after=longer)) == ["column people.phone3"]
