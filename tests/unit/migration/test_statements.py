"""A file of SQL is cut into its statements."""

from __future__ import annotations

import pytest

from database_developer.errors import SchemaUnreadable
from database_developer.migration.formats.statements import split


def test_comments_bodies_and_strange_characters_do_not_confuse_it() -> None:
    text = (
        "\ufeff\\restrict abc\n-- first; one\nSELECT 'é;';\n/* ; */ DO $$ BEGIN PERFORM 1; END $$;\n\\unrestrict abc\n"
    )
    assert split(text) == ("SELECT 'é;'", "DO $$ BEGIN PERFORM 1; END $$")


def test_an_empty_file_has_no_statements() -> None:
    assert split("-- nothing\n") == ()


def test_a_syntax_error_names_file_and_line() -> None:
    with pytest.raises(SchemaUnreadable) as caught:
        split("SELECT 'é';\nSELECT 1;\nSELEC 2;", origin="base.up.sql")
    assert caught.value.where == "base.up.sql:3"
    assert "SELEC" in caught.value.what
