"""plaintext-secret: a secret that everybody who can read the table can use."""

from __future__ import annotations

import pytest

from database_developer.proof.checks.plaintext_secret import CHECK
from support.checks import assert_finds_as_documented, assert_silent, column, places, schema, script, statement, table

BAD = script(after=schema(table("users", column("password", "text"))))


def test_a_password_in_plain_text_is_found() -> None:
    assert_finds_as_documented(CHECK, BAD, "column users.password", 'column "password" keeps a secret in plain text')


@pytest.mark.parametrize(
    ("title", "type"),
    [
        ("userPassword", "character varying(80)"),
        ("refresh_token", "text"),
        ("api_key", "text"),
        ("passphrase", "extensions.citext"),
        ("privateKeys", "text[]"),
        ("card_cvv", "smallint"),
        ("pin", "integer"),
    ],
)
def test_other_secrets_are_found(title: str, type: str) -> None:
    assert places(CHECK, script(after=schema(table("users", column(title, type))))) == [f"column users.{title}"]


@pytest.mark.parametrize(
    ("title", "type"),
    [
        ("password_hash", "text"),
        ("token_digest", "text"),
        ("secret_encrypted", "text"),
        ("api_key_id", "text"),
        ("token_expires_at", "timestamp with time zone"),
        ("tokenizer_version", "text"),
        ("token_count", "integer"),
        ("is_secret", "boolean"),
        ("spinning", "text"),
        ("email", "text"),
    ],
)
def test_what_is_no_secret_is_good(title: str, type: str) -> None:
    assert_silent(CHECK, script(after=schema(table("users", column(title, type)))))


def test_a_live_secret_is_left_alone_also_under_a_new_name() -> None:
    before = schema(table("users", column("passwd", "text")))
    renamed = statement("ALTER TABLE users RENAME COLUMN passwd TO password")
    assert_silent(CHECK, script(before=before, after=BAD.after, statements=[renamed]))
