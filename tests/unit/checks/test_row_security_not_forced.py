"""row-security-not-forced: row security that the owner walks round."""

from __future__ import annotations

from database_developer.proof.checks.row_security_not_forced import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, schema, script, table

BAD = script(after=schema(table("orders", column("tenant_id"), row_security=True)))


def test_row_security_that_spares_the_owner_is_found() -> None:
    what = 'the owner of "orders" sees every row in spite of row security'
    assert_finds_as_documented(CHECK, BAD, "table orders", what)


def test_forced_row_security_is_good() -> None:
    forced = table("orders", column("tenant_id"), row_security=True, row_security_forced=True)
    assert_silent(CHECK, script(after=schema(forced)))


def test_a_table_without_row_security_is_good() -> None:
    assert_silent(CHECK, script(after=schema(table("orders", column("tenant_id")))))
