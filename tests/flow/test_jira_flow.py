"""One command takes a task in Jira from To Do to review, and leaves one comment, its files, and no trace twice."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from database_developer.trackers.jira import adf
from database_developer.trackers.jira.place import TOKEN, URL
from support.fake_jira import faults
from support.fake_jira.samples import boxes
from support.jira_projects import FIRST, SECOND, SMALL, TEXT, JiraProject
from support.jira_texts import fields_of
from support.jira_trackers import emulator
from support.projects import EXAMPLE, Project

TASK = "KAN-29"


def boxed(document: dict[str, Any]) -> list[tuple[str, str]]:
    """The boxes of a document: their state and words."""
    found = [one for part in document["content"] if part["type"] == "taskList" for one in part["content"]]
    return [(one["attrs"]["state"], "".join(it["text"] for it in one["content"])) for one in found]


def words_of(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)


def without_picture(names: Iterable[str]) -> list[str]:
    """The files, less the picture: where there is no program to draw it, there is none."""
    return [name for name in names if name != f"{TASK}-schema.png"]


def assert_told(jira: JiraProject, key: str) -> None:
    """One comment of ours, with the verdict, checked boxes, assumptions and files."""
    (body,) = jira.ours(key)
    for words in (
        "Proven: none of",
        "New tables: ",
        "Warnings",
        "Acceptance criteria",
        "Assumptions",
        "ON DELETE CASCADE",
        "Files",
        "report.md",
    ):
        assert words in words_of(body)
    if jira.fake.world.is_cloud:
        assert [state for state, _ in boxed(body)] == ["DONE"] * 7
    else:
        assert body.count("* (/) ") == 7
    names = without_picture(jira.attached(key))
    assert [name.split("analytics")[-1] for name in names[:2]] == [".down.sql", ".up.sql"]
    assert names[2:] == ["KAN-29.md", "evidence.json", "kan_29.sql", "report.md"]


@pytest.mark.parametrize("is_cloud", [True, pytest.param(False, marks=pytest.mark.slow)], ids=["cloud", "data center"])
def test_one_command_takes_the_example_to_review(jira_project: Any, is_cloud: bool) -> None:
    jira: JiraProject = jira_project(is_cloud)
    jira.example(TASK)
    jira.fake.world.add_issue("KAN-15", "The story")
    result = jira.run("kan-29")
    assert result.exit_code == 0, result.output
    assert jira.steps(TASK) == ["In Progress", "In Review"]
    assert 'moved KAN-29 from "In Progress" to "In Review"' in result.output
    assert_told(jira, TASK)
    assert len(jira.fake.asked("POST", "/comment")) == 1
    assert len(jira.fake.asked("PUT", "/comment/")) >= 3
    before = jira.fake.writes(TASK)
    again = jira.run(TASK)
    assert "is done already" in again.output
    assert jira.fake.writes(TASK) == before


@pytest.mark.slow
def test_the_same_on_an_emulator_of_others(project: Project, monkeypatch: pytest.MonkeyPatch, no_waits: None) -> None:
    summary, text, labels = fields_of(EXAMPLE / "tickets", TASK, is_cloud=False)
    task = {"summary": summary, "description": text, "labels": list(labels), "status": "To Do"}
    with emulator("KAN", {TASK: task}) as url:
        monkeypatch.setenv(URL, url)
        monkeypatch.setenv(TOKEN, "any")
        assert project.dbd(TASK).exit_code == 0
        for _ in range(2):
            fields = httpx2.get(f"{url}/rest/api/2/issue/{TASK}").json()["fields"]
            (comment,) = httpx2.get(f"{url}/rest/api/2/issue/{TASK}/comment").json()["comments"]
            assert fields["status"]["name"] == "In Review"
            assert comment["body"].count("* (/) ") == 7
            assert len(without_picture(one["filename"] for one in fields["attachment"])) == 6
            assert project.dbd(TASK).exit_code == 0


def test_a_run_again_by_force_doubles_nothing(jira: JiraProject) -> None:
    jira.small()
    assert jira.run(SMALL).exit_code == 0
    first, attached = jira.issue(SMALL).comments[0].id, jira.attached(SMALL)
    assert jira.run(SMALL, "--force").exit_code == 0
    assert [one.id for one in jira.issue(SMALL).comments] == [first]
    assert jira.attached(SMALL) == attached
    assert jira.steps(SMALL) == ["In Progress", "In Review"]


@pytest.mark.parametrize("may_note", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_another_machine_doubles_nothing_even_where_no_notes_may_be_left(jira: JiraProject, may_note: bool) -> None:
    """All that the first run left on its own machine is gone: what stands on the issue is all that there is."""
    jira.small()
    if not may_note:
        jira.fake.faults.always("*", "/properties/", faults.status(403))
    assert jira.run(SMALL).exit_code == 0
    first, count = jira.issue(SMALL).comments[0].id, len(jira.attached(SMALL))
    old = {one.id for one in jira.issue(SMALL).attachments}
    for name in ("migrations", ".dbd", "reports", "seeds", "docs"):
        shutil.rmtree(jira.project.folder / name)
    shutil.copytree(EXAMPLE / "migrations", jira.project.folder / "migrations")
    jira.issue(SMALL).values["description"] = jira.fake.world.body(f"{TEXT}- weight: integer\n")
    assert jira.run(SMALL).exit_code == 0
    assert [one.id for one in jira.issue(SMALL).comments] == [first]
    assert len(jira.attached(SMALL)) == len(set(jira.attached(SMALL))) == count
    assert bool(jira.issue(SMALL).properties) == may_note
    (report,) = (one for one in jira.issue(SMALL).attachments if one.filename == "report.md")
    assert report.id not in old and b"weight" in report.content
    jira.fake.faults.clear()


def with_criteria(jira: JiraProject) -> dict[str, Any]:
    """The small ticket with two boxes, of which the work meets the first; its fields as they are then."""
    issue = jira.small(acceptance=boxes((FIRST, SECOND), is_cloud=jira.fake.world.is_cloud))
    return copy.deepcopy(issue.values)


def on_a_branch(folder: Path) -> None:
    """The project becomes a clone on a branch that its server has."""
    for words in (
        ("init", "-q", "-b", "kan-61"),
        ("remote", "add", "origin", "https://me:secret@git.example.org/shop/db.git"),
        ("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "--allow-empty", "-m", "first"),
        ("update-ref", "refs/remotes/origin/kan-61", "HEAD"),
    ):
        subprocess.run(["git", "-C", str(folder), *words], check=True)


def test_links_work_and_boxes(jira: JiraProject, monkeypatch: pytest.MonkeyPatch) -> None:
    jira.says("tick = true\nworklog = true")
    monkeypatch.setenv("BUILD_URL", "https://ci.example.org/job/7")
    on_a_branch(jira.project.folder)
    before = with_criteria(jira)
    for _ in range(2):
        assert jira.run(SMALL).exit_code == 0
    issue = jira.issue(SMALL)
    assert [link["object"] for link in issue.remote_links.values()] == [
        {"url": "https://git.example.org/shop/db/tree/kan-61", "title": "Branch kan-61"},
        {"url": "https://ci.example.org/job/7", "title": f"Run of dbd on {SMALL}"},
    ]
    (logged,) = issue.worklogs
    assert logged.seconds == 60
    field = jira.fake.world.custom["acceptance"]
    wanted = before[field]
    if jira.fake.world.is_cloud:
        wanted["content"][0]["content"][0]["attrs"]["state"] = "DONE"
    else:
        wanted = wanted.replace(f"[ ] {FIRST}", f"[x] {FIRST}")
    assert issue.values == {**before, field: wanted}
    assert json.dumps(issue.values[field]) == json.dumps(wanted)
    assert_the_comment_says_which_are_met(jira)


def assert_the_comment_says_which_are_met(jira: JiraProject) -> None:
    (body,) = jira.ours(SMALL)
    if jira.fake.world.is_cloud:
        states, texts = zip(*boxed(body), strict=True)
        assert states == ("DONE", "TODO")
        assert texts[0].startswith(f"{FIRST} (") and texts[0].endswith(" observations)")
        assert texts[1] == f"{SECOND} (undecided)"
        assert not adf.read(body, SMALL).diagnostics
    else:
        assert f"* (/) {FIRST}" in body
        assert f"{SECOND} (undecided)" in body


def test_a_team_that_says_nothing_has_no_work_logged_and_no_boxes_ticked(cloud: JiraProject) -> None:
    before = with_criteria(cloud)
    assert cloud.run(SMALL).exit_code == 0
    assert cloud.issue(SMALL).values == before
    assert cloud.issue(SMALL).worklogs == []
    assert cloud.issue(SMALL).remote_links == {}


def test_a_moved_key_is_followed_and_told(cloud: JiraProject) -> None:
    cloud.small("SHOP-4")
    cloud.fake.world.rename("SHOP-4", SMALL)
    result = cloud.run("shop-4", "--until", "plan")
    assert result.exit_code == 0
    assert '"shop-4" was moved: it is "KAN-61" now' in result.output
    assert "KAN-61: went as far as plan" in result.output


def test_files_that_could_not_be_read_are_told(cloud: JiraProject) -> None:
    cloud.small()
    cloud.fake.world.attach(SMALL, "columns.csv", b"name,type\n", "text/csv")
    cloud.fake.faults.always("GET", "/attachment/content", faults.status(403))
    result = cloud.run(SMALL, "--until", "plan")
    cloud.fake.faults.clear()
    assert '"columns.csv"' in result.output
    assert 'Note: the file "columns.csv" is not read' in result.output


def test_nothing_is_written_beside_the_project(cloud: JiraProject, tmp_path: Path) -> None:
    cloud.small()
    assert cloud.run(SMALL, "--out", str(tmp_path / "out")).exit_code == 0
    assert cloud.fake.writes(SMALL) == []
    assert (tmp_path / "out" / f"{SMALL}.comment.md").exists()
