"""untrusted-extension: an extension that opens a way out of the database."""

from __future__ import annotations

import pytest

from database_developer.model.schema import Extension
from database_developer.proof.checks.untrusted_extension import CHECK
from support.checks import assert_finds_as_documented, assert_silent, places, schema, script


def extension(title: str) -> Extension:
    return Extension(name=title, schema="public", version="1.0")


BAD = script(after=schema(extension("dblink")))


def test_an_extension_that_leads_elsewhere_is_found() -> None:
    what = 'extension "dblink" opens connections from the server to elsewhere'
    assert_finds_as_documented(CHECK, BAD, "extension dblink", what)


@pytest.mark.parametrize("title", ["plpython3u", "file_fdw", "adminpack"])
def test_others_are_found(title: str) -> None:
    assert places(CHECK, script(after=schema(extension(title)))) == [f"extension {title}"]


@pytest.mark.parametrize("title", ["pg_trgm", "btree_gist", "vector"])
def test_an_extension_that_stays_inside_is_good(title: str) -> None:
    assert_silent(CHECK, script(after=schema(extension(title))))


def test_a_live_extension_is_left_alone() -> None:
    assert_silent(CHECK, script(before=BAD.after, after=BAD.after))
