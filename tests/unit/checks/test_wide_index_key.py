"""wide-index-key: an index entry that may grow past what a page can hold."""

from __future__ import annotations

import pytest

from database_developer.model.schema import Domain, IndexKey
from database_developer.proof.checks.wide_index_key import CHECK
from support.checks import (
    assert_finds_as_documented,
    assert_silent,
    check,
    column,
    index,
    name,
    places,
    schema,
    script,
    table,
    unique,
)

BY_URL = index("pages_url", "url")
BAD = script(after=schema(table("pages", column("url", "text"), BY_URL)))


def test_a_text_without_a_limit_is_found() -> None:
    what = 'index "pages_url" refuses rows whose "url" is longer than 2704 bytes'
    assert_finds_as_documented(CHECK, BAD, "index pages.pages_url", what)


@pytest.mark.parametrize("type", ["character varying(200)", "uuid", "bigint"])
def test_a_short_type_is_good(type: str) -> None:
    assert_silent(CHECK, script(after=schema(table("pages", column("url", type), BY_URL))))


@pytest.mark.parametrize("type", ["jsonb", "character varying", "character varying(5000)", "text[]"])
def test_other_long_types_are_found(type: str) -> None:
    assert places(CHECK, script(after=schema(table("pages", column("url", type), BY_URL)))) == ["index pages.pages_url"]


def test_a_check_on_the_length_or_the_values_is_a_limit() -> None:
    for rule in ("char_length(url) <= 200", "url = ANY (ARRAY['a'::text, 'b'::text])"):
        assert_silent(CHECK, script(after=schema(table("pages", column("url"), BY_URL, check(rule, "url")))))


def test_a_domain_may_limit_the_length() -> None:
    link = Domain(name=name("link"), type="text", constraints=(check("length(VALUE) < 99"),))
    assert_silent(CHECK, script(after=schema(link, table("pages", column("url", "public.link"), BY_URL))))


def test_a_hash_of_it_and_a_gin_index_are_good() -> None:
    hashed = index("hashed", IndexKey(text="md5(url)", is_expression=True))
    found = index("found", "url", method="gin")
    assert_silent(CHECK, script(after=schema(table("pages", column("url"), hashed, found))))


def test_the_index_of_a_constraint_is_found() -> None:
    assert places(CHECK, script(after=schema(table("pages", column("url"), unique("url"))))) == [
        "constraint pages.the_key"
    ]
