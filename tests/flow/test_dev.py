"""A developer's own database is there in one command, is kept, and goes when it is told to."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from database_developer.cli.main import main
from database_developer.postgres.server import Run
from support.projects import Project, example_project


@dataclass(frozen=True)
class Developer:
    """Somebody who types commands in a project's folder."""

    project: Project

    def types(self, *words: str, rows: int | None = None) -> Result:
        seeding = ["--seed-rows", str(rows)] if rows is not None else []
        command = ["dev", *words, *seeding, *self.flags]
        return CliRunner(env={"NO_COLOR": "1"}).invoke(main, command, catch_exceptions=False)

    def starts(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The same as a program of its own, which may become another."""
        command = [sys.executable, "-m", "database_developer", "dev", *words, *self.flags]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    @property
    def flags(self) -> tuple[str, ...]:
        return ("--project", str(self.project.folder), "--cache", str(self.project.cache))

    def migration(self, name: str, sql: str) -> None:
        (self.project.folder / "migrations" / name).write_text(sql, "utf-8")


@pytest.fixture
def developer(tmp_path: Path) -> Iterator[Developer]:
    cache = Path(tempfile.mkdtemp(prefix="dbdd"))
    cache.chmod(0o755)
    one = Developer(example_project(tmp_path / "My Shop", cache))
    yield one
    one.types("stop")
    assert not list(cache.glob("dev/*/data/postmaster.pid"))
    shutil.rmtree(cache, ignore_errors=True)


def value(url: str, sql: str) -> Any:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(sql.encode()).fetchall()[0][0]


def test_one_command_and_the_application_can_begin(developer: Developer) -> None:
    first = developer.types(rows=20)
    assert first.exit_code == 0, first.stderr
    url = first.stdout.strip()
    assert url.startswith("postgresql://dev:")
    assert url.endswith("/my_shop_dev")
    assert value(url, "SELECT count(*) FROM users") == 20

    value(url, "INSERT INTO users (email) VALUES ('mine@example.org') RETURNING id")
    developer.migration("20260202000000_notes.up.sql", "CREATE TABLE notes (id int PRIMARY KEY, body text NOT NULL);")
    second = developer.types(rows=5)
    assert second.stdout.strip() == url
    assert "there already, 1 migrations applied, 5 rows seeded" in second.stderr
    assert value(url, "SELECT count(*) FROM users") == 21

    assert developer.types("url").stdout.strip() == url
    said = developer.starts("psql", "-X", "-A", "-t", "-c", "SELECT count(*) FROM notes")
    assert said.stdout.strip() == "5", said.stderr

    assert developer.types("stop").stdout.strip() == "Stopped."
    assert developer.types("stop").stdout.strip() == "It was not running."
    lost = developer.types("url")
    assert lost.exit_code == 2
    assert "start it with dbd dev" in lost.stderr

    third = developer.types(rows=5)
    assert value(third.stdout.strip(), "SELECT count(*) FROM users") == 21


def test_reset_begins_anew_but_asks_first(developer: Developer) -> None:
    url = developer.types(rows=3).stdout.strip()
    value(url, "INSERT INTO users (email) VALUES ('mine@example.org') RETURNING id")
    refused = developer.types("reset")
    assert refused.exit_code == 2
    assert "say --yes" in refused.stderr
    again = developer.types("reset", "--yes", rows=4)
    assert again.exit_code == 0, again.stderr
    assert value(again.stdout.strip(), "SELECT count(*) FROM users") == 4


def test_a_broken_migration_is_told_and_mended(developer: Developer) -> None:
    developer.migration("20260202000000_notes.up.sql", "CREATE TABLE notes (id int PRIMARY KEY);\nSELECT nonsense;")
    failed = developer.types(rows=0)
    assert failed.exit_code == 13
    assert "20260202000000_notes.up.sql:2" in failed.stderr
    developer.migration("20260202000000_notes.up.sql", "CREATE TABLE notes (id int PRIMARY KEY);\nSELECT 1;")
    mended = developer.types(rows=0)
    assert mended.exit_code == 0, mended.stderr
    assert value(mended.stdout.strip(), "SELECT count(*) FROM notes") == 0


def test_another_server_will_do(developer: Developer, run: Run) -> None:
    """It must be one whose role may make databases; the tests' own may."""
    flags = ("--server", str(run.admin.connection.info.dsn), "--json")
    first = developer.types(*flags, rows=2)
    assert first.exit_code == 0, first.stderr
    found = json.loads(first.stdout)
    assert found["database"] == "my_shop_dev"
    assert found["created"]
    assert value(found["url"], "SELECT count(*) FROM users") == 2
    refused = developer.types("stop", "--server", str(run.admin.connection.info.dsn))
    assert refused.exit_code == 2
    run.admin.run('DROP DATABASE "my_shop_dev" WITH (FORCE)')
