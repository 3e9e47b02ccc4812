"""undocumented-table: a new table that nobody explained."""

from __future__ import annotations

from database_developer.proof.checks.undocumented_table import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, schema, script, table

BAD = script(after=schema(table("orders", column("note"), comment=None)))


def test_a_new_table_without_a_comment_is_found() -> None:
    assert_finds_as_documented(CHECK, BAD, "table orders", 'table "orders" has no comment')


def test_a_table_with_a_comment_is_good() -> None:
    assert_silent(CHECK, script(after=schema(table("orders", column("note"), comment="One row for each order."))))


def test_a_live_table_without_a_comment_is_left_alone() -> None:
    after = schema(table("orders", column("note"), column("price"), comment=None))
    assert_silent(CHECK, script(before=BAD.after, after=after))
