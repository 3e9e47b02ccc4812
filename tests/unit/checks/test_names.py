"""Names are matched word by word."""

from __future__ import annotations

import pytest

from database_developer.proof.checks.names import says_any, stem_and_number, words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("api_key", ("api", "key")),
        ("apiKey", ("api", "key")),
        ("APIKey", ("api", "key")),
        ("Phone Number2", ("phone", "number", "2")),
        ("userID", ("user", "id")),
        ("größe_in_cm", ("größe", "in", "cm")),
        ("__", ()),
    ],
)
def test_a_name_is_split_into_words(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("name", "says"),
    [("refresh_token", True), ("tokens", True), ("tokenizer_version", False), ("myApiKeys", True), ("key_api", False)],
)
def test_whole_words_are_matched_in_the_singular(name: str, says: bool) -> None:
    assert says_any(name, {"token", "api_key"}) is says


@pytest.mark.parametrize(
    ("name", "found"), [("phone2", ("phone", 2)), ("home_phone_10", ("home_phone", 10)), ("phone", None), ("2", None)]
)
def test_a_number_at_the_end_is_told_from_what_it_counts(name: str, found: tuple[str, int] | None) -> None:
    assert stem_and_number(name) == found
