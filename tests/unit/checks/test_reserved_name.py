"""reserved-name: a name that SQL reads as a word of its own."""

from __future__ import annotations

import pytest

from database_developer.model.schema import Domain
from database_developer.proof.checks.reserved_name import CHECK
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

BAD = script(after=schema(table("order", column("note"))))


def test_a_key_word_is_found() -> None:
    what = '"order" is a key word, so the table must be quoted in every statement'
    assert_finds_as_documented(CHECK, BAD, "table order", what)


@pytest.mark.parametrize("plain", ["orders", "name", "position", "time", "ordering"])
def test_a_name_that_needs_no_quotes_as_a_column_is_good(plain: str) -> None:
    assert_silent(CHECK, script(after=schema(table("orders", column(plain)))))


@pytest.mark.parametrize("word", ["user", "left", "end", "to"])
def test_key_words_are_found_as_columns(word: str) -> None:
    assert places(CHECK, script(after=schema(table("orders", column(word))))) == [f"column orders.{word}"]


def test_a_domain_may_be_called_what_a_column_may_not() -> None:
    assert_silent(CHECK, script(after=schema(Domain(name=name("left"), type="text"))))
    assert places(CHECK, script(after=schema(Domain(name=name("time"), type="text")))) == ["domain time"]


def test_a_live_name_is_left_alone() -> None:
    after = schema(table("order", column("note"), column("price")))
    assert_silent(CHECK, script(before=BAD.after, after=after))


def test_renaming_to_a_key_word_is_found() -> None:
    before, renamed = schema(table("orders", column("note"))), statement('ALTER TABLE orders RENAME TO "order"')
    assert places(CHECK, script(before=before, after=BAD.after, statements=[renamed])) == ["table order"]


def test_the_columns_of_a_renamed_table_are_left_alone() -> None:
    before, after = schema(table("orders", column("user"))), schema(table("purchases", column("user")))
    renamed = statement("ALTER TABLE public.orders RENAME TO purchases")
    assert_silent(CHECK, script(before=before, after=after, statements=[renamed]))
    assert places(CHECK, script(before=before, after=after)) == ["column purchases.user"]
