"""Names and notes of what is set aside."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from database_developer.model.aside import (
    Note,
    column_name,
    is_hidden_column,
    is_hidden_namespace,
    namespace_for,
    note_head,
    read_note,
)
from database_developer.model.names import QualifiedName

NAMES = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), min_size=1, max_size=63)
ROOM_FOR_A_NUMBER = 4


@given(name=NAMES, schema=NAMES)
def test_every_hidden_name_fits_and_is_hidden(name: str, schema: str) -> None:
    column, namespace = column_name(name), namespace_for(QualifiedName(schema, name))
    assert is_hidden_column(column)
    assert is_hidden_namespace(namespace)
    assert max(len(it.encode()) for it in (column, namespace)) <= 63 - ROOM_FOR_A_NUMBER


def test_plain_names_stay_readable() -> None:
    assert column_name("email") == "dbd_aside_email"
    assert namespace_for(QualifiedName("public", "users")) == "dbd_aside_users"
    assert namespace_for(QualifiedName("billing", "users")) == "dbd_aside_billing_users"


def test_long_names_that_differ_at_the_end_stay_apart() -> None:
    assert column_name("x" * 62 + "a") != column_name("x" * 62 + "b")


def test_the_journal_is_hidden_and_what_only_sounds_like_it_is_not() -> None:
    assert is_hidden_namespace("dbd")
    assert not is_hidden_namespace("dbdata")
    assert not is_hidden_column("aside_email")


@given(place=st.lists(NAMES, min_size=2, max_size=3))
def test_a_note_is_read_as_it_was_written(place: list[str]) -> None:
    dates = '"since": "2026-01-02T03:04:05.000006Z", "expires": "2026-02-01T03:04:05.000006Z"}'
    assert read_note(note_head(tuple(place)) + dates) == Note(
        of=tuple(place),
        since=datetime(2026, 1, 2, 3, 4, 5, 6, UTC),
        expires=datetime(2026, 2, 1, 3, 4, 5, 6, UTC),
    )


@pytest.mark.parametrize("text", [None, "", "for the old shop", "[]", '"x"', '{"dbd": "aside", "of": ["a"]}', "3"])
def test_other_comments_are_no_notes(text: str | None) -> None:
    assert read_note(text) is None
