"""view-without-security-invoker: a view that shows rows which the table would hide."""

from __future__ import annotations

import pytest

from database_developer.model.schema import View
from database_developer.proof.checks.view_without_security_invoker import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, name, places, schema, script, table

GUARDED = table("orders", column("tenant_id"), row_security=True)
OPEN = table("orders", column("tenant_id"))


def view(title: str, reads: str, *options: str, materialized: bool = False) -> View:
    return View(
        name=name(title), definition="...", depends_on=(name(reads),), options=options, materialized=materialized
    )


BAD = script(after=schema(GUARDED, view("totals", "orders")))


def test_a_view_over_row_security_is_found() -> None:
    what = 'view "totals" shows rows of "orders" that row security hides from the reader'
    assert_finds_as_documented(CHECK, BAD, "view totals", what)


@pytest.mark.parametrize("option", ["security_invoker=true", "security_invoker=on"])
def test_a_view_with_the_readers_rights_is_good(option: str) -> None:
    assert_silent(CHECK, script(after=schema(GUARDED, view("totals", "orders", option))))


def test_a_view_over_an_open_table_is_good() -> None:
    assert_silent(CHECK, script(after=schema(OPEN, view("totals", "orders", "security_invoker=false"))))


def test_a_view_over_a_view_is_found() -> None:
    inner = view("totals", "orders", "security_invoker=true")
    assert places(CHECK, script(after=schema(GUARDED, inner, view("report", "totals")))) == ["view report"]


def test_row_security_that_comes_later_is_found() -> None:
    before = schema(OPEN, view("totals", "orders"))
    assert places(CHECK, script(before=before, after=BAD.after)) == ["view totals"]


def test_a_materialized_view_has_another_way_out() -> None:
    (finding,) = CHECK.find(script(after=schema(GUARDED, view("totals", "orders", materialized=True))))
    assert finding.hint.startswith("a materialized view keeps the rows")
