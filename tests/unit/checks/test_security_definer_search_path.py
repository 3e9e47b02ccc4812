"""security-definer-search-path: a function with its owner's rights that finds names as the caller likes."""

from __future__ import annotations

from database_developer.proof.checks.security_definer_search_path import CHECK
from support.checks import assert_finds_as_documented, assert_silent, function, schema, script

BAD = script(after=schema(function("close_day", language="plpgsql", security_definer=True)))


def test_a_definer_without_a_search_path_is_found() -> None:
    what = "\"close_day()\" runs with its owner's rights under the caller's search_path"
    assert_finds_as_documented(CHECK, BAD, "function close_day()", what)


def test_a_definer_with_a_search_path_is_good() -> None:
    settings = ("work_mem=64MB", "search_path=pg_catalog, pg_temp")
    assert_silent(CHECK, script(after=schema(function("close_day", security_definer=True, settings=settings))))


def test_an_invoker_is_left_to_the_other_check() -> None:
    assert_silent(CHECK, script(after=schema(function("close_day"))))


def test_a_live_definer_is_left_alone() -> None:
    assert_silent(CHECK, script(before=BAD.after, after=BAD.after))
