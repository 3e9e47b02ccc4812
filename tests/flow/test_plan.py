"""``dbd plan``: the way between any two schemas, shown, written, proven; renames are offered and never guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from database_developer.cli.main import main
from database_developer.errors import ProofFailed
from database_developer.postgres.server import Run
from support.journeys import made
from support.server import cache_folder

BEFORE = """
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(80) NOT NULL UNIQUE, name text);
CREATE TABLE logs (id int PRIMARY KEY, body text);
"""
AFTER = """
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(90) NOT NULL UNIQUE, full_name text
);
CREATE TABLE notes (id int PRIMARY KEY, user_id bigint NOT NULL REFERENCES users);
"""
MEASURED = ("traffic/longest-block", "traffic/long-reader")  # which a machine with other work may make wait


def dbd_plan(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["plan", "--cache", str(cache_folder()), *arguments], catch_exceptions=False)


def planned(*arguments: str, exit_code: int = 0) -> dict[str, Any]:
    result = dbd_plan(*arguments, "--json")
    assert result.exit_code == exit_code, result.output
    document: dict[str, Any] = json.loads(result.stdout)
    return document


@pytest.fixture
def ends(tmp_path: Path) -> tuple[str, ...]:
    (tmp_path / "a.sql").write_text(BEFORE, "utf-8")
    (tmp_path / "b.sql").write_text(AFTER, "utf-8")
    return ("--from", str(tmp_path / "a.sql"), "--to", str(tmp_path / "b.sql"))


def test_without_a_word_nothing_is_taken_for_renamed(ends: tuple[str, ...]) -> None:
    found = planned(*ends)
    assert found["offers"] == ["users.name=full_name"]
    kinds = [step["kind"] for migration in found["migrations"] for step in migration["steps"]]
    assert "add-column" in kinds
    assert "drop-column" in kinds
    assert [migration["phase"] for migration in found["migrations"]] == ["expand", "contract"]


def test_what_is_told_is_renamed(ends: tuple[str, ...]) -> None:
    found = planned(*ends, "--rename", "users.name=full_name")
    assert found["offers"] == []
    assert [migration["phase"] for migration in found["migrations"]] == ["expand", "migrate", "contract"]
    at_once = planned(*ends, "--rename", "users.name=full_name", "--allow", "client-break,data-loss")
    assert [migration["phase"] for migration in at_once["migrations"]] == [None]
    assert "RENAME COLUMN name TO full_name" in json.dumps(at_once)


def test_the_files_are_written_or_shown(ends: tuple[str, ...], tmp_path: Path) -> None:
    shown = dbd_plan(*ends)
    assert "-- File: " in shown.stdout
    assert "If this was renamed, say so: --rename users.name=full_name" in shown.stderr
    written = dbd_plan(*ends, "--out", str(tmp_path / "out"), "--title", "notes for users")
    assert written.exit_code == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [name.partition("_")[2] for name in names] == [
        "notes_for_users_expand.down.sql",
        "notes_for_users_expand.up.sql",
        "notes_for_users_contract.down.sql",
        "notes_for_users_contract.up.sql",
    ]


def test_a_folder_of_migrations_will_do(tmp_path: Path, ends: tuple[str, ...]) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "1_base.up.sql").write_text(BEFORE, "utf-8")
    (folder / "2_more.up.sql").write_text("ALTER TABLE logs ADD at timestamptz;", "utf-8")
    found = planned(ends[0], ends[1], "--to", str(folder))
    assert [step["kind"] for step in found["migrations"][0]["steps"]] == ["add-column"]


def test_a_database_is_only_read(run: Run, ends: tuple[str, ...]) -> None:
    live = made(run, "live", (*filter(None, BEFORE.split(";\n")),))
    try:
        before = live.dump()
        found = planned("--database", live.url, *ends[2:], "--rename", "users.name=full_name")
        assert found["migrations"]
        assert live.dump() == before
    finally:
        run.drop(live)


@pytest.mark.slow
def test_the_plan_can_be_proven(ends: tuple[str, ...]) -> None:
    found = planned(*ends, "--rename", "users.name=full_name", "--prove", exit_code=ProofFailed.exit_code)
    verdicts = {one["id"]: one["verdict"] for one in found["proof"]["observations"]}
    failed = [one for one, verdict in verdicts.items() if verdict == "failed" and not one.startswith(MEASURED)]
    assert failed == ["checks/unindexed-foreign-key@expand"]  # as the target itself has it
    assert verdicts["both-versions/old@migrate"] == "passed"
    assert verdicts["faults/killed@contract"] == "passed"


def test_the_same_schema_needs_nothing(ends: tuple[str, ...]) -> None:
    same = dbd_plan("--from", ends[1], "--to", ends[1])
    assert same.exit_code == 0
    assert "The two schemas are the same" in same.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--rename", "users.nome=full_name"), 2, "there is nothing of that name"),
        (("--rename", "nonsense"), 2, "is no rename"),
        (("--rename", "planet:users=people"), 2, "is no rename"),
        (("--allow", "everything"), 2, '"everything" is no hazard'),
        (("--database", "postgresql://nobody@127.0.0.1:1/x"), 2, "one schema to start from"),
    ],
    ids=["no such thing", "no rename", "no kind", "no hazard", "two starts"],
)
def test_what_makes_no_sense_is_said(ends: tuple[str, ...], arguments: tuple[str, ...], code: int, says: str) -> None:
    result = dbd_plan(*ends, *arguments)
    assert result.exit_code == code
    assert says in result.stderr


def test_broken_sql_is_told_with_its_place(ends: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "broken.sql").write_text("CREATE TABLE a (id int);\nCREATE TABEL b (id int);", "utf-8")
    result = dbd_plan(*ends[:2], "--to", str(tmp_path / "broken.sql"))
    assert result.exit_code == 7
    assert "broken.sql:2" in result.stderr
    missing = dbd_plan(*ends[:2], "--to", str(tmp_path / "nowhere.sql"))
    assert missing.exit_code == 7


def test_a_hazard_is_refused_with_what_to_do(ends: tuple[str, ...], tmp_path: Path) -> None:
    wide = BEFORE.replace("id bigint", "id int").replace("logs (id int", "logs (id bigint")
    (tmp_path / "c.sql").write_text(wide, "utf-8")
    result = dbd_plan(*ends[:2], "--to", str(tmp_path / "c.sql"))
    assert result.exit_code == 14
    assert "--allow rewrite" in result.stderr
    allowed = dbd_plan(*ends[:2], "--to", str(tmp_path / "c.sql"), "--allow", "rewrite")
    assert allowed.exit_code == 0
    assert "Allowed by name (rewrite)" in allowed.stderr
