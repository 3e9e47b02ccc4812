"""json-not-jsonb: a document that is kept as text."""

from __future__ import annotations

from database_developer.proof.checks.json_not_jsonb import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, schema, script, table

BAD = script(after=schema(table("orders", column("details", "json"))))


def test_json_is_found() -> None:
    what = 'column "details" is json, which can be neither indexed nor compared'
    assert_finds_as_documented(CHECK, BAD, "column orders.details", what)


def test_jsonb_is_good() -> None:
    assert_silent(CHECK, script(after=schema(table("orders", column("details", "jsonb")))))
