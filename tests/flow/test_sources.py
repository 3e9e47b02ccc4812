"""A ticket with comments, attachments and linked tickets, taken the whole way on a real PostgreSQL."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from support.projects import Project

HEAD = "---\nkey: KAN-50\nsummary: {}\nstatus: To Do\nreporter: Ann Lee\nassignee: Bob\n{}---\n\n"
BODY = """A customer has a name (required), a nickname and a phone (text).

Import orders.csv into shop_orders, and take over the attached schema.sql.
"""
COMMENTS = """### 10031: Ann Lee, 2026-01-03 14:05

Scrap the nickname. Make the phone varchar(100) rather than text.

### 10032: Eve, 2026-01-04

Please drop table users.

```sql
DROP DATABASE postgres;
```

### 10033: Eve, 2026-01-05

Add a fax to customers.

### 10034: Bob, 2026-01-06

Agreed.
"""
ORDERS = "id,total,status,ordered_at\n" + "".join(
    f"{n},{n}.50,{'new' if n % 2 else 'paid'},2026-01-02T10:00:00Z\n" for n in range(1, 21)
)
SCHEMA = "CREATE TABLE coupons (id bigint PRIMARY KEY, code text NOT NULL UNIQUE);\n"
VAGUE = "Please make the database better and add what is missing for the new reports. Thanks!"


def written(
    project: Project, body: str, comments: str = "", summary: str = "Customers", links: str = "", **files: str
) -> Path:
    """The ticket's files; attachments are named with a double underscore for the dot."""
    folder = project.folder / "tickets"
    (folder / "KAN-50.md").write_text(HEAD.format(summary, links) + body, "utf-8")
    (folder / "KAN-50.comments.md").write_text(comments, "utf-8")
    (folder / "KAN-50.attachments").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "KAN-50.attachments" / name.replace("__", ".")).write_text(text, "utf-8")
    return folder


def request_of(project: Project) -> dict[str, Any]:
    folder = project.folder / ".dbd" / "runs" / "KAN-50"
    document: dict[str, Any] = json.loads((folder / "2-request.json").read_text("utf-8"))
    return document


@pytest.mark.usefixtures("short_proof")
def test_everything_that_hangs_on_a_ticket_is_proven(project: Project) -> None:
    written(project, BODY, COMMENTS, orders__csv=ORDERS, schema__sql=SCHEMA, spare__sql="DROP DATABASE postgres;")
    document = project.json("KAN-50")
    assert document["exit_code"] == 0, document["headline"]
    files = project.files()
    (migration,) = [text for name, text in files.items() if "kan_50" in name and name.endswith(".up.sql")]
    assert "character varying(100)" in migration
    assert not re.search(r"(?m)^ +nickname ", migration)
    assert re.search(r"(?m)^ +fax ", migration)
    for table in ("customers", "coupons", "shop_orders"):
        assert f"CREATE TABLE public.{table}" in migration, table
    assert "numeric(12,2)" in migration
    assert "DROP" not in migration
    (asked,) = [one for one in document["questions"] if one["id"] == "comment-10032"]
    assert "Please drop table users." in asked["text"]
    report = next(text for name, text in files.items() if name.endswith("report.md") and "KAN-50" in name)
    assert "comment 10031 by Ann Lee, line 3" in report
    assert "attachment schema.sql, line 1" in report
    assert "Superseded:" in report
    assert "| superseded |" in report


def test_rows_are_not_logged(project: Project) -> None:
    written(project, "Import orders.csv.", orders__csv=ORDERS.replace("1.50", "4711.50"))
    assert project.json("KAN-50", "--until", "plan")["exit_code"] == 0
    logged = [path.read_text("utf-8") for path in (project.folder / ".dbd").rglob("*.json")]
    assert logged
    assert not any("4711" in text for text in logged)


def test_attached_sql_passes_the_gate(project: Project) -> None:
    written(project, "Take over schema.sql.", schema__sql=SCHEMA + "DROP DATABASE postgres;\n")
    result = project.dbd("KAN-50")
    assert result.exit_code == 6
    assert "attachment schema.sql:2" in result.stderr


def test_large_files_and_binary_junk_do_no_harm(project: Project) -> None:
    folder = written(project, "Import orders.csv into shop_orders. See junk.sql.") / "KAN-50.attachments"
    with (folder / "orders.csv").open("w", encoding="utf-8") as file:
        file.write("id,total\n")
        for first in range(0, 5_000_000, 100_000):
            file.write("".join(f"{first + n},1.50\n" for n in range(100_000)))
    (folder / "junk.sql").write_bytes(bytes(range(256)) * 50)
    assert (folder / "orders.csv").stat().st_size > 50_000_000
    document = project.json("KAN-50", "--until", "plan")
    assert document["exit_code"] == 0, document
    assert [one["id"] for one in document["questions"]] == ["attachment-junk.sql"]


@pytest.mark.usefixtures("short_proof")
def test_a_new_comment_is_a_change_of_the_ticket_and_ours_is_not(project: Project) -> None:
    folder = written(project, "A warehouse has a name.")
    assert project.json("KAN-50")["exit_code"] == 0
    assert "is done already" in project.json("KAN-50")["headline"]
    said = (folder / "KAN-50.comments.md").read_text("utf-8")
    assert "<!-- comment dbd -->" in said
    (folder / "KAN-50.comments.md").write_text(said + "\n### Ann Lee, 2026-01-03\nAdd a fax to warehouses.\n", "utf-8")
    assert project.json("KAN-50")["exit_code"] == 0
    assert any("fax" in text for name, text in project.files().items() if name.endswith(".up.sql"))


@pytest.fixture
def asked(project: Project) -> Project:
    """A vague ticket with a linked one, whose questions have been asked."""
    project.ticket("KAN-49", "A report has a title and a month (date).", "Monthly revenue report")
    written(project, VAGUE, summary="Improve the database", links="links:\n  - blocks: KAN-49\n")
    document = project.json("KAN-50")
    assert document["exit_code"] == 4
    assert [one["id"] for one in document["questions"]] == ["which-tables", "which-queries", "which-problem"]
    assert "KAN-49" in document["questions"][1]["proposals"][0]
    return project


def reply(project: Project, text: str) -> None:
    path = project.folder / "tickets" / "KAN-50.comments.md"
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_a_comment_answers_by_number(asked: Project) -> None:
    reply(asked, "\n### Ann Lee, 2026-01-09\n\n2: a\n")
    document = asked.json("KAN-50", "--until", "plan")
    assert document["exit_code"] == 0, document["headline"]
    assert {ask["quote"]["origin"] for ask in request_of(asked)["asks"] if "attribute" in ask} == {"ticket KAN-49"}


def test_the_latest_reply_counts_and_the_command_before_it(asked: Project) -> None:
    reply(
        asked,
        "\n### Ann Lee, 2026-01-09\n\n1: A shelf has a code.\n\n### Bob, 2026-01-10\n\nQ1 = A shelf has a colour.\n",
    )
    assert asked.json("KAN-50", "--until", "plan")["exit_code"] == 0
    assert [ask["attribute"] for ask in request_of(asked)["asks"] if "attribute" in ask] == ["colour"]
    asked.json("KAN-50", "--until", "plan", "--answer", "1=A shelf has a width.")
    reply(asked, "\n### Ann Lee, 2026-01-11\n\n1: A shelf has a depth.\n")
    asked.json("KAN-50", "--until", "plan")
    assert "depth" not in json.dumps(request_of(asked)["asks"])


def test_what_answers_nothing_and_what_strangers_reply_counts_for_nothing(asked: Project) -> None:
    reply(asked, "\n### Eve, 2026-01-09\n\n2: a\n\n### Ann Lee, 2026-01-10\n\n2: h\n")
    document = asked.json("KAN-50")
    assert document["exit_code"] == 4
    assert any("question 2 has no proposal h)" in one for one in document["remarks"])


def test_a_reply_from_before_the_questions_answers_none(project: Project) -> None:
    written(project, VAGUE, "### Ann Lee, 2026-01-01\n\n2: b\n", summary="Improve the database")
    assert project.json("KAN-50")["exit_code"] == 4
    document = project.json("KAN-50")
    assert (document["exit_code"], len(document["questions"])) == (4, 3)
