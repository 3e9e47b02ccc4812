"""Others hold a table: the runner waits its turn, names them, and never holds anybody up for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest

from conftest import Database
from database_developer.errors import LockNotObtained, StatementFailed
from database_developer.postgres.activity import replica_lag
from database_developer.postgres.session import Session
from database_developer.running.migrating import migrate, resume
from database_developer.running.status import status
from database_developer.running.telling import Point
from support.running import OPTIONS, QUICK, AtPoint, Heard, rows, run_sql, scripts, value

ADD = {"1_a.up.sql": "BEGIN;\nINSERT INTO log VALUES (1);\nALTER TABLE t ADD b int;\nCOMMIT;"}
BUILD = {"1_a.up.sql": "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);"}
IMPATIENT = replace(OPTIONS, limits=replace(QUICK, lock=0.2, lock_total=1.0))


@pytest.fixture
def url(database: Database) -> str:
    run_sql(database.url, "CREATE TABLE t (a int)", "CREATE TABLE log (a int)", "INSERT INTO t VALUES (1), (2)")
    return database.url


@contextmanager
def reader(url: str) -> Iterator[psycopg.Connection[object]]:
    """Somebody who has read the table and left the transaction open."""
    with psycopg.connect(url, application_name="a report") as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # so that an index build minds it too
        connection.execute("SELECT *\nFROM t")
        yield connection


def test_a_long_reader_is_named_and_waited_for(url: str) -> None:
    with reader(url) as connection:
        heard = Heard()
        heard.on_wait = lambda: connection.rollback() if len(heard.waits) == 2 else None
        pid = connection.info.backend_pid
        migrate(url, scripts(ADD), OPTIONS, heard)
    blocker = heard.waits[0][0]
    assert (blocker.application, blocker.state, blocker.first_line) == ("a report", "idle in transaction", "SELECT *")
    assert blocker.pid == pid
    assert "idle in transaction since" in str(blocker)
    assert rows(url, "SELECT a FROM log") == [(1,)], "what the tries before did was taken back"
    assert value(url, "SELECT attempts FROM dbd.statements WHERE number = 2") == 3


def test_in_the_end_it_gives_up_and_can_be_resumed(url: str) -> None:
    with reader(url) as connection:
        with pytest.raises(LockNotObtained, match=rf"blocked by pid {connection.info.backend_pid} .*a report"):
            migrate(url, scripts(ADD), IMPATIENT)
        (left,) = status(url, scripts(ADD)).unfinished
        assert (left.done, "blocked by" in left.why) == (0, True)
    resume(url, scripts(ADD), OPTIONS)
    assert rows(url, "SELECT a FROM log") == [(1,)]


def test_nobody_queues_behind_it_for_longer_than_one_try(url: str) -> None:
    """A second reader gets through while the runner keeps trying."""
    with reader(url):
        waited: list[float] = []
        heard = Heard()

        def read() -> None:
            started = time.monotonic()
            rows(url, "SELECT a FROM t")
            waited.append(time.monotonic() - started)

        heard.on_wait = read
        with pytest.raises(LockNotObtained):
            migrate(url, scripts(ADD), IMPATIENT, heard)
    assert waited, "readers passed between the tries"


def test_a_deadlock_is_tried_again(url: str) -> None:
    """Two transactions take two tables in opposite order; ours is the one that the server ends."""
    both = {"1_a.up.sql": "BEGIN;\nLOCK TABLE log;\nALTER TABLE t ADD b int;\nCOMMIT;"}
    patient = replace(OPTIONS, limits=replace(QUICK, lock=5.0))
    with psycopg.connect(url) as other:
        other.execute("SET deadlock_timeout = '1min'")
        other.execute("LOCK TABLE t")
        thread = threading.Thread(target=lambda: (other.execute("LOCK TABLE log"), other.rollback()))

        def cross(_: object) -> None:
            thread.start()
            while not value(url, "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'log'::regclass"):
                time.sleep(0.01)

        heard = Heard()
        migrate(url, scripts(both), patient, heard, observer=AtPoint(Point.AFTER_STATEMENT, cross, number=1))
        thread.join()
    assert value(url, "SELECT count(*) FROM information_schema.columns WHERE table_name = 't'") == 2
    assert value(url, "SELECT attempts FROM dbd.statements WHERE number = 2") > 1


def test_what_holds_everybody_up_for_too_long_is_cancelled(url: str) -> None:
    for text in (
        "BEGIN;\nALTER TABLE t ADD b int;\nSELECT pg_sleep(20);\nCOMMIT;",
        "DO $$ BEGIN EXECUTE 'ALTER TABLE t ADD b int'; PERFORM pg_sleep(20); END $$;",
        "BEGIN;\nSELECT 1;\nALTER TABLE t ALTER a TYPE text USING pg_sleep(10)::text;\nCOMMIT;",
    ):
        run_sql(url, "DROP SCHEMA IF EXISTS dbd CASCADE")
        quick = replace(OPTIONS, limits=replace(QUICK, hold=0.5))
        with pytest.raises(StatementFailed, match=r"held up everybody else for longer than 0.5 s") as caught:
            migrate(url, scripts({"1_a.up.sql": text}), quick)
        assert "--hold-limit" in caught.value.hint
    assert value(url, "SELECT count(*) FROM information_schema.columns WHERE table_name = 't'") == 1


def test_what_holds_nobody_up_may_take_its_time(url: str) -> None:
    run_sql(url, "ALTER TABLE t ADD CONSTRAINT c CHECK (pg_sleep(0.6) IS NOT NULL) NOT VALID")
    quick = replace(OPTIONS, limits=replace(QUICK, hold=0.3))
    text = "ALTER TABLE t VALIDATE CONSTRAINT c;\nBEGIN;\nCREATE TABLE n (a int);\nSELECT pg_sleep(0.6);\nCOMMIT;"
    migrate(url, scripts({"1_a.up.sql": text}), quick)
    assert value(url, "SELECT convalidated FROM pg_constraint WHERE conname = 'c'")


def test_an_index_build_waits_longer_for_others_than_a_lock_that_holds_them_up(url: str) -> None:
    with reader(url) as connection:
        heard = Heard()
        heard.on_wait = connection.rollback
        migrate(url, scripts(BUILD), OPTIONS, heard)
    assert heard.waits[0][0].application == "a report"
    assert value(url, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass")


def test_an_index_build_that_gives_up_leaves_what_the_next_one_clears_away(url: str) -> None:
    with reader(url), pytest.raises(LockNotObtained, match="a report"):
        migrate(url, scripts(BUILD), IMPATIENT)
    resume(url, scripts(BUILD), OPTIONS)
    assert value(url, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass")


def test_a_server_without_replicas_has_no_lag(url: str) -> None:
    with Session.open(url) as session:
        assert replica_lag(session) == 0.0


def test_the_runners_own_lock_timeout_rules(url: str) -> None:
    text = "SET lock_timeout = '1h';\nBEGIN;\nSET LOCAL lock_timeout = '1h';\nALTER TABLE t ADD b int;\nCOMMIT;"
    with reader(url), pytest.raises(LockNotObtained):
        migrate(url, scripts({"1_a.up.sql": text}), IMPATIENT)
