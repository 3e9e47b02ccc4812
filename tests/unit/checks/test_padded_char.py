"""padded-char: a text that is filled up with blanks."""

from __future__ import annotations

import pytest

from database_developer.model.schema import Domain
from database_developer.proof.checks.padded_char import CHECK
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

BAD = script(after=schema(table("orders", column("currency", "character(3)"))))


def test_char_is_found() -> None:
    what = 'column "currency" is character(3), which pads with blanks'
    assert_finds_as_documented(CHECK, BAD, "column orders.currency", what)


@pytest.mark.parametrize("good", ["text", "character varying(3)", '"char"', "bytea"])
def test_other_texts_are_good(good: str) -> None:
    assert_silent(CHECK, script(after=schema(table("orders", column("currency", good)))))


@pytest.mark.parametrize("bad", ["character(3)[]", "bpchar"])
def test_arrays_and_the_inner_name_are_found(bad: str) -> None:
    assert places(CHECK, script(after=schema(table("orders", column("currency", bad))))) == ["column orders.currency"]


def test_a_domain_is_found() -> None:
    assert places(CHECK, script(after=schema(Domain(name=name("iso"), type="character(2)")))) == ["domain iso"]


def test_a_live_column_under_a_new_name_is_left_alone() -> None:
    after = schema(table("orders", column("money_code", "character(3)")))
    renamed = statement("ALTER TABLE orders RENAME COLUMN currency TO money_code")
    assert_silent(CHECK, script(before=BAD.after, after=after, statements=[renamed]))


def test_changing_a_column_to_char_is_found() -> None:
    before = schema(table("orders", column("currency", "text")))
    assert places(CHECK, script(before=before, after=BAD.after)) == ["column orders.currency"]
