"""``dbd doctor``, ``dbd tasks`` and ``dbd publish``, with tickets in a Jira and in a folder."""

from __future__ import annotations

import json
from typing import Any

import pytest

from database_developer.trackers.jira.place import TOKEN
from support.fake_jira import faults
from support.fake_jira.records import ScreenField
from support.jira_projects import SMALL, JiraProject
from support.projects import Project
from support.terminal import dbd_on_a_terminal

LINES = ["address", "proxy", "certificates", "server", "clock", "account", "projects", "tasks", "permissions"]
NOT_WELL, USAGE, REFUSED, NOT_LOGGED_IN = 1, 2, 22, 23


def examined(jira: JiraProject) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit code, and what was found by what was looked at."""
    result = jira.dbd("doctor", "--json")
    return result.exit_code, {one["what"]: one for one in json.loads(result.stdout)}


def test_the_doctor_says_of_each_step_that_it_is_well(jira: JiraProject) -> None:
    jira.small()
    code, found = examined(jira)
    assert list(found) == LINES
    assert code == 0
    assert found["account"]["told"].startswith("Dana Database")
    assert found["tasks"]["told"] == "1 found by: labels = database AND statusCategory != Done"
    assert found["projects"]["told"] == "KAN, SHOP"
    assert found["permissions"]["told"] == "all that are needed"
    shown = jira.dbd("doctor").output
    assert [line.split()[1] for line in shown.splitlines()] == LINES


@pytest.mark.parametrize(
    ("settings", "what", "words"),
    [
        ('jql = "nonsense (("', "tasks", "tracker.jql"),
        ('project = "GONE"', "tasks", "GONE"),
    ],
)
def test_a_fault_in_the_settings(cloud: JiraProject, settings: str, what: str, words: str) -> None:
    cloud.says(settings)
    code, found = examined(cloud)
    assert code == NOT_WELL
    assert [name for name, one in found.items() if not one["is_well"]] == [what]
    assert words in f"{found[what]['told']} {found[what]['hint']}"


def test_permissions_that_are_lacking_are_named_with_their_project(
    cloud: JiraProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.small()
    cloud.fake.world.add_token("guest", "dana", without=("ADD_COMMENTS", "TRANSITION_ISSUES"))
    monkeypatch.setenv(TOKEN, "guest")
    code, found = examined(cloud)
    assert code == NOT_WELL
    assert found["permissions"]["told"] == "lacking: ADD_COMMENTS, TRANSITION_ISSUES in KAN"
    assert "administers" in found["permissions"]["hint"]


def test_a_token_that_is_no_good(jira: JiraProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, "forged")
    code, found = examined(jira)
    assert code == NOT_WELL
    assert not found["account"]["is_well"]
    assert "dbd login" in found["account"]["hint"]
    assert "permissions" not in found


def test_a_server_that_is_none(cloud: JiraProject) -> None:
    cloud.fake.faults.always("GET", "/serverInfo", faults.login_page())
    code, found = examined(cloud)
    cloud.fake.faults.clear()
    assert (code, list(found)) == (NOT_WELL, LINES[:4])


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('authority = "gone.pem"', "gone.pem: the certificates cannot be read"),
        ('proxy = "no proxy"', "the proxy cannot be used"),
        ('api = "https://elsewhere.example.org"', "is of another host"),
        ('flavour = "cloudy"', '"cloudy" is no flavour'),
    ],
)
def test_settings_that_cannot_be_used_at_all(cloud: JiraProject, settings: str, words: str) -> None:
    cloud.says(settings)
    result = cloud.dbd("doctor")
    assert result.exit_code == USAGE
    assert words in " ".join(result.output.split())
    assert "hint: " in result.output


def test_no_token(cloud: JiraProject, monkeypatch: pytest.MonkeyPatch, no_keyring: None) -> None:
    monkeypatch.delenv(TOKEN)
    result = cloud.dbd("doctor")
    assert result.exit_code == NOT_LOGGED_IN
    assert "dbd login" in result.output


def test_the_doctor_of_a_folder(project: Project) -> None:
    jira = JiraProject(project, None)  # type: ignore[arg-type]
    result = jira.dbd("doctor")
    assert result.exit_code == 0
    assert "5 in the folder" in result.output


def listed(jira: JiraProject, *flags: str) -> list[str]:
    return [line.split()[0] for line in jira.dbd("tasks", *flags).stdout.splitlines()]


def fill(jira: JiraProject) -> None:
    world = jira.fake.world
    world.add_issue("KAN-9", "Nine", labels=["database"])
    world.add_issue("KAN-10", "Ten", labels=["database"], status="In Progress")
    world.add_issue("KAN-11", "Eleven", labels=["database"], status="Done")
    world.add_issue("KAN-12", "Twelve", labels=["frontend"])
    world.add_issue("SHOP-1", "One", labels=["database"])


def test_the_open_database_tasks_are_listed(jira: JiraProject) -> None:
    fill(jira)
    assert listed(jira) == ["KAN-9", "KAN-10", "SHOP-1"]
    jira.says('project = "kan"')
    assert listed(jira) == ["KAN-9", "KAN-10"]
    jira.says('jql = "labels = database"')
    assert listed(jira) == ["KAN-9", "KAN-10", "SHOP-1"]
    assert listed(jira, "--all") == ["KAN-9", "KAN-10", "KAN-11", "SHOP-1"]
    jira.says('jql = "labels = nothing"')
    assert "there are no open tickets" in jira.dbd("tasks").output


def test_a_folder_that_is_named_goes_before_the_jira(cloud: JiraProject) -> None:
    fill(cloud)
    assert "KAN-29" in listed(cloud, "--tickets", str(cloud.project.folder / "tickets"))
    (cloud.project.folder / "dbd.toml").write_text('tickets = "tickets"\n', "utf-8")
    assert "KAN-29" in listed(cloud)


def test_one_is_picked_on_a_terminal_and_run(cloud: JiraProject) -> None:
    cloud.small()
    flags = ("--project", str(cloud.project.folder), "--pick")
    with dbd_on_a_terminal("tasks", *flags, environment={"DBD_CACHE": str(cloud.project.cache)}) as terminal:
        terminal.wait_for("  1. KAN-61")
        terminal.wait_for("Which one (number or key)")
        terminal.type("7")
        terminal.wait_for('"7" is none of them')
        terminal.type("1")
        terminal.wait_for('"Shipments", To Do')
        terminal.leave("c")
    assert cloud.issue(SMALL).key == SMALL


def lacking_a_resolution(jira: JiraProject) -> None:
    """A move waits for the ticket, and the screen of its transition asks for a resolution."""
    world = jira.fake.world
    jira.small()
    screen = (ScreenField(field="resolution", allowed=("Done", "Won't Do")),)
    world.workflow = [world.transition("Start work", "In Progress", ("To Do",), screen)]
    outbox = jira.project.folder / ".dbd" / "runs" / SMALL / "outbox"
    outbox.mkdir(parents=True)
    (outbox / "000001-move.json").write_text('{"is": "Move", "stage": "started"}', "utf-8")


def test_what_a_screen_asks_for_is_asked_on_a_terminal(cloud: JiraProject) -> None:
    lacking_a_resolution(cloud)
    flags = ("--project", str(cloud.project.folder))
    with dbd_on_a_terminal("publish", SMALL, *flags) as terminal:
        terminal.wait_for('asks for "Resolution"')
        terminal.type("never")
        terminal.wait_for('"never" is none of them')
        terminal.type("done")
        terminal.wait_for("nothing waits for KAN-61 any more")
        assert terminal.ended() == 0
    assert cloud.issue(SMALL).resolution == "Done"
    assert cloud.issue(SMALL).status.name == "In Progress"


def test_what_a_screen_asks_for_is_left_where_somebody_says_nothing(cloud: JiraProject) -> None:
    lacking_a_resolution(cloud)
    with dbd_on_a_terminal("publish", SMALL, "--project", str(cloud.project.folder)) as terminal:
        terminal.wait_for('asks for "Resolution"')
        terminal.type("")
        assert terminal.ended() == REFUSED
    assert "1 left to send" in " ".join(terminal.seen.split())
    assert cloud.issue(SMALL).status.name == "To Do"


def test_nobody_is_asked_where_nobody_sits(cloud: JiraProject) -> None:
    fill(cloud)
    result = cloud.dbd("tasks", "--pick", given="1\n")
    assert result.exit_code == USAGE
    assert "nobody is there to be asked" in result.output


@pytest.mark.parametrize("key", ["KAN-999", "../../KAN-29", ""])
def test_nothing_is_published_of_what_was_never_run(cloud: JiraProject, key: str) -> None:
    result = cloud.dbd("publish", key)
    assert result.exit_code == USAGE
    assert "there was no run of" in result.output


def test_a_file_of_the_outbox_that_cannot_be_read_is_named(cloud: JiraProject) -> None:
    outbox = cloud.project.folder / ".dbd" / "runs" / SMALL / "outbox"
    outbox.mkdir(parents=True)
    (outbox / "000001-say.json").write_text("{", "utf-8")
    cloud.small()
    result = cloud.dbd("publish", SMALL)
    assert result.exit_code == USAGE
    assert "000001-say.json" in " ".join(result.output.split())
    assert "1 left to send" in result.output


def test_what_waits_for_a_ticket_of_a_folder_is_sent_too(project: Project) -> None:
    jira = JiraProject(project, None)  # type: ignore[arg-type]
    (project.folder / ".dbd" / "runs" / "KAN-29" / "outbox").mkdir(parents=True)
    waiting = {"is": "Move", "stage": "started"}
    path = project.folder / ".dbd" / "runs" / "KAN-29" / "outbox" / "000001-move.json"
    path.write_text(json.dumps(waiting), "utf-8")
    assert jira.dbd("publish", "kan-29").exit_code == 0
    assert "status: In Progress" in project.text("KAN-29")
