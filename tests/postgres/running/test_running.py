"""What the runner does on a database: the journal, the order of things, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from conftest import Database
from database_developer.diff.fingerprint import fingerprint
from database_developer.errors import (
    HistoryBroken,
    Interrupted,
    RunnerBusy,
    SchemaDrifted,
    StatementFailed,
    StillInUse,
    UsageError,
)
from database_developer.model.schema import Schema
from database_developer.model.script import Script
from database_developer.postgres.server import Run
from database_developer.running.journal.tables import VERSION
from database_developer.running.keeper import Keeper
from database_developer.running.migrating import migrate, resume
from database_developer.running.rolling_back import rollback
from database_developer.running.status import status
from database_developer.running.telling import Point
from support.long_change import assert_filled_once, long_change, start_anew
from support.running import (
    OPTIONS,
    AtPoint,
    Crash,
    Heard,
    assert_schema,
    half_way,
    header,
    rows,
    run_sql,
    scripts,
    value,
)

A = {"1_a.up.sql": "CREATE TABLE a (id int);", "1_a.down.sql": "DROP TABLE a;"}
B = {"2_b.up.sql": "CREATE TABLE b (id int);\nINSERT INTO b VALUES (1);", "2_b.down.sql": "DROP TABLE b;"}
C = {"3_c.up.sql": "CREATE TABLE c (id int);", "3_c.down.sql": "DROP TABLE c;"}


def tables(database: Database) -> list[str]:
    return sorted(str(name) for name in database.shadow.schema().tables)


def applied(database: Database, *files: dict[str, str]) -> list[str]:
    found = scripts({name: text for one in files for name, text in one.items()})
    return [one.version for one in status(database.url, found).applied]


def test_pending_migrations_are_applied_in_order_and_taken_back_one_by_one(database: Database) -> None:
    found = scripts(A | B | C)
    outcome = migrate(database.url, found, replace(OPTIONS, to="2"))
    assert ([it.version for it in outcome.taken], outcome.pending) == (["1", "2"], ("3_c",))
    migrate(database.url, found, OPTIONS)
    assert tables(database) == ["a", "b", "c"]
    assert migrate(database.url, found, OPTIONS).taken == ()
    rollback(database.url, found, OPTIONS)
    assert tables(database) == ["a", "b"]
    assert [it.version for it in rollback(database.url, found, replace(OPTIONS, to="0")).taken] == ["2", "1"]
    assert tables(database) == []
    assert rollback(database.url, found, OPTIONS).remarks == ("nothing is applied that could be taken back",)


def test_rollback_to_a_version_leaves_it(database: Database) -> None:
    migrate(database.url, scripts(A | B | C), OPTIONS)
    rollback(database.url, scripts(A | B | C), replace(OPTIONS, to="1"))
    assert applied(database, A, B, C) == ["1"]


def test_the_schema_before_and_after_is_in_the_journal(database: Database) -> None:
    before = fingerprint(database.shadow.schema())
    migrate(database.url, scripts(A), OPTIONS)
    after = fingerprint(database.shadow.schema())
    assert rows(database.url, "SELECT hash_before, hash_after, state FROM dbd.migrations") == [
        (before, after, "applied")
    ]


def test_a_dry_run_only_reads(database: Database) -> None:
    outcome = migrate(database.url, scripts(A | B), replace(OPTIONS, dry_run=True))
    assert [(version, direction) for version, direction, _ in outcome.would] == [("1", "up"), ("2", "up")]
    assert outcome.would[1][2] == ("CREATE TABLE b (id int)", "INSERT INTO b VALUES (1)")
    assert value(database.url, "SELECT to_regnamespace('dbd')") is None
    assert tables(database) == []


def test_another_database_than_expected_is_refused(database: Database) -> None:
    with pytest.raises(UsageError, match='not "production"'):
        migrate(database.url, scripts(A), replace(OPTIONS, expect_database="production"))
    assert tables(database) == []


def test_whoever_says_no_changes_nothing(database: Database) -> None:
    with pytest.raises(Interrupted, match="nothing was done"):
        migrate(database.url, scripts(A), OPTIONS, confirm=lambda target: False)
    assert value(database.url, "SELECT to_regnamespace('dbd')") is None


def test_a_second_runner_is_told_who_is_at_work(database: Database) -> None:
    def second(_: object) -> None:
        with pytest.raises(RunnerBusy, match=r"pid \d+, \"dbd_run_.*since") as caught:
            migrate(database.url, scripts(A | B), OPTIONS)
        assert "pg_terminate_backend" in caught.value.hint

    observer = AtPoint(Point.BEFORE_COMMIT, second)
    migrate(database.url, scripts(A | B), OPTIONS, observer=observer)
    assert observer.is_done
    assert rows(database.url, "SELECT id FROM b") == [(1,)]


def test_what_a_dead_runner_left_at_work_is_ended(database: Database) -> None:
    """Its connection to the lock is gone, its other one still is in a transaction."""
    with psycopg.connect(database.url) as orphan:
        orphan.execute(f"SELECT pg_advisory_lock_shared({0x6462_646D}, 2)".encode())
        orphan.execute("CREATE TABLE left_over (id int)")
        migrate(database.url, scripts(A), OPTIONS)
        with pytest.raises(psycopg.OperationalError):
            orphan.execute("SELECT 1")
    assert tables(database) == ["a"]


def test_a_lost_lock_is_taken_again_before_the_next_statement(database: Database) -> None:
    def end_keeper(_: object) -> None:
        rows(
            database.url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dbd keeper'"
        )

    heard = Heard()
    migrate(database.url, scripts(A | B), OPTIONS, heard, observer=AtPoint(Point.DONE, end_keeper))
    assert "connected again" in heard.remarks
    assert rows(database.url, "SELECT id FROM b") == [(1,)]


def test_whoever_takes_the_lock_meanwhile_has_it(database: Database) -> None:
    others: list[Keeper] = []

    def take_over(_: object) -> None:
        rows(
            database.url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dbd keeper'"
        )
        others.append(Keeper(database.url))
        others[0].acquire()

    with pytest.raises(RunnerBusy):
        migrate(database.url, scripts(B), OPTIONS, observer=AtPoint(Point.DONE, take_over, number=1))
    others[0].close()
    resume(database.url, scripts(B), OPTIONS)
    assert rows(database.url, "SELECT id FROM b") == [(1,)]


def test_an_edited_file_is_refused_until_it_is_accepted(database: Database) -> None:
    migrate(database.url, scripts(A), OPTIONS)
    edited = A | {"1_a.up.sql": "CREATE TABLE a (id bigint);"}
    assert status(database.url, scripts(edited)).edited == ("1_a",)
    with pytest.raises(HistoryBroken, match=r"1_a.up.sql.*was edited"):
        migrate(database.url, scripts(edited | B), OPTIONS)
    migrate(database.url, scripts(edited | B), replace(OPTIONS, edited=True))
    assert status(database.url, scripts(edited | B)).is_sound


def test_an_edited_down_file_is_told(database: Database) -> None:
    migrate(database.url, scripts(A), OPTIONS)
    edited = A | {"1_a.down.sql": "DROP TABLE IF EXISTS a;"}
    assert "down file of 1_a was edited" in migrate(database.url, scripts(edited), OPTIONS).remarks[0]


def test_what_comes_too_late_is_applied_only_when_asked(database: Database) -> None:
    migrate(database.url, scripts(B), OPTIONS)
    with pytest.raises(HistoryBroken, match=r"1_a.up.sql.*comes before 2"):
        migrate(database.url, scripts(A | B), OPTIONS)
    migrate(database.url, scripts(A | B), replace(OPTIONS, out_of_order=True))
    assert tables(database) == ["a", "b"]
    rollback(database.url, scripts(A | B), OPTIONS)
    assert tables(database) == ["b"], "what was applied last goes first"


def test_a_statement_that_fails_may_be_mended(database: Database) -> None:
    wrong = {"1_a.up.sql": "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\nINSERT INTO nowhere VALUES (2);"}
    with pytest.raises(StatementFailed, match='"nowhere" does not exist') as caught:
        migrate(database.url, scripts(wrong), OPTIONS)
    assert caught.value.where == "1_a.up.sql:3: INSERT INTO nowhere VALUES (2)"
    assert "dbd resume" in caught.value.hint
    (left,) = status(database.url, scripts(wrong)).unfinished
    assert (left.done, left.of, left.next) == (2, 3, "1_a.up.sql:3: INSERT INTO nowhere VALUES (2)")
    assert "nowhere" in left.why
    mended = {"1_a.up.sql": wrong["1_a.up.sql"].replace("nowhere", "a")}
    resume(database.url, scripts(mended), OPTIONS)
    assert rows(database.url, "SELECT id FROM a ORDER BY id") == [(1,), (2,)]
    assert status(database.url, scripts(mended)).is_sound


def test_what_was_run_already_may_not(database: Database) -> None:
    wrong = {"1_a.up.sql": "CREATE TABLE a (id int);\nSELECT 1 / 0;"}
    with pytest.raises(StatementFailed):
        migrate(database.url, scripts(wrong), OPTIONS)
    with pytest.raises(HistoryBroken, match="statement 1 was run already"):
        resume(database.url, scripts({"1_a.up.sql": "CREATE TABLE b (id int);\nSELECT 1;"}), OPTIONS)


def test_a_part_of_a_migration_written_by_hand_is_not_taken_back(database: Database) -> None:
    files = {"1_a.up.sql": "CREATE TABLE a (id int);\nSELECT 1 / 0;", "1_a.down.sql": "DROP TABLE a; DROP TABLE b;"}
    with pytest.raises(StatementFailed):
        migrate(database.url, scripts(files), OPTIONS)
    with pytest.raises(HistoryBroken, match=r"done are:\n    1. CREATE TABLE a"):
        rollback(database.url, scripts(files), OPTIONS)
    run_sql(database.url, "DROP TABLE a")
    rollback(database.url, scripts(files), replace(OPTIONS, by_hand=True))
    assert status(database.url, scripts(files)).pending == ("1_a",)


def test_a_whole_one_that_was_not_closed_is(database: Database) -> None:
    with pytest.raises(Crash):
        migrate(database.url, scripts(B), OPTIONS, observer=AtPoint(Point.DONE, crash, number=2))
    rollback(database.url, scripts(B), OPTIONS)
    assert tables(database) == []


def crash(_: object) -> None:
    raise Crash


def test_ours_are_taken_back_from_half_way(database: Database) -> None:
    files = {
        "1_a.up.sql": "CREATE TABLE a (id int);\nSELECT 1 / 0;",
        "1_a.down.sql": f"{half_way()}DROP TABLE IF EXISTS a;",
    }
    with pytest.raises(StatementFailed):
        migrate(database.url, scripts(files), OPTIONS)
    assert "the schema is as it was before" in rollback(database.url, scripts(files), OPTIONS).remarks
    assert tables(database) == []


def test_without_a_down_file_nothing_is_taken_back(database: Database) -> None:
    found = scripts({"1_a.sql": A["1_a.up.sql"]} | B)
    migrate(database.url, found, OPTIONS)
    with pytest.raises(UsageError, match="has no down file"):
        rollback(database.url, found, replace(OPTIONS, to="0"))
    assert applied(database, {"1_a.sql": A["1_a.up.sql"]}, B) == ["1", "2"], "nothing was begun"


def test_a_guard_of_the_migration_says_what_is_still_in_use(database: Database) -> None:
    said = "'users.name was read 3 times since' USING ERRCODE = 'DBD01', HINT = 'deploy'"
    guard = f"DO $$ BEGIN RAISE EXCEPTION {said}; END $$"
    with pytest.raises(StillInUse, match=r"users.name was read 3 times") as caught:
        migrate(database.url, scripts({"1_a.up.sql": guard}), OPTIONS)
    assert caught.value.hint == "deploy"


def test_a_full_disk_leaves_nothing_of_the_block(database: Database) -> None:
    run_sql(
        database.url,
        "CREATE TABLE t (id int)",
        "CREATE FUNCTION full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE SQLSTATE '53100'"
        " USING MESSAGE = 'could not extend file: No space left on device'; END $$",
        'CREATE TRIGGER "full" BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION "full"()',
    )
    files = {"1_a.up.sql": "BEGIN; CREATE TABLE a (id int); INSERT INTO t VALUES (1); COMMIT;"}
    with pytest.raises(StatementFailed, match="No space left") as caught:
        migrate(database.url, scripts(files), OPTIONS)
    assert caught.value.sqlstate == "53100"
    assert "make room" in caught.value.hint
    assert tables(database) == ["t"]
    run_sql(database.url, 'DROP TRIGGER "full" ON t')
    resume(database.url, scripts(files), OPTIONS)
    assert rows(database.url, "SELECT id FROM t") == [(1,)]


def test_settings_hold_for_the_rest_of_the_file_also_after_a_crash(database: Database) -> None:
    text = "CREATE SCHEMA app;\nSET search_path = app;\nCREATE TABLE a (id int);\nCREATE TABLE b (id int);"
    files = {"1_a.up.sql": text} | {"2_c.up.sql": C["3_c.up.sql"]}
    with pytest.raises(Crash):
        migrate(database.url, scripts(files), OPTIONS, observer=AtPoint(Point.DONE, crash, number=3))
    migrate(database.url, scripts(files), OPTIONS)
    assert tables(database) == ["app.a", "app.b", "c"]


def test_a_file_may_work_as_another_role(run: Run, database: Database) -> None:
    role = f"owner_for_{run.name}"
    with psycopg.connect(run.base, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
        admin.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(run.name)))
    try:
        run_sql(database.url, f'GRANT CREATE ON SCHEMA public TO "{role}"')
        files = {
            "1_a.up.sql": f'SET ROLE "{role}";\nBEGIN;\nCREATE TABLE a (id int);\nCOMMIT;\nCREATE TABLE b (id int);'
        }
        migrate(database.url, scripts(files), OPTIONS)
        assert {it[0] for it in rows(database.url, "SELECT tableowner FROM pg_tables WHERE schemaname = 'public'")} == {
            role
        }
    finally:
        run_sql(database.url, f'DROP OWNED BY "{role}"', f'DROP ROLE "{role}"')


@contextmanager
def role_without_rights(run: Run, database: Database) -> Iterator[str]:
    role = f"weak_for_{run.name}"
    with psycopg.connect(run.base, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'x'").format(sql.Identifier(role)))
        try:
            yield make_conninfo(database.url, user=role, password="x")
        finally:
            run_sql(database.url, f'DROP OWNED BY "{role}"')
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def test_a_role_that_may_not_make_the_journal_is_told_what_it_needs(run: Run, database: Database) -> None:
    with role_without_rights(run, database) as url:
        with pytest.raises(StatementFailed, match="may not make the journal's schema") as caught:
            migrate(url, scripts(A), OPTIONS)
        assert "GRANT CREATE ON DATABASE" in caught.value.hint
        name = url.split("user=")[1].split()[0]
        run_sql(database.url, f'CREATE SCHEMA dbd AUTHORIZATION "{name}"', f'GRANT CREATE ON SCHEMA public TO "{name}"')
        migrate(url, scripts(A), OPTIONS)
        assert tables(database) == ["a"]


def test_a_journal_of_a_later_release_is_left_alone(database: Database) -> None:
    migrate(database.url, scripts(A), OPTIONS)
    run_sql(database.url, f"UPDATE dbd.meta SET version = {VERSION + 1}")
    for act in (migrate, rollback, resume):
        with pytest.raises(HistoryBroken, match=f"has version {VERSION + 1}"):
            act(database.url, scripts(A | B), OPTIONS)
    with pytest.raises(HistoryBroken):
        status(database.url, scripts(A))


def test_names_with_quotes_in_a_schema_of_their_own(database: Database) -> None:
    text = 'CREATE SCHEMA "My \'App";\nCREATE TABLE "My \'App"."a ""b"" %s" (id int);\n'
    build = 'CREATE INDEX CONCURRENTLY "i ""%" ON "My \'App"."a ""b"" %s" (id);'
    migrate(database.url, scripts({"1_a.up.sql": text + build}), OPTIONS)
    assert value(database.url, 'SELECT indisvalid FROM pg_index WHERE indexrelid = \'"My \'\'App"."i ""%"\'::regclass')


def test_phases_wait_for_the_deploy_between(database: Database) -> None:
    files = {
        "1_base.sql": "CREATE TABLE t (a int);",
        "2_expand.sql": f"{header(phase='expand')}\nALTER TABLE t ADD b int;",
        "3_contract.sql": f"{header(phase='contract')}\nALTER TABLE t DROP a;",
    }
    migrate(database.url, scripts({"1_base.sql": files["1_base.sql"]}), OPTIONS)
    outcome = migrate(database.url, scripts(files), OPTIONS)
    assert [it.version for it in outcome.taken] == ["2"]
    assert "stopped before 3_contract.sql" in outcome.remarks[-1]
    assert [it.version for it in migrate(database.url, scripts(files), OPTIONS).taken] == ["3"]


@pytest.mark.parametrize("how", [{"through_contract": True}, {"to": "3"}])
def test_nobody_has_to_wait_who_says_so(database: Database, how: dict[str, object]) -> None:
    files = {
        "1_base.sql": "CREATE TABLE t (a int);",
        "2_expand.sql": f"{header(phase='expand')}\nALTER TABLE t ADD b int;",
        "3_contract.sql": f"{header(phase='contract')}\nALTER TABLE t DROP a;",
    }
    migrate(database.url, scripts({"1_base.sql": files["1_base.sql"]}), OPTIONS)
    assert len(migrate(database.url, scripts(files), replace(OPTIONS, **how)).taken) == 2  # type: ignore[arg-type]


def test_a_new_database_gets_everything_at_once(database: Database) -> None:
    files = {
        "1_expand.sql": f"{header(phase='expand')}\nCREATE TABLE t (a int, b int);",
        "2_contract.sql": f"{header(phase='contract')}\nALTER TABLE t DROP a;",
    }
    assert len(migrate(database.url, scripts(files), OPTIONS).taken) == 2


class Drifting:
    """A database with one migration applied and the next one made for it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        migrate(database.url, scripts(A), OPTIONS)
        self.schema: Schema = database.shadow.schema()
        self.next = {"2_b.up.sql": f"{header(before=fingerprint(self.schema), server=18)}\nCREATE TABLE b (id int);"}

    def expected(self, earlier: tuple[Script, ...]) -> Schema:
        assert [script.version for script in earlier] == ["1"]
        return self.schema

    def migrate(self, **options: object) -> list[str]:
        found = scripts(A | self.next)
        outcome = migrate(
            self.database.url,
            found,
            replace(OPTIONS, **options),
            expected=self.expected,  # type: ignore[arg-type]
        )
        return list(outcome.remarks)


def test_the_schema_that_a_migration_was_made_for_lets_it_run(database: Database) -> None:
    Drifting(database).migrate()
    assert tables(database) == ["a", "b"]


def test_a_drift_is_listed_and_refused(database: Database) -> None:
    drifting = Drifting(database)
    run_sql(database.url, "ALTER TABLE a ADD by_hand text", "CREATE TABLE stray (id int)")
    with pytest.raises(SchemaDrifted) as caught:
        drifting.migrate()
    assert "column a.by_hand: only in the database (text)" in caught.value.what
    assert "table stray: only in the database" in caught.value.what
    assert tables(database) == ["a", "stray"]
    drifting.migrate(allow_drift=True)
    assert "b" in tables(database)


def test_privileges_alone_are_told_and_no_drift(database: Database) -> None:
    drifting = Drifting(database)
    run_sql(database.url, "GRANT SELECT ON a TO PUBLIC")
    assert drifting.migrate() == ["privileges differ from what the migrations lead to, on table a"]
    assert tables(database) == ["a", "b"]


def test_a_migration_made_for_another_schema_is_refused(database: Database) -> None:
    """Nobody changed the database by hand, but another migration came in between."""
    drifting = Drifting(database)
    run_sql(database.url, "ALTER TABLE a ADD in_between int")
    drifting.schema = database.shadow.schema()
    with pytest.raises(SchemaDrifted, match="was made for another schema"):
        drifting.migrate()


def test_a_server_of_another_version_is_compared_by_what_the_migrations_lead_to(database: Database) -> None:
    drifting = Drifting(database)
    drifting.next = {name: text.replace("PostgreSQL 18", "PostgreSQL 15") for name, text in drifting.next.items()}
    assert any("was made on PostgreSQL 15 and this is 18" in line for line in drifting.migrate())
    assert "b" in tables(database)


def test_a_baseline_counts_as_applied_and_is_never_taken_back(database: Database) -> None:
    run_sql(database.url, A["1_a.up.sql"])
    schema = database.shadow.schema()
    files = A | {"2_b.up.sql": f"{header(before=fingerprint(schema), server=18)}\nCREATE TABLE b (id int);"}
    migrate(database.url, scripts(files), replace(OPTIONS, baseline="1"))
    found = status(database.url, scripts(files))
    assert [(it.version, it.is_baseline) for it in found.applied] == [("1", True)]
    assert found.pending == ("2_b",)
    with pytest.raises(UsageError, match="was there before the journal"):
        rollback(database.url, scripts(files), OPTIONS)
    migrate(database.url, scripts(files), OPTIONS)
    assert tables(database) == ["a", "b"]


def test_a_baseline_that_the_database_does_not_have_is_refused(database: Database) -> None:
    files = A | {"2_b.up.sql": f"{header(before='sha256:0', server=18)}\nCREATE TABLE b (id int);"}
    with pytest.raises(SchemaDrifted):
        migrate(database.url, scripts(files), replace(OPTIONS, baseline="1"))
    assert status(database.url, scripts(files)).applied == ()


def test_a_version_that_is_not_there_is_answered_with_those_that_are(database: Database) -> None:
    for options in (replace(OPTIONS, to="7"), replace(OPTIONS, baseline="7")):
        with pytest.raises(UsageError, match='no migration of version "7"') as caught:
            migrate(database.url, scripts(A | B), options)
        assert "1, 2" in caught.value.hint


def test_it_runs_on_an_older_server(older_run: Run) -> None:
    with older_run.shadow("older") as shadow:
        start_anew(shadow.url)
        before = shadow.schema()
        with pytest.raises(Crash):
            migrate(shadow.url, long_change(), OPTIONS, observer=AtPoint(Point.BATCH_RUN, crash))
        resume(shadow.url, long_change(), OPTIONS)
        assert_filled_once(shadow.url)
        rollback(shadow.url, long_change(), OPTIONS)
        assert_schema(shadow.schema(), before, "after the rollback")
