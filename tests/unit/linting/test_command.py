"""``dbd lint`` at the front door: formats, exit codes, and files that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from database_developer.cli.main import main

SAFE = "SET lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN region text;\n"


def dbd(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["lint", *arguments], input=given)


@pytest.fixture
def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.sql"
    path.write_text("SET lock_timeout = '2s';\nDROP TABLE orders;\n", "utf-8")
    return str(path)


def test_a_safe_file_ends_with_0(tmp_path: Path) -> None:
    path = tmp_path / "safe.sql"
    path.write_text(SAFE, "utf-8")
    result = dbd(str(path))
    assert (result.exit_code, result.output) == (0, "1 file looked at: nothing found\n")


def test_an_error_that_is_left_ends_with_14(bad: str) -> None:
    result = dbd(bad)
    assert result.exit_code == 14
    assert f"{bad}:2:1 error drop-table" in result.output


@pytest.mark.parametrize("name", ["data-loss", "drop-table"])
def test_what_is_allowed_by_name_ends_with_0(bad: str, name: str) -> None:
    result = dbd("--allow", name, bad)
    assert result.exit_code == 0
    assert "note drop-table" in result.output


def test_warnings_alone_end_with_0() -> None:
    assert dbd("-", given="ALTER TABLE a ADD b int;").exit_code == 0


def test_standard_input_can_be_written_as_json_and_sarif() -> None:
    told = json.loads(dbd("--format", "json", "-", given="DROP TABLE t;").output)
    assert told["files"] == ["-"]
    assert json.loads(dbd("--format", "sarif", "-", given="DROP TABLE t;").output)["version"] == "2.1.0"


def test_several_files_are_looked_at_each_by_itself(tmp_path: Path, bad: str) -> None:
    other = tmp_path / "other.sql"
    other.write_text("SET lock_timeout = '2s';\nCREATE TABLE orders (id int);\n", "utf-8")
    result = dbd(str(other), bad)
    assert "2 files looked at: 1 error" in result.output


def test_the_version_decides_what_is_safe() -> None:
    sql = "ALTER TABLE t ALTER a SET NOT NULL;"
    assert "CHECK (a IS NOT NULL) NOT VALID" in dbd("--pg", "15", "-", given=sql).output
    assert "NOT NULL a NOT VALID" in dbd("--pg", "18", "-", given=sql).output


def test_a_wrapped_file() -> None:
    sql = "CREATE INDEX CONCURRENTLY i ON t (a);"
    assert dbd("-", given=sql).exit_code == 0
    assert dbd("--in-transaction", "-", given=sql).exit_code == 14


def test_a_schema_file_tells_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "schema.sql"
    path.write_text("CREATE TABLE t (a varchar(5));", "utf-8")
    sql = "SET lock_timeout = '1s';\nALTER TABLE t ALTER a TYPE varchar(9);"
    assert "warning change-column-type" in dbd("-", given=sql).output
    assert "nothing found" in dbd("--schema", str(path), "-", given=sql).output


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "Missing argument"),
        (["--format", "xml", "-"], 2, "xml"),
        (["--pg", "13", "-"], 2, "13"),
        (["--allow", "everything", "-"], 2, '"everything" is neither a hazard nor a rule'),
        (["nowhere.sql"], 2, 'the file "nowhere.sql" cannot be read'),
        (["--schema", "nowhere.sql", "-"], 2, "cannot be read"),
        (["."], 2, "cannot be read"),
    ],
)
def test_flags_and_files_that_make_no_sense(arguments: list[str], code: int, said: str) -> None:
    result = dbd(*arguments, given="SELECT 1;")
    assert result.exit_code == code
    assert said in result.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"SELECT 1;\nSELEC 2;\n", "-:2: syntax error"),
        (b"SELECT 1;\n-- \xff\xfe\n", "-:2: byte 13 is no UTF-8"),
        (b"\xff\xfeS\x00E\x00", "is no UTF-8"),
        (b"\x00", "zero byte"),
    ],
)
def test_what_is_no_sql_ends_with_7_and_its_line(given: bytes, said: str) -> None:
    result = dbd("-", given=given)
    assert result.exit_code == 7
    assert said in result.stderr
