"""floating-money: an amount of money in a type that rounds."""

from __future__ import annotations

import pytest

from database_developer.model.schema import Domain
from database_developer.proof.checks.floating_money import CHECK
from support.checks import (
    assert_finds_as_documented,
    assert_silent,
    column,
    name,
    places,
    schema,
    script,
    statement,
    table,
)

BAD = script(after=schema(table("orders", column("total_price", "double precision"))))


def test_a_floating_price_is_found() -> None:
    what = 'column "total_price" holds money as double precision'
    assert_finds_as_documented(CHECK, BAD, "column orders.total_price", what)


@pytest.mark.parametrize("title", ["unitPrice", "fees", "monthly_salary", "account_balance"])
@pytest.mark.parametrize("type", ["real", "money"])
def test_each_word_and_type_is_found(title: str, type: str) -> None:
    assert places(CHECK, script(after=schema(table("orders", column(title, type))))) == [f"column orders.{title}"]


@pytest.mark.parametrize(
    ("title", "type"),
    [
        ("total_price", "numeric(12,2)"),
        ("price_cents", "bigint"),
        ("temperature", "double precision"),
        ("tax_rate", "real"),
        ("total_weight", "real"),
        ("priceless", "real"),
    ],
)
def test_exact_types_and_other_measures_are_good(title: str, type: str) -> None:
    assert_silent(CHECK, script(after=schema(table("orders", column(title, type)))))


@pytest.mark.parametrize(
    ("title", "spelled"), [("app.rough", "app.rough"), ("rough", "public.rough"), ("rough", "rough")]
)
def test_a_domain_does_not_hide_the_type(title: str, spelled: str) -> None:
    rough = Domain(name=name(title), type="real")
    assert places(CHECK, script(after=schema(rough, table("orders", column("price", spelled))))) == [
        "column orders.price"
    ]


def test_a_column_that_becomes_a_price_by_its_new_name_is_found() -> None:
    before = schema(table("orders", column("amt", "double precision")))
    renamed = statement("ALTER TABLE orders RENAME COLUMN amt TO total_price")
    assert places(CHECK, script(before=before, after=BAD.after, statements=[renamed])) == ["column orders.total_price"]
