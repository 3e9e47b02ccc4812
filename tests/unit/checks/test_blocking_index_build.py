"""blocking-index-build: an index built while writers wait."""

from __future__ import annotations

import pytest

from database_developer.model.migration import LockMode, Statement
from database_developer.model.schema import View
from database_developer.proof.checks.blocking_index_build import CHECK
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

LIVE = schema(table("orders", column("user_id")))
SHARE = {"orders": LockMode.SHARE}
EXCLUSIVE = {"orders": LockMode.ACCESS_EXCLUSIVE}
BUILD = statement("CREATE INDEX orders_user ON orders (user_id)", locks=SHARE, scans=["orders"])
BAD = script(before=LIVE, statements=[BUILD])


def test_an_index_built_under_a_lock_that_blocks_writes_is_found() -> None:
    what = 'an index is built while "orders" is under ShareLock, which blocks writes'
    assert_finds_as_documented(CHECK, BAD, "statement 1", what)


@pytest.mark.parametrize(
    "build",
    [
        "ALTER TABLE orders ADD UNIQUE (user_id)",
        "ALTER TABLE orders ADD COLUMN code text PRIMARY KEY",
        "ALTER TABLE orders ADD EXCLUDE USING gist (user_id WITH =)",
        "REINDEX TABLE orders",
        "REINDEX INDEX orders_user",
        "DO $dbd$ BEGIN IF true THEN CREATE INDEX orders_user ON public.orders (user_id); END IF; END $dbd$",
    ],
)
def test_other_ways_to_build_one_are_found(build: str) -> None:
    assert places(CHECK, script(before=LIVE, statements=[statement(build, locks=EXCLUSIVE)])) == ["statement 1"]


@pytest.mark.parametrize(
    "built",
    [
        statement(
            "CREATE INDEX CONCURRENTLY orders_user ON orders (user_id)",
            locks={"orders": LockMode.SHARE_UPDATE_EXCLUSIVE},
            scans=["orders"],
        ),
        statement("ALTER TABLE orders ADD CONSTRAINT one UNIQUE USING INDEX orders_user", locks=EXCLUSIVE),
        statement("CREATE INDEX orders_user ON ONLY orders (user_id)", locks=SHARE),
        statement("REINDEX INDEX CONCURRENTLY orders_user", locks={"orders": LockMode.SHARE_UPDATE_EXCLUSIVE}),
    ],
)
def test_the_safe_forms_are_good(built: Statement) -> None:
    assert_silent(CHECK, script(before=LIVE, statements=[built]))


def test_a_small_table_and_a_new_one_may_be_indexed_plainly() -> None:
    assert_silent(CHECK, script(before=LIVE, statements=[BUILD], rows={"orders": 9_999}))
    assert_silent(CHECK, script(after=LIVE, statements=[BUILD]))
    assert places(CHECK, script(before=LIVE, statements=[BUILD], rows={"orders": 10_000})) == ["statement 1"]


def test_the_rollback_is_looked_at_too() -> None:
    assert places(CHECK, script(before=LIVE, statements=[BUILD], direction="rollback")) == ["statement 1"]


def test_a_table_is_still_large_under_its_new_name() -> None:
    renamed = statement("ALTER TABLE orders RENAME TO purchases")
    build = statement("CREATE INDEX ON purchases (user_id)", locks={"purchases": LockMode.SHARE})
    after = schema(table("purchases", column("user_id")))
    assert places(CHECK, script(before=LIVE, after=after, statements=[renamed, build])) == ["statement 2"]


def test_a_materialized_view_counts_as_a_table() -> None:
    totals = schema(View(name=name("totals"), definition="SELECT 1", materialized=True))
    build = statement("CREATE INDEX ON totals (day)", locks={"totals": LockMode.SHARE})
    assert places(CHECK, script(before=totals, statements=[build])) == ["statement 1"]
