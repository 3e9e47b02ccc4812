"""exhaustible-key: a surrogate key that will run out of numbers."""

from __future__ import annotations

import pytest

from database_developer.model.schema import Identity
from database_developer.proof.checks.exhaustible_key import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, key, places, schema, script, table

NUMBERED = Identity(always=True)
EVENTS = table("events", column("id", "integer", identity=NUMBERED), key("id"))
BAD = script(after=schema(EVENTS), rows={"events": 900_000_000})


def test_a_key_that_runs_out_is_found() -> None:
    what = 'key "id" is integer, and 900,000,000 rows are expected in "events"'
    assert_finds_as_documented(CHECK, BAD, "column events.id", what)


@pytest.mark.parametrize(("type", "rows"), [("integer", 1_000_000), ("bigint", 10**12), ("smallint", 8_000)])
def test_a_key_with_room_is_good(type: str, rows: int) -> None:
    events = table("events", column("id", type, identity=NUMBERED), key("id"))
    assert_silent(CHECK, script(after=schema(events), rows={"events": rows}))


def test_a_smallint_runs_out_early() -> None:
    events = table("events", column("id", "smallint", identity=NUMBERED), key("id"))
    assert places(CHECK, script(after=schema(events), rows={"events": 9_000})) == ["column events.id"]


def test_nothing_is_claimed_without_an_estimate() -> None:
    assert_silent(CHECK, script(after=schema(EVENTS)))


def test_a_natural_key_is_not_numbered() -> None:
    events = table("events", column("id", "integer"), key("id"))
    assert_silent(CHECK, script(after=schema(events), rows={"events": 900_000_000}))
