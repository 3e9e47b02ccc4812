"""Bad input at the front door: a clear word, an exit code with a meaning, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from database_developer.cli.main import main
from support.projects import Project


def test_without_a_ticket_the_open_ones_are_listed(project: Project) -> None:
    result = project.dbd()
    assert result.exit_code == 2
    assert "usage: dbd TICKET" in result.stderr
    assert all(key in result.stderr for key in ("KAN-29", "KAN-34", "KAN-44"))


@pytest.mark.parametrize("typed", ["dashboard analytics", "KAN-92", "kan29", "analytics"])
def test_an_unknown_ticket_is_answered_with_the_nearest(project: Project, typed: str) -> None:
    result = project.dbd(typed)
    assert result.exit_code == 3
    assert "KAN-29" in result.stderr


def test_small_letters_will_do(project: Project) -> None:
    assert project.json("kan-34", "--until", "read")["ticket"] == "KAN-34"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rows", "many"], "cannot be used"),
        (["--schema", "a.sql", "--database", "x"], "leave one"),
        (["--until", "never"], "never"),
        (["--project", "/nowhere"], "there is no folder"),
    ],
)
def test_flags_that_make_no_sense(project: Project, arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(main, ["KAN-29", "--project", str(project.folder), *arguments])
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_setting_that_is_none(project: Project) -> None:
    (project.folder / "dbd.toml").write_text('serverr = "x"\n', "utf-8")
    document = project.json("KAN-29")
    assert (document["error"]["id"], document["exit_code"]) == ("usage", 2)
    assert 'did you mean "server"' in document["error"]["hint"]


def test_an_empty_ticket_asks(project: Project) -> None:
    project.ticket("KAN-1", "")
    assert project.json("KAN-1")["exit_code"] == 4


def test_front_matter_that_cannot_be_read(project: Project) -> None:
    (project.folder / "tickets" / "KAN-1.md").write_text("---\nkey: [KAN-1\n---\nText\n", "utf-8")
    assert project.json("KAN-1")["error"]["id"] == "ticket-unreadable"


def test_a_ticket_of_a_megabyte(project: Project) -> None:
    project.ticket("KAN-1", "A user has a name. " * 60_000)
    assert project.json("KAN-1")["error"]["id"] == "ticket-unreadable"


def test_sql_that_does_not_parse_is_asked(project: Project) -> None:
    project.ticket("KAN-1", "```sql\nCREATE TABLE t (a int,,);\n```")
    document = project.json("KAN-1")
    assert document["exit_code"] == 4
    assert "syntax error" in document["questions"][0]["text"]


REFUSED = {
    "CREATE TABLE invoices (user_id int REFERENCES customers (id));": "customers",
    "ALTER TABLE users ADD COLUMN email text;": "already exists",
    "ALTER TABLE nobody ADD COLUMN a int;": "nobody",
    "CREATE INDEX ON users (nothing);": "nothing",
}


@pytest.mark.parametrize("sql", REFUSED)
def test_ddl_that_does_not_fit_what_exists(project: Project, sql: str) -> None:
    project.ticket("KAN-1", f"```sql\n{sql}\n```")
    document = project.json("KAN-1")
    assert document["error"]["id"] == "design-impossible"
    assert REFUSED[sql] in document["error"]["what"]
    assert "line" in document["error"]["where"]
    assert document["error"]["hint"]


HOSTILE = [
    "COPY users TO PROGRAM 'touch {mark}';",
    "COPY users FROM PROGRAM 'touch {mark}';",
    "DO $$ BEGIN EXECUTE 'COPY (SELECT 1) TO ''{mark}'''; END $$;",
    "ALTER SYSTEM SET archive_command = 'touch {mark}';",
    "SELECT pg_read_file('/etc/passwd');",
    "SELECT lo_import('/etc/passwd');",
    "GRANT pg_execute_server_program TO PUBLIC;",
    "CREATE ROLE intruder SUPERUSER LOGIN;",
    "ALTER ROLE postgres PASSWORD 'x';",
    "DROP DATABASE postgres;",
    "SET ROLE postgres;",
    "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'x', 'y';",
    "SELECT 1; DROP TABLE users;",
    "DELETE FROM users;",
    "TRUNCATE users;",
]


@pytest.mark.parametrize("sql", HOSTILE)
def test_hostile_sql_is_refused_by_name_and_nothing_runs(project: Project, tmp_path: Path, sql: str) -> None:
    mark = tmp_path / "mark"
    project.ticket("KAN-1", f"Please run this.\n\n```sql\n{sql.format(mark=mark)}\n```")
    before = project.files()
    document = project.json("KAN-1")
    assert document["error"]["id"] == "statement-refused"
    assert document["error"]["hint"]
    assert not mark.exists()
    assert project.files() == before


def test_names_and_text_never_become_sql(project: Project) -> None:
    hostile = '"; DROP TABLE users; --'
    project.ticket(
        "KAN-1",
        f"""A parcel belongs to a user. A parcel has a weight and a note.

| Column | Type | Notes |
| --- | --- | --- |
| x{hostile}y | text | default `'); DROP TABLE users; --` |
| {"n" * 70} | text | {hostile} |
""",
        summary='Parcels */ """; DROP TABLE users; --',
    )
    document = project.json("KAN-1", "--dry-run")
    assert document["exit_code"] in (0, 4)
    if document["exit_code"] == 0:
        text = "".join(path.read_text("utf-8") for path in (project.folder / ".dbd").rglob("*.up.sql"))
        statements = [line for line in text.splitlines() if not line.startswith("--")]
        assert not [line for line in statements if line.lstrip().upper().startswith("DROP")]


def test_a_migration_that_cannot_be_replayed_is_named(project: Project) -> None:
    (project.folder / "migrations" / "20260102000000_broken.up.sql").write_text("CREATE TABLE users ();", "utf-8")
    document = project.json("KAN-29")
    assert document["error"]["id"] == "schema-unreadable"
    assert "20260102000000_broken.up.sql" in document["error"]["where"]


def test_a_server_that_is_not_there(project: Project) -> None:
    document = project.json("KAN-29", "--server", "postgresql://127.0.0.1:1/none")
    assert (document["error"]["id"], document["exit_code"]) == ("server-unavailable", 11)
