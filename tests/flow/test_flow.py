"""The whole way: from a ticket to files, a comment and a status, and what a second run does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support.projects import Project

SETTLED = {"KAN-29": 7, "KAN-34": 0, "KAN-37": 0}
IN_PHASES = {"KAN-37"}
WITHOUT_QUERIES = {"KAN-37"}  # it asks for no lookup


@pytest.mark.parametrize(
    "key", [pytest.param(key, marks=pytest.mark.slow if key in IN_PHASES else ()) for key in SETTLED]
)
def test_a_ticket_goes_all_the_way(project: Project, key: str) -> None:
    document = project.json(key)
    failed = [one for one in document["proof"]["observations"] if one["verdict"] == "failed"]
    assert not failed
    assert document["exit_code"] == 0
    assert "status: In Review" in project.text(key)
    assert (project.folder / "tickets" / f"{key}.comments.md").exists()
    boxes = [item["done"] for item in document.get("checklist", [])]
    assert boxes == [True] * SETTLED[key]
    written = {re.sub(r"\d{14}", "<at>", name) for name in project.files()}
    slug = key.lower().replace("-", "_")
    assert {f"reports/{key}/report.md", f"reports/{key}/evidence.json", f"seeds/{slug}.sql"} <= written
    assert {"models/sqlalchemy_models.py", "docs/database/schema.md", f"docs/database/{key}.md"} <= written
    assert [name for name in written if re.match(rf"migrations/<at>_{slug}_.*\.up\.sql", name)]
    exercises = assert_every_claim_observed(project.folder / "reports" / key / "evidence.json")
    assert ("queries" in exercises) is (key not in WITHOUT_QUERIES)


def assert_every_claim_observed(path: Path) -> set[str]:
    """That all of them were; the exercises that made them."""
    evidence = json.loads(path.read_text("utf-8"))
    claims = evidence["observations"]
    exercises = {claim["id"].partition("/")[0] for claim in claims}
    assert {
        "there-and-back",
        "half-way",
        "locks",
        "rows-kept",
        "constraints-bite",
        "backup-restore",
        "checks",
    } <= exercises
    assert all(claim["observed"] for claim in claims)
    assert len({claim["id"] for claim in claims}) == len(claims)
    return exercises


def test_a_vague_ticket_is_answered_with_questions(project: Project) -> None:
    before = project.files()
    document = project.json("KAN-44")
    assert document["exit_code"] == 4
    assert document["questions"]
    after = project.files()
    assert after.keys() - before.keys() == {"tickets/KAN-44.comments.md"}
    assert before.items() <= after.items()


@pytest.mark.usefixtures("short_proof")
def test_a_second_run_changes_nothing_and_says_so(project: Project) -> None:
    project.json("KAN-34")
    before = project.files()
    document = project.json("KAN-34")
    assert document["exit_code"] == 0
    assert "done already" in document["headline"]
    assert project.files() == before


@pytest.mark.slow
def test_the_same_work_gives_the_same_files(project: Project) -> None:
    project.json("KAN-34")
    before = project.files()
    project.json("KAN-34", "--force")
    after = project.files()
    changing = {name for name in before if before[name] != after.get(name)}
    assert before.keys() == after.keys()
    assert changing <= {"reports/KAN-34/report.md", "reports/KAN-34/evidence.json", "tickets/KAN-34.comments.md"}


@pytest.mark.slow
def test_a_changed_ticket_shows_what_changed_and_updates_its_files_in_place(project: Project) -> None:
    project.json("KAN-34")
    before = project.files()
    path = project.folder / "tickets" / "KAN-34.md"
    path.write_text(path.read_text("utf-8").replace("owner, admin or member", "owner, admin, guest or member"), "utf-8")
    result = project.dbd("KAN-34")
    assert result.exit_code == 0
    assert "the ticket changed since the last run" in result.stdout
    assert "guest" in result.stdout
    after = project.files()
    assert before.keys() == after.keys()
    (up,) = [name for name in after if name.endswith(".up.sql") and "kan_34" in name]
    assert "guest" in after[up]
    assert "guest" not in before[up]


@pytest.mark.slow
def test_tickets_build_on_each_other(project: Project) -> None:
    project.json("KAN-29")
    document = project.json("KAN-34")
    assert document["exit_code"] == 0
    assert "2 migrations" in document["steps"][1]["found"]
    again = project.json("KAN-29", "--force")
    assert again["exit_code"] == 0
    assert any(one["id"] == "later-migrations/replay" for one in again["proof"]["observations"])
    assert "class Membership" in (project.folder / "models" / "sqlalchemy_models.py").read_text("utf-8")
    assert "done already" in project.json("KAN-34")["headline"]


@pytest.mark.usefixtures("short_proof")
def test_a_rehearsal_writes_nothing_outside_the_run_folder(project: Project) -> None:
    before = project.files()
    document = project.json("KAN-34", "--dry-run")
    assert document["exit_code"] == 0
    assert project.files() == before
    assert list((project.folder / ".dbd" / "runs" / "KAN-34" / "would-write" / "migrations").glob("*.up.sql"))


@pytest.mark.usefixtures("short_proof")
def test_everything_goes_to_out(project: Project) -> None:
    before = project.files()
    out = project.folder.parent / "out"
    document = project.json("KAN-34", "--out", str(out))
    assert document["exit_code"] == 0
    assert project.files() == before
    assert not (project.folder / ".dbd").exists()
    assert (out / "reports" / "KAN-34" / "report.md").exists()
    assert (out / "KAN-34.comment.md").exists()


@pytest.mark.usefixtures("short_proof")
@pytest.mark.parametrize("step", ["read", "design", "plan", "prove"])
def test_a_run_goes_as_far_as_it_is_told(project: Project, step: str) -> None:
    before = project.files()
    document = project.json("KAN-34", "--until", step)
    assert document["exit_code"] == 0
    assert project.files() == before
    last = {"read": "Request", "design": "Design", "plan": "Migration", "prove": "Publication"}[step]
    assert document["steps"][-1]["step"] == last


@pytest.mark.slow
def test_an_edited_file_is_not_overwritten_unless_forced(project: Project) -> None:
    project.json("KAN-34")
    models = project.folder / "models" / "sqlalchemy_models.py"
    models.write_text("mine = 1\n", "utf-8")
    document = project.json("KAN-34")
    assert document["error"]["id"] == "results-exist"
    assert models.read_text("utf-8") == "mine = 1\n"
    project.json("KAN-34", "--force")
    kept = project.folder / ".dbd" / "runs" / "KAN-34" / "replaced" / "models" / "sqlalchemy_models.py"
    assert kept.read_text("utf-8") == "mine = 1\n"
    assert models.read_text("utf-8") != "mine = 1\n"


@pytest.mark.usefixtures("short_proof")
def test_a_schema_file_is_a_start(project: Project) -> None:
    schema = project.folder / "schema.sql"
    schema.write_text("CREATE TABLE users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text);", "utf-8")
    document = project.json("KAN-34", "--schema", str(schema), "--dry-run")
    assert document["exit_code"] == 0
    would = project.folder / ".dbd" / "runs" / "KAN-34" / "would-write" / "migrations"
    (up,) = would.glob("*.up.sql")
    assert "owner_id uuid NOT NULL" in up.read_text("utf-8")


@pytest.mark.usefixtures("short_proof")
def test_a_database_is_a_start_and_is_not_written(project: Project, database: object) -> None:
    shadow = database.shadow  # type: ignore[attr-defined]
    shadow.replay(["CREATE TABLE users (id bigint PRIMARY KEY, name text)"], origin="test")
    before = shadow.dump()
    document = project.json("KAN-34", "--database", shadow.url, "--dry-run")
    assert document["exit_code"] == 0
    assert shadow.dump() == before


@pytest.mark.slow
def test_a_slow_query_is_answered_with_what_cannot_be_done_yet(project: Project) -> None:
    project.json("KAN-29")
    document = project.json("KAN-41")
    assert document["exit_code"] == 9
    assert "not possible yet" in document["headline"]
    assert len(document["remarks"]) == 2


def test_a_rule_for_existing_rows_that_is_not_understood_is_asked_about(project: Project) -> None:
    ticket = project.folder / "tickets" / "KAN-37.md"
    told = ticket.read_text("utf-8")
    ticket.write_text(told.replace("lower-cased, anything", "transliterated, anything"), "utf-8")
    document = project.json("KAN-37")
    assert document["exit_code"] == 4
    assert "transliterated" in document["questions"][0]["text"]
    assert "is not understood" in document["questions"][0]["text"]


@pytest.mark.usefixtures("short_proof")
def test_half_written_files_of_a_killed_run_are_swept(project: Project) -> None:
    left = project.folder / "migrations" / ".x.up.sql.abc.unfinished"
    left.write_text("half", "utf-8")
    assert project.json("KAN-34")["exit_code"] == 0
    assert not left.exists()


def test_what_is_usual_is_assumed_only_where_somebody_agrees(project: Project) -> None:
    project.ticket("KAN-9", "Tables: suppliers, invoices, payments", "Create the billing schema")
    asked = project.json("KAN-9", "--until", "plan")
    assert asked["exit_code"] == 4
    assert "dbd KAN-9 --assume" in asked["questions"][0]["proposals"][-1]
    document = project.json("KAN-9", "--assume", "--until", "plan")
    assert document["exit_code"] == 0
    assumed = [it["why"] for it in document["assumptions"]]
    assert [name for name in ("supplier", "invoice", "payment") if any(f'usual for "{name}"' in it for it in assumed)]
