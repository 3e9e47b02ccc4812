"""The names that the server chooses by itself, against those that it really chose."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from psycopg import sql

from database_developer.model.names import shortened
from database_developer.postgres.catalog.naming import PlainNames, usual_name
from database_developer.postgres.server import Run

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
NAMES = st.text(LETTERS, min_size=1, max_size=63).map(shortened).filter(bool)


@pytest.fixture(scope="module")
def connection(run: Run) -> Iterator[psycopg.Connection]:
    with run.shadow("naming") as shadow, psycopg.connect(shadow.url) as connection:
        yield connection


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(table=NAMES, column=NAMES)
@example(table="t" * 63, column="c" * 63)
@example(table="t" * 62, column="c" * 30)
@example(table="ä" * 31, column="ö" * 31)
@example(table="t" * 10, column="€" * 21)
def test_a_serial_columns_sequence(connection: psycopg.Connection, table: str, column: str) -> None:
    statement = sql.SQL("CREATE TABLE {} ({} serial)").format(sql.Identifier(table), sql.Identifier(column))
    with connection.transaction(force_rollback=True):
        connection.execute(statement)
        found = connection.execute("SELECT relname FROM pg_class WHERE relkind = 'S'").fetchone()
    expected = usual_name(table, column, "seq")
    assert found == (expected,) or table == expected  # that name was taken by the table itself


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(table=NAMES, column=NAMES)
@example(table="t" * 63, column="c" * 63)
@example(table="t" * 62, column="c" * 30)
@example(table="ä" * 31, column="ö" * 31)
@example(table="t" * 10, column="€" * 21)
def test_a_not_null_constraint(connection: psycopg.Connection, table: str, column: str) -> None:
    statement = sql.SQL("CREATE TABLE {} ({} int NOT NULL)").format(sql.Identifier(table), sql.Identifier(column))
    with connection.transaction(force_rollback=True):
        connection.execute(statement)
        found = connection.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'n' AND conrelid >= 16384"
        ).fetchone()
    assert found == (usual_name(table, column, "not_null"),)


def test_a_domains_not_null_constraint_names_no_column() -> None:
    assert usual_name("d" * 63, "", "not_null") == "d" * 54 + "_not_null"


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.one_of(NAMES, st.from_regex("[a-z_0-9A-Z$]{1,8}", fullmatch=True)))
def test_names_that_need_no_quotes(connection: psycopg.Connection, name: str) -> None:
    keywords = connection.execute("SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'").fetchall()
    quoted = connection.execute("SELECT quote_ident(%s)", [name]).fetchone()
    assert PlainNames(word for (word,) in keywords).is_plain(name) == (quoted == (name,))


@pytest.mark.parametrize("word", ["select", "user", "between", "value", "name", "order", "type"])
def test_keywords(connection: psycopg.Connection, word: str) -> None:
    keywords = connection.execute("SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'").fetchall()
    quoted = connection.execute("SELECT quote_ident(%s)", [word]).fetchone()
    assert PlainNames(each for (each,) in keywords).is_plain(word) == (quoted == (word,))
