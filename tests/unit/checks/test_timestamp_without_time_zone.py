"""timestamp-without-time-zone: a moment that does not say where."""

from __future__ import annotations

from database_developer.proof.checks.timestamp_without_time_zone import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, places, schema, script, table

PLAIN, ZONED = "timestamp without time zone", "timestamp with time zone"
NEW = table("orders", column("placed_at", PLAIN))
BAD = script(after=schema(NEW))


def test_a_moment_without_a_time_zone_is_found() -> None:
    what = 'column "placed_at" is a timestamp without time zone'
    assert_finds_as_documented(CHECK, BAD, "column orders.placed_at", what)


def test_a_moment_with_a_time_zone_is_good() -> None:
    assert_silent(CHECK, script(after=schema(table("orders", column("placed_at", "timestamp(3) with time zone")))))


def test_a_precision_does_not_hide_it() -> None:
    after = schema(table("orders", column("placed_at", "timestamp(3) without time zone")))
    assert places(CHECK, script(after=after)) == ["column orders.placed_at"]


def test_the_custom_of_all_live_tables_is_followed() -> None:
    live = table("users", column("created_at", PLAIN))
    assert_silent(CHECK, script(before=schema(live), after=schema(live, NEW)))


def test_a_mixed_custom_is_none() -> None:
    live = table("users", column("created_at", PLAIN), column("seen_at", ZONED))
    assert places(CHECK, script(before=schema(live), after=schema(live, NEW))) == ["column orders.placed_at"]
