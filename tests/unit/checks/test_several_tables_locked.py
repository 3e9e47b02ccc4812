"""several-tables-locked: one statement that stops more than one large table."""

from __future__ import annotations

from database_developer.model.migration import LockMode
from database_developer.proof.checks.several_tables_locked import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, schema, script, statement, table

LIVE = schema(table("users", column("id")), table("orders", column("user_id")))
BOTH = {"orders": LockMode.SHARE_ROW_EXCLUSIVE, "users": LockMode.SHARE_ROW_EXCLUSIVE}
ADD = "ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users NOT VALID"
BAD = script(before=LIVE, statements=[statement(ADD, locks=BOTH)])


def test_two_large_tables_are_found() -> None:
    what = 'writes to "orders", "users" are blocked at the same time'
    assert_finds_as_documented(CHECK, BAD, "statement 1", what)


def test_one_table_or_a_weak_lock_is_good() -> None:
    weak = {"orders": LockMode.SHARE_UPDATE_EXCLUSIVE, "users": LockMode.ROW_SHARE}
    one = statement("ALTER TABLE orders ADD note text", locks={"orders": LockMode.ACCESS_EXCLUSIVE})
    assert_silent(CHECK, script(before=LIVE, statements=[one, statement("SELECT 1", locks=weak)]))


def test_a_small_table_does_not_count() -> None:
    assert_silent(CHECK, script(before=LIVE, statements=[statement(ADD, locks=BOTH)], rows={"orders": 5}))
