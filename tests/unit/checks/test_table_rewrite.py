"""table-rewrite: a large table written anew."""

from __future__ import annotations

from database_developer.model.migration import LockMode
from database_developer.proof.checks.table_rewrite import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, places, schema, script, statement, table

LIVE = schema(table("orders", column("id", "integer")))
WIDEN = statement(
    "ALTER TABLE orders ALTER id TYPE bigint", locks={"orders": LockMode.ACCESS_EXCLUSIVE}, rewrites=["orders"]
)
BAD = script(before=LIVE, statements=[WIDEN])


def test_a_rewrite_is_found() -> None:
    what = 'all of "orders" is written anew, with its indexes, while nobody can read it'
    assert_finds_as_documented(CHECK, BAD, "statement 1", what)


def test_a_change_of_the_catalogue_alone_is_good() -> None:
    added = statement("ALTER TABLE orders ADD note text", locks={"orders": LockMode.ACCESS_EXCLUSIVE})
    assert_silent(CHECK, script(before=LIVE, statements=[added]))


def test_a_small_table_may_be_rewritten() -> None:
    assert_silent(CHECK, script(before=LIVE, statements=[WIDEN], rows={"orders": 100}))


def test_the_rollback_is_looked_at_too() -> None:
    assert places(CHECK, script(before=LIVE, statements=[WIDEN], direction="rollback")) == ["statement 1"]
