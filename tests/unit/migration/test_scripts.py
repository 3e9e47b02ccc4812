"""Migration files are read back as what a runner has to run, and refused where no runner could resume them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from database_developer.errors import HistoryBroken, SchemaUnreadable, StatementRefused
from database_developer.migration.formats import backfills
from database_developer.migration.formats.plain_sql import write
from database_developer.migration.formats.scripts import read
from database_developer.model.migration import RANGE, Batches, Migration, Phase
from database_developer.model.names import QualifiedName
from database_developer.model.schema import EMPTY
from database_developer.model.script import Script, Written

FILL = Batches(
    table=QualifiedName("public", "users"),
    update=f"UPDATE users AS t SET handle = lower(t.name) WHERE {RANGE} AND t.handle IS NULL",
    key=(("id", "bigint"),),
)


def up(text: str) -> Script:
    (script,) = read({"1_one.up.sql": text})
    return script


def only(text: str) -> Written:
    (statement,) = up(text).up.statements
    return statement


def blocks(text: str) -> list[tuple[list[int], bool]]:
    return [([one.number for one in block.statements], block.in_transaction) for block in up(text).up.blocks]


def test_versions_are_numbers_and_order_the_scripts() -> None:
    files = {"10_c.sql": "", "9_b.up.sql": "", "9_b.down.sql": "SELECT 1", "002_a.sql": "", "README.md": "x"}
    found = read(files)
    assert [(it.version, it.name, it.down is not None) for it in found] == [
        ("002", "a", False),
        ("9", "b", True),
        ("10", "c", False),
    ]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"seed.sql": ""}, "does not begin with a version"),
        ({"1_a.down.sql": ""}, "takes back a migration that is not there"),
        ({"1_a.up.sql": "", "1_b.up.sql": ""}, "have the same version"),
        ({"1_a.sql": "", "1_a.up.sql": ""}, "have the same version"),
        ({"1_a.up.sql": "", "1_b.down.sql": ""}, "the same version and other names"),
    ],
)
def test_names_that_make_no_sense_together(files: dict[str, str], said: str) -> None:
    with pytest.raises(HistoryBroken, match=said):
        read(files)


def test_blocks_are_what_stands_between_begin_and_commit() -> None:
    text = "SELECT 1;\nBEGIN; SELECT 2; SELECT 3; COMMIT;\nVACUUM t;\nSTART TRANSACTION; COMMIT; SELECT ';COMMIT;'"
    assert blocks(text) == [([1], True), ([2, 3], True), ([4], False), ([5], True)]


def test_statements_know_their_lines() -> None:
    text = "\ufeff\\restrict abc\n-- é ü\n\nSELECT 1;\n/* BEGIN; */\nBEGIN;\n  SELECT\n 2;\nCOMMIT;"
    assert [(it.line, it.sql) for it in up(text).up.statements] == [(4, "SELECT 1"), (7, "SELECT\n 2")]


@pytest.mark.parametrize(
    ("sql", "field", "name"),
    [
        ('CREATE UNIQUE INDEX CONCURRENTLY "I" ON app.t (a)', "builds", ("app", "I")),
        ("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)", "builds", ("", "i")),
        ("DROP INDEX CONCURRENTLY IF EXISTS app.i", "drops", ("app", "i")),
        ("ALTER TABLE t DETACH PARTITION app.p CONCURRENTLY", "detaches", ("app", "p")),
        ("REINDEX INDEX CONCURRENTLY app.i", "rebuilds", ("app", "i")),
        ("REINDEX (CONCURRENTLY, VERBOSE) TABLE t", "rebuilds", ("", "t")),
    ],
)
def test_concurrently_is_recognised(sql: str, field: str, name: tuple[str, str]) -> None:
    assert getattr(only(sql), field) == QualifiedName(*name)
    assert blocks(sql) == [([1], False)]


@pytest.mark.parametrize(
    ("sql", "in_transaction"),
    [
        ("CREATE INDEX i ON t (a)", True),
        ("ALTER TABLE t DETACH PARTITION p FINALIZE", True),
        ("ANALYZE t", True),
        ("REFRESH MATERIALIZED VIEW CONCURRENTLY m", True),
        ("DO $$ BEGIN PERFORM 1; END $$", True),
        ("DO $$ BEGIN COMMIT; END $$", False),
        ("CALL p()", False),
        ("VACUUM FULL t", False),
        ("REINDEX SCHEMA public", False),
        ("ALTER SYSTEM SET work_mem = '4MB'", False),
    ],
)
def test_a_statement_by_itself_is_a_transaction_where_it_can_be(sql: str, in_transaction: bool) -> None:
    assert blocks(sql) == [([1], in_transaction)]


def test_a_backfill_is_read_back() -> None:
    assert only(backfills.spelled(FILL)).batches == FILL
    assert only(backfills.spelled(FILL).replace("LIMIT 10000", "LIMIT 9")).batches is None


@pytest.mark.parametrize(
    ("sql", "sets"),
    [
        ("SET search_path = app", "search_path"),
        ("SET SESSION AUTHORIZATION x", "session_authorization"),
        ("SET ROLE x", "role"),
        ("RESET ALL", "all"),
        ("SET LOCAL search_path = app", ""),
        ("SET LOCAL lock_timeout = 0", "lock_timeout"),
        ("SET TRANSACTION READ WRITE", ""),
        ("SELECT pg_catalog.set_config('search_path', '', false)", "search_path"),
        ("SELECT set_config('search_path', '', true)", ""),
        ("SELECT 1", ""),
    ],
)
def test_settings_of_the_session(sql: str, sets: str) -> None:
    assert only(sql).sets == sets


@pytest.mark.parametrize(
    ("sql", "holds"),
    [
        ("ALTER TABLE t ADD a int", True),
        ("ALTER TABLE t VALIDATE CONSTRAINT c", False),
        ("CREATE INDEX i ON t (a)", True),
        ("CREATE INDEX CONCURRENTLY i ON t (a)", False),
        ("DROP TABLE t", True),
        ("DROP FUNCTION f", False),
        ("UPDATE t SET a = 1", False),
        ("CREATE TABLE t (a int)", False),
    ],
)
def test_what_makes_writers_wait(sql: str, holds: bool) -> None:
    assert only(sql).holds_writers is holds


def test_nobody_waits_for_a_table_that_is_new() -> None:
    text = "BEGIN; CREATE TABLE app.n (a int); ALTER TABLE app.n ADD b int; ALTER TABLE n ADD b int; COMMIT"
    assert [it.holds_writers for it in up(text).up.statements] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("SELECT 1;\nROLLBACK;", "1_one.up.sql:2", "only BEGIN and COMMIT"),
        ("BEGIN;\nSAVEPOINT a;\nCOMMIT;", "1_one.up.sql:2", "only BEGIN and COMMIT"),
        ("BEGIN;\nCOMMIT AND CHAIN;", "1_one.up.sql:2", "only BEGIN and COMMIT"),
        ("BEGIN ISOLATION LEVEL SERIALIZABLE;\nCOMMIT;", "1_one.up.sql:1", "BEGIN has options"),
        ("BEGIN;\n\nBEGIN;\nCOMMIT;", "1_one.up.sql:3", "within a transaction"),
        ("COMMIT;", "1_one.up.sql:1", "never began"),
        ("SELECT 1;\nBEGIN;\nSELECT 2;", "1_one.up.sql:2", "does not end"),
        ("BEGIN;\nVACUUM t;\nCOMMIT;", "1_one.up.sql:2", "cannot run within a transaction"),
        ("BEGIN;\nCREATE INDEX CONCURRENTLY i ON t (a);\nCOMMIT;", "1_one.up.sql:2", "cannot run within"),
        ("\nCREATE INDEX CONCURRENTLY ON t (a)", "1_one.up.sql:2", "no name"),
        ("COPY t FROM STDIN;", "1_one.up.sql:1", "command of psql"),
    ],
)
def test_what_no_runner_could_resume_is_refused(text: str, where: str, said: str) -> None:
    with pytest.raises(StatementRefused, match=said) as caught:
        up(text)
    assert caught.value.where == where
    assert caught.value.hint


def test_a_syntax_error_is_told_with_its_line() -> None:
    with pytest.raises(SchemaUnreadable) as caught:
        up("SELECT 1;\nSELEKT 2;")
    assert caught.value.where == "1_one.up.sql:2"


@pytest.mark.parametrize("phase", [None, *Phase])
def test_what_our_files_say_of_themselves_is_read_back(phase: Phase | None) -> None:
    migration = Migration(before=EMPTY, after=EMPTY, before_hash="sha256:0123abcd", phase=phase)
    files = write(migration, "KAN-1", "Title", datetime(2026, 1, 2, tzinfo=UTC), 18)
    (script,) = read(files)
    assert (script.before_hash, script.server_version, script.phase) == ("sha256:0123abcd", 18, phase)
    assert script.undoes_parts


def test_a_title_says_nothing_of_the_file() -> None:
    script = up("-- Starts from the schema with the hash sha256:00.\nSELECT 1;\n-- Phase: expand")
    assert (script.before_hash, script.phase, script.undoes_parts) == (None, None, False)
