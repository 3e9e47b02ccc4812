"""nullable-unique: a unique rule that rows without a value slip through."""

from __future__ import annotations

import pytest

from database_developer.proof.checks.nullable_unique import CHECK
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

SHOP, CODE = column("shop_id"), column("code", required=False)
BAD = script(after=schema(table("coupons", SHOP, CODE, unique("shop_id", "code", name="coupons_code_key"))))


def test_a_unique_rule_over_a_nullable_column_is_found() -> None:
    what = 'constraint "coupons_code_key" lets several rows pass that have no "code"'
    assert_finds_as_documented(CHECK, BAD, "constraint coupons.coupons_code_key", what)


@pytest.mark.parametrize(
    "rule",
    [
        unique("shop_id"),
        unique("shop_id", "code", nulls_not_distinct=True),
        index("one_code", "shop_id", "code", unique=True, predicate="(code IS NOT NULL)"),
        index("fast_code", "code"),
    ],
)
def test_a_rule_that_says_what_it_means_is_good(rule: object) -> None:
    assert_silent(CHECK, script(after=schema(table("coupons", SHOP, CODE, rule))))


def test_a_unique_index_is_found() -> None:
    rule = index("one_code", "shop_id", "code", unique=True, predicate="(decoded > 0)")
    assert places(CHECK, script(after=schema(table("coupons", SHOP, CODE, rule)))) == ["index coupons.one_code"]


def test_unique_where_it_is_known_is_good() -> None:
    assert_silent(CHECK, script(after=schema(table("coupons", CODE, unique("code")))))
