"""blocking-scan: a table read from end to end while writers wait."""

from __future__ import annotations

import pytest

from database_developer.model.migration import LockMode, Statement
from database_developer.proof.checks.blocking_scan import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, places, schema, script, statement, table

LIVE = schema(table("orders", column("price")))
EXCLUSIVE = {"orders": LockMode.ACCESS_EXCLUSIVE}
SET_NOT_NULL = statement("ALTER TABLE orders ALTER price SET NOT NULL", locks=EXCLUSIVE, scans=["orders"])
BAD = script(before=LIVE, statements=[SET_NOT_NULL])


def test_a_scan_under_a_lock_that_blocks_writes_is_found() -> None:
    what = 'all of "orders" is read under AccessExclusiveLock, which blocks writes'
    assert_finds_as_documented(CHECK, BAD, "statement 1", what)


@pytest.mark.parametrize(
    "safe",
    [
        statement("ALTER TABLE orders ADD CONSTRAINT c CHECK (price > 0) NOT VALID", locks=EXCLUSIVE),
        statement(
            "ALTER TABLE orders VALIDATE CONSTRAINT c",
            locks={"orders": LockMode.SHARE_UPDATE_EXCLUSIVE},
            scans=["orders"],
        ),
        statement("UPDATE orders SET price = 1", locks={"orders": LockMode.ROW_EXCLUSIVE}, scans=["orders"]),
    ],
)
def test_a_lock_without_a_scan_or_a_scan_without_a_lock_is_good(safe: Statement) -> None:
    assert_silent(CHECK, script(before=LIVE, statements=[safe]))


def test_a_small_table_may_be_scanned() -> None:
    assert_silent(CHECK, script(before=LIVE, statements=[SET_NOT_NULL], rows={"orders": 100}))


def test_index_builds_and_rewrites_are_reported_elsewhere() -> None:
    build = statement("CREATE INDEX ON orders (price)", locks={"orders": LockMode.SHARE}, scans=["orders"])
    rewrite = statement("VACUUM FULL orders", locks=EXCLUSIVE, scans=["orders"], rewrites=["orders"])
    assert_silent(CHECK, script(before=LIVE, statements=[build, rewrite]))


def test_a_guard_is_judged_by_what_it_declares() -> None:
    guarded = statement("DO $dbd$ BEGIN EXECUTE format('x'); END $dbd$", locks=EXCLUSIVE, scans=["orders"])
    assert places(CHECK, script(before=LIVE, statements=[guarded], direction="rollback")) == ["statement 1"]
