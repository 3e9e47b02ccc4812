"""``dbd migrate``, ``resume``, ``rollback`` and ``status`` as they are called, stopped and killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from conftest import Database
from database_developer.cli.main import main
from database_developer.migration.formats import backfills
from database_developer.model.migration import RANGE, Batches
from database_developer.model.names import QualifiedName
from database_developer.pipeline.seals import sealed
from database_developer.postgres.session import Session
from database_developer.running.options import Options
from support.projects import Project
from support.running import half_way, header, rows, run_sql, value
from support.server import cache_folder

ROWS = 1_000
FILL = backfills.spelled(
    Batches(
        table=QualifiedName("public", "users"),
        update=f"UPDATE users AS t SET handle = lower(t.email) WHERE {RANGE} AND t.handle IS NULL",
        key=(("id", "bigint"),),
        size=25,
    )
)
BASE = f"""CREATE TABLE users (id bigint PRIMARY KEY, email text, changes int NOT NULL DEFAULT 0);
INSERT INTO users SELECT n, 'User' || n FROM generate_series(1, {ROWS}) AS n;
CREATE FUNCTION count_changes() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN NEW.changes := OLD.changes + 1; RETURN NEW; END $$;
CREATE TRIGGER count_changes BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION count_changes();
CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.03); RETURN NULL; END $$;
CREATE TRIGGER take_time AFTER UPDATE ON users EXECUTE FUNCTION take_time();
"""
UP = f"""ALTER TABLE users ADD COLUMN handle text;
{FILL};
CREATE INDEX CONCURRENTLY by_handle ON users (handle);
SELECT pg_sleep(0.5);
"""
DOWN = f"""{half_way()}DROP INDEX CONCURRENTLY IF EXISTS by_handle;
ALTER TABLE users DROP COLUMN IF EXISTS handle;
"""


@dataclass(frozen=True)
class Folder:
    """A project with migrations, and its database."""

    path: Path
    url: str

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            file = f"{name.removeprefix('v')}.sql".replace("__", ".")
            (self.path / "migrations" / file).write_text(sealed(file, text), "utf-8")

    def flags(self) -> list[str]:
        return ["--project", str(self.path), "--database", self.url, "--cache", str(cache_folder())]

    def dbd(self, *arguments: str, terminal: str | None = None) -> Result:
        return CliRunner().invoke(main, [*arguments, *self.flags()], input=terminal, catch_exceptions=False)

    def json(self, *arguments: str) -> dict[str, Any]:
        result = self.dbd(*arguments, "--json")
        document: dict[str, Any] = json.loads(result.stdout)
        assert document["exit_code"] == result.exit_code
        return document

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A process of its own."""
        command = [sys.executable, "-m", "database_developer", *arguments, *self.flags()]
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL
        )

    def wait_until(self, sql: str, process: subprocess.Popen[str]) -> None:
        """Until a query on the database says true."""
        ends = time.monotonic() + 30
        with Session.open(self.url) as session:
            while time.monotonic() < ends and process.poll() is None:
                if session.value("SELECT to_regclass('dbd.ranges') IS NOT NULL") and session.value(sql):
                    return
                time.sleep(0.01)
        process.kill()
        raise AssertionError(f"never came to {sql}: {process.communicate()}")


@pytest.mark.usefixtures("short_proof")
def test_from_the_ticket_to_the_database_and_back(project: Project, database: Database) -> None:
    """What was made for a schema runs on a database that has it, and leaves it as it was."""
    assert project.dbd("KAN-34").exit_code == 0
    there = Folder(project.folder, database.url)
    assert [it["name"] for it in there.json("migrate")["taken"]] == ["base", "kan_34_let_users_belong_to_teams"]
    assert "the schema is as it was before" in there.json("rollback")["remarks"]
    assert there.json("status")["is_sound"]
    run_sql(database.url, "ALTER TABLE users ADD COLUMN by_hand text")
    result = there.dbd("migrate")
    assert (result.exit_code, "column users.by_hand: only in the database (text)" in result.stderr) == (15, True)


@pytest.fixture
def folder(database: Database, tmp_path: Path) -> Folder:
    (tmp_path / "migrations").mkdir()
    made = Folder(tmp_path, database.url)
    made.write(v1_base=BASE)
    return made


def assert_filled_once(folder: Folder) -> None:
    assert rows(folder.url, "SELECT changes, count(*), count(handle) FROM users GROUP BY 1") == [(1, ROWS, ROWS)]
    assert value(folder.url, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_handle'::regclass")


def assert_nobody_is_left(folder: Folder) -> None:
    """The server takes a moment to see that a connection is gone."""
    sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'dbd %'"
    ends = time.monotonic() + 10
    while value(folder.url, sql) and time.monotonic() < ends:
        time.sleep(0.05)
    assert value(folder.url, sql) == 0


MID_FILL = "SELECT count(*) > 5 FROM dbd.ranges WHERE state = 'done'"
WORKERS = (
    "SELECT count(*) > {more_than} FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = 'dbd backfill'"
)
AFTER_BUILD = "SELECT count(*) > 0 FROM dbd.statements WHERE version = '2' AND number = 3 AND state = 'done'"


@pytest.mark.parametrize("point", [MID_FILL, AFTER_BUILD], ids=["in a backfill", "in a statement"])
@pytest.mark.parametrize("how", ["resume", "rollback", "migrate"])
def test_killed_and_taken_up(folder: Folder, point: str, how: str) -> None:
    folder.dbd("migrate")
    folder.write(v2_fill__up=UP, v2_fill__down=DOWN)
    process = folder.start("migrate")
    folder.wait_until(point, process)
    process.kill()
    process.communicate()
    (left,) = folder.json("status")["unfinished"]
    assert (left["state"], left["version"]) == ("applying", "2")
    outcome = folder.json(how)
    if how == "rollback":
        assert value(folder.url, "SELECT count(*) FROM information_schema.columns WHERE table_name = 'users'") == 3
        assert [it["version"] for it in folder.json("status")["applied"]] == ["1"]
        return
    assert [it["version"] for it in outcome["taken"]] == ["2"]
    assert_filled_once(folder)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
@pytest.mark.parametrize("point", [MID_FILL, AFTER_BUILD], ids=["in a backfill", "in a statement"])
def test_stopped_it_says_how_to_go_on(folder: Folder, number: int, point: str) -> None:
    folder.dbd("migrate")
    folder.write(v2_fill__up=UP, v2_fill__down=DOWN)
    process = folder.start("migrate")
    folder.wait_until(point, process)
    os.kill(process.pid, number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "go on with dbd resume, or take it back with dbd rollback" in said
    assert_nobody_is_left(folder)
    assert folder.json("status")["unfinished"][0]["why"] == "stopped"
    folder.dbd("resume")
    assert_filled_once(folder)


def test_a_second_process_is_told_to_wait(folder: Folder) -> None:
    folder.dbd("migrate")
    folder.write(v2_fill__up=UP, v2_fill__down=DOWN)
    process = folder.start("migrate")
    folder.wait_until(MID_FILL, process)
    with row_held(folder, ROWS):  # so that the backfill is under way for as long as it is looked at
        second = folder.dbd("migrate")
        assert second.exit_code == 16
        assert "another runner works on this database" in second.stderr
        helper = folder.start("migrate", "--join")
        folder.wait_until(WORKERS.format(more_than=Options().workers), helper)
    told, _ = helper.communicate(timeout=60)
    assert (helper.returncode, "worked off" in told) == (0, True)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert_filled_once(folder)


@contextmanager
def row_held(folder: Folder, number: int) -> Iterator[None]:
    """A session of somebody else keeps a row of the table."""
    with psycopg.connect(folder.url) as connection:
        connection.execute("SELECT FROM users WHERE id = %s FOR UPDATE", [number])
        yield
        connection.rollback()


def test_what_is_told(folder: Folder) -> None:
    folder.write(v2_fill__up=UP, v2_fill__down=DOWN)
    dry = folder.dbd("migrate", "--dry-run").stdout
    assert "Would run 2 up:" in dry
    assert "CREATE INDEX CONCURRENTLY by_handle ON users (handle)" in dry
    told = folder.dbd("migrate").stdout
    name = value(folder.url, "SELECT current_database()")
    assert told.startswith(f'On database "{name}" on ')
    assert "Applying 2_fill" in told
    assert f"{ROWS:,} of {ROWS:,} rows (100 %)" in told
    assert folder.dbd("migrate").stdout.strip().endswith("Nothing to do.")
    standing = folder.dbd("status").stdout
    assert "Applied:" in standing
    assert "2_fill" in standing
    back = folder.dbd("rollback").stdout
    assert "Taking back 2_fill" in back
    assert "the schema is as it was before" in back
    assert "Pending:\n  2_fill" in folder.dbd("status").stdout


@pytest.mark.parametrize(("answer", "code"), [("n\n", 130), ("y\n", 0)])
def test_on_a_terminal_it_asks(folder: Folder, monkeypatch: pytest.MonkeyPatch, answer: str, code: int) -> None:
    monkeypatch.setattr("database_developer.cli.running.can_ask", lambda options: True)
    result = folder.dbd("migrate", terminal=answer)
    assert result.exit_code == code
    assert f"Go on with {value(folder.url, 'SELECT current_database()')}?" in result.stdout
    assert ("applied" in folder.json("status")) == (code == 0)
    assert folder.dbd("migrate", "--yes").exit_code == 0


def test_quiet_says_nothing(folder: Folder) -> None:
    result = folder.dbd("migrate", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_errors_are_one_document(folder: Folder) -> None:
    folder.write(v2_wrong="SELECT 1;\nSELECT 1 / 0;")
    document = folder.json("migrate")
    assert document["exit_code"] == 13
    assert document["error"]["where"] == "2_wrong.sql:2: SELECT 1 / 0"
    (left,) = folder.json("status")["unfinished"]
    assert (left["done"], left["of"], left["next"]) == (1, 2, "2_wrong.sql:2: SELECT 1 / 0")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--expect-database", "production"], 2, 'not "production"'),
        (["--migrations", "/nowhere"], 2, "there is no folder"),
        (["--to", "99"], 2, "no migration of version"),
        (["--workers", "0"], 2, "--workers"),
    ],
)
def test_flags_that_make_no_sense(folder: Folder, arguments: list[str], code: int, said: str) -> None:
    result = folder.dbd("migrate", *arguments)
    assert (result.exit_code, said in result.stderr) == (code, True)


def test_without_a_database_there_is_nothing_to_do(folder: Folder) -> None:
    result = CliRunner().invoke(main, ["migrate", "--project", str(folder.path)], env={"DBD_DATABASE": ""})
    assert result.exit_code == 2
    assert "no database is named" in result.stderr


def test_a_server_that_is_not_there(folder: Folder) -> None:
    result = CliRunner().invoke(main, ["status", "--project", str(folder.path), "--database", "host=127.0.0.1 port=1"])
    assert result.exit_code == 11


def test_a_drift_is_shown_beside_what_the_earlier_migrations_lead_to(folder: Folder) -> None:
    folder.dbd("migrate")
    folder.write(v2_more=f"{header(before='sha256:0', server=18)}\nCREATE TABLE more (id int);")
    run_sql(folder.url, "ALTER TABLE users ADD COLUMN by_hand int")
    result = folder.dbd("migrate")
    assert result.exit_code == 15
    assert "column users.by_hand: only in the database (integer)" in result.stderr
    assert folder.dbd("migrate", "--allow-drift").exit_code == 0


def test_a_baseline_is_compared_with_what_its_migrations_lead_to(folder: Folder) -> None:
    assert folder.dbd("migrate", "--baseline", "1").exit_code == 15
    run_sql(folder.url, BASE)
    assert folder.dbd("migrate", "--baseline", "1").exit_code == 0
    assert "was there before the journal" in folder.dbd("status").stdout


def test_a_down_file_that_was_edited_no_longer_undoes_parts(folder: Folder) -> None:
    folder.write(
        v2_fill__up="CREATE TABLE n (a int);\nSELECT 1 / 0;", v2_fill__down=f"{half_way()}DROP TABLE IF EXISTS n;"
    )
    folder.dbd("migrate")
    path = folder.path / "migrations" / "2_fill.down.sql"
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("DROP TABLE IF EXISTS", "DROP TABLE"), "utf-8")
    result = folder.dbd("rollback")
    assert result.exit_code == 17
    assert "only a part of it was applied" in result.stderr
    path.write_text(whole, "utf-8")
    assert folder.dbd("rollback").exit_code == 0
