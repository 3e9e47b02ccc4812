"""name-too-long: a name that PostgreSQL cuts."""

from __future__ import annotations

from database_developer.proof.checks.name_too_long import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, places, schema, script, statement, table

LONG = "the_customers_preferred_place_of_delivery_on_ordinary_working_days"
CUT = "the_customers_preferred_place_of_delivery_on_ordinary_working_d"
BAD = script(after=schema(table("orders", column(LONG))))


def test_a_name_over_63_bytes_is_found() -> None:
    what = f'the name "{LONG}" has 66 bytes and is cut to "{CUT}"'
    assert_finds_as_documented(CHECK, BAD, f"column orders.{LONG}", what)


def test_a_name_of_63_bytes_is_good() -> None:
    assert len(CUT) == 63
    assert_silent(CHECK, script(after=schema(table("orders", column(CUT)))))


def test_bytes_are_counted_not_characters() -> None:
    assert places(CHECK, script(after=schema(table("orders", column("ü" * 32))))) == [f"column orders.{'ü' * 32}"]


def test_a_name_that_the_server_has_already_cut_is_found_in_the_statement() -> None:
    added = statement(f'ALTER TABLE orders ADD COLUMN "{LONG}" text')
    assert places(CHECK, script(statements=[statement("SELECT 1"), added])) == ["statement 2"]


def test_a_long_text_is_no_name() -> None:
    assert_silent(CHECK, script(statements=[statement(f"COMMENT ON TABLE orders IS '{LONG}'")]))
