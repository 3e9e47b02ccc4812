"""name-needs-quotes: a name with capitals, spaces or signs."""

from __future__ import annotations

import pytest

from database_developer.proof.checks.name_needs_quotes import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, places, schema, script, table

BAD = script(after=schema(table("orders", column("placedAt"))))


def test_a_capital_is_found() -> None:
    what = 'the column "placedAt" is found only under its name in quotes'
    assert_finds_as_documented(CHECK, BAD, "column orders.placedAt", what)


@pytest.mark.parametrize("quoted", ["placed at", "placed-at", "2nd_note", "Note"])
def test_spaces_signs_and_leading_digits_are_found(quoted: str) -> None:
    assert places(CHECK, script(after=schema(table("orders", column(quoted))))) == [f"column orders.{quoted}"]


@pytest.mark.parametrize("plain", ["placed_at", "_hidden", "note2", "größe", "cost$"])
def test_a_plain_name_is_good(plain: str) -> None:
    assert_silent(CHECK, script(after=schema(table("orders", column(plain)))))
