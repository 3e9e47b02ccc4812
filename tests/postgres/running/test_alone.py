"""Statements outside a transaction: what they leave behind is seen in the catalog, cleared away, or finished."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest

from conftest import Database
from database_developer.errors import HistoryBroken, StatementFailed
from database_developer.running.migrating import migrate, resume
from database_developer.running.options import Unknown
from database_developer.running.status import status
from database_developer.running.telling import Point
from support.running import OPTIONS, AtPoint, Crash, rows, run_sql, scripts, value

VALID = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"
BUILD = {"1_a.up.sql": "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);"}


@pytest.fixture
def url(database: Database) -> str:
    run_sql(database.url, "CREATE TABLE t (a int, b text)", "INSERT INTO t VALUES (1, 'x'), (2, 'y')")
    return database.url


def crash(_: object) -> None:
    raise Crash


def make_invalid(url: str, sql: str) -> None:
    """An index build that fails, as it would be left by psql."""
    run_sql(url, "INSERT INTO t VALUES (1, 'again')")
    with pytest.raises(psycopg.errors.UniqueViolation):
        run_sql(url, sql)
    run_sql(url, "DELETE FROM t WHERE b = 'again'")


def test_values_that_clash_are_named_and_no_invalid_index_stays(url: str) -> None:
    run_sql(url, "INSERT INTO t VALUES (2, 'again')")
    with pytest.raises(StatementFailed, match=r"Key \(a\)=\(2\) is duplicated") as caught:
        migrate(url, scripts(BUILD), OPTIONS)
    assert caught.value.where.startswith("1_a.up.sql:1")
    assert value(url, "SELECT to_regclass('i')") is None
    run_sql(url, "DELETE FROM t WHERE b = 'again'")
    resume(url, scripts(BUILD), OPTIONS)
    assert value(url, VALID)


@pytest.mark.parametrize("clause", ["", "IF NOT EXISTS "])
def test_an_invalid_index_that_somebody_left_is_built_anew(url: str, clause: str) -> None:
    build = f"CREATE UNIQUE INDEX CONCURRENTLY {clause}i ON t (a)"
    make_invalid(url, build)
    assert value(url, VALID) is False
    migrate(url, scripts({"1_a.up.sql": f"{build};"}), OPTIONS)
    assert value(url, VALID)


def test_an_index_that_was_there_before_is_not_taken_for_ours(url: str) -> None:
    run_sql(url, "CREATE INDEX i ON t (b)")
    with pytest.raises(Crash):
        migrate(url, scripts(BUILD), OPTIONS, observer=AtPoint(Point.STARTED, crash))
    with pytest.raises(StatementFailed, match='"i" already exists'):
        resume(url, scripts(BUILD), OPTIONS)


def test_an_index_that_was_built_before_the_crash_is_not_built_again(url: str) -> None:
    with pytest.raises(Crash):
        migrate(url, scripts(BUILD), OPTIONS, observer=AtPoint(Point.AFTER_STATEMENT, crash))
    oid = value(url, "SELECT 'i'::regclass::oid")
    resume(url, scripts(BUILD), OPTIONS)
    assert value(url, "SELECT 'i'::regclass::oid") == oid


def test_a_reindex_that_was_cut_short_leaves_nothing(url: str) -> None:
    run_sql(url, "CREATE INDEX i ON t (a)")
    files = {"1_a.up.sql": "REINDEX TABLE CONCURRENTLY t;"}
    with pytest.raises(Crash):
        migrate(url, scripts(files), OPTIONS, observer=AtPoint(Point.STARTED, crash))
    # What an interrupted REINDEX leaves: an invalid copy with this ending.
    make_invalid(url, "CREATE UNIQUE INDEX CONCURRENTLY i_ccnew ON t (a)")
    resume(url, scripts(files), OPTIONS)
    assert rows(url, "SELECT indexrelid::regclass::text, indisvalid FROM pg_index WHERE indrelid = 't'::regclass") == [
        ("i", True)
    ]


def test_a_vacuum_is_simply_run_again(url: str) -> None:
    files = {"1_a.up.sql": "VACUUM t;"}
    with pytest.raises(Crash):
        migrate(url, scripts(files), OPTIONS, observer=AtPoint(Point.STARTED, crash))
    resume(url, scripts(files), OPTIONS)
    assert status(url, scripts(files)).is_sound


@pytest.mark.parametrize(("decision", "runs"), [(Unknown.SKIP, 1), (Unknown.REPEAT, 2)])
def test_what_nobody_can_tell_is_asked(url: str, decision: Unknown, runs: int) -> None:
    run_sql(url, "CREATE PROCEDURE p() LANGUAGE sql AS $$ INSERT INTO t VALUES (9) $$")
    files = {"1_a.up.sql": "CALL p();"}
    with pytest.raises(Crash):
        migrate(url, scripts(files), OPTIONS, observer=AtPoint(Point.AFTER_STATEMENT, crash))
    with pytest.raises(HistoryBroken, match="nobody can tell whether it was done") as caught:
        resume(url, scripts(files), OPTIONS)
    assert "--skip-unknown" in caught.value.hint
    resume(url, scripts(files), replace(OPTIONS, unknown=decision))
    assert value(url, "SELECT count(*) FROM t WHERE a = 9") == runs
    assert status(url, scripts(files)).is_sound


def test_a_detachment_that_was_begun_is_finished(url: str) -> None:
    run_sql(
        url,
        "CREATE TABLE events (at int) PARTITION BY RANGE (at)",
        "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (2)",
    )
    files = {"1_a.up.sql": "ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;"}
    with psycopg.connect(url) as reader, psycopg.connect(url, autocommit=True) as other:
        reader.execute("SELECT * FROM events")
        other.execute("SET lock_timeout = '300ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY")
    assert rows(url, "SELECT inhdetachpending FROM pg_inherits WHERE inhrelid = 'events_1'::regclass") == [(True,)]
    migrate(url, scripts(files), OPTIONS)
    assert rows(url, "SELECT inhdetachpending FROM pg_inherits WHERE inhrelid = 'events_1'::regclass") == []
