"""What the test's own spelling of names does to SQL, and what it leaves alone."""

from __future__ import annotations

import pglast
import pytest

from support.awkward import AWKWARD, SCHEMA, AwkwardNames

DEFINED = (
    "CREATE SEQUENCE numbers",
    "CREATE TABLE notes (id serial PRIMARY KEY, text text, value numeric, half double precision)",
    "CREATE FUNCTION total(a integer) RETURNS bigint LANGUAGE sql AS $$SELECT count(*) FROM notes WHERE id < a$$",
)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def awkward(name: str) -> str:
    return quoted(name + AWKWARD)


@pytest.mark.parametrize(
    ("plain", "moved"),
    [
        ("SELECT text::text FROM notes", "SELECT {text}::text FROM {notes}"),
        (
            "CREATE TABLE notes (text text, half double precision)",
            "CREATE TABLE {notes} ({text} text, {half} double precision)",
        ),
        ("SELECT total(1), length(text) FROM public.notes", "SELECT {total}(1), length({text}) FROM {public}.{notes}"),
        ("SELECT 'notes' AS \"Value\" FROM notes", "SELECT 'notes' AS \"Value\" FROM {notes}"),
        (
            "ALTER TABLE notes RENAME CONSTRAINT notes_pkey TO total",
            "ALTER TABLE {notes} RENAME CONSTRAINT {pkey} TO {total}",
        ),
        ("GRANT SELECT ON notes TO PUBLIC", "GRANT SELECT ON {notes} TO PUBLIC"),
    ],
)
def test_names_of_the_users_are_renamed_and_no_others(plain: str, moved: str) -> None:
    names = {name: awkward(name) for name in ("notes", "text", "half", "total")}
    wanted = moved.format(**names, public=quoted(SCHEMA), pkey=quoted(f"notes{AWKWARD}_pkey"))
    assert AwkwardNames(DEFINED).statement(plain) == wanted


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE FUNCTION total(a integer) RETURNS bigint LANGUAGE sql AS $$SELECT count(*) FROM notes WHERE id < a$$",
        "CREATE TABLE more (id bigint DEFAULT nextval('numbers'))",
        "DO $$BEGIN DELETE FROM notes WHERE value > 1; END$$",
    ],
)
def test_names_within_bodies_and_texts_are_renamed_too(sql: str) -> None:
    moved = AwkwardNames(DEFINED).statement(sql)
    pglast.parse_sql(moved)
    strings = [moved[token.start : token.end + 1] for token in pglast.scan(moved) if token.name == "SCONST"]
    assert AWKWARD.replace('"', '""').replace("'", "''") in strings[0]
