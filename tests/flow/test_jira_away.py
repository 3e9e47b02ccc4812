"""Jira is down, refuses, or must not be told: the work is done all the same, and what waits is sent once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from database_developer.trackers.jira.place import TOKEN, URL
from support.fake_jira import FakeJira, faults
from support.jira_projects import SMALL, JiraProject, run_folder

NOT_FOUND, AWAY, REFUSED, NOT_LOGGED_IN = 3, 21, 22, 23


def down(jira: JiraProject) -> None:
    """Every request that writes fails from now on."""
    for method in ("POST", "PUT", "DELETE"):
        jira.fake.faults.always(method, f"/issue/{SMALL}", faults.status(503))


def test_the_work_goes_on_and_publish_sends_it(jira: JiraProject) -> None:
    jira.small()
    down(jira)
    result = jira.run(SMALL)
    assert result.exit_code == 0, result.output
    assert "to send: dbd publish KAN-61" in result.output
    assert (jira.project.folder / "reports" / SMALL / "report.md").exists()
    assert jira.ours(SMALL) == []
    shown = jira.dbd("publish", SMALL, "--dry-run")
    assert "would send 1 of" in shown.output
    assert "Proven: none of" in shown.output
    away = jira.dbd("publish", SMALL)
    assert away.exit_code == AWAY
    assert "left to send" in away.output
    jira.fake.faults.clear()
    sent = jira.dbd("publish", SMALL.lower())
    assert sent.exit_code == 0, sent.output
    assert "nothing waits for KAN-61 any more" in sent.output
    assert len(jira.ours(SMALL)) == 1
    assert jira.issue(SMALL).status.name == "In Review"
    assert "evidence.json" in jira.attached(SMALL)
    before = jira.fake.writes(SMALL)
    assert "nothing waits for KAN-61" in jira.dbd("publish", SMALL).output
    assert jira.fake.writes(SMALL) == before
    assert_no_file_holds_the_token(jira)


def assert_no_file_holds_the_token(jira: JiraProject) -> None:
    files = [path for path in Path(jira.project.folder).rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if jira.fake.token.encode() in path.read_bytes()]


@pytest.mark.slow
def test_the_next_run_sends_what_waits_too(cloud: JiraProject) -> None:
    cloud.small()
    down(cloud)
    assert cloud.run(SMALL).exit_code == 0
    cloud.fake.faults.clear()
    assert "is done already" in cloud.run(SMALL).output
    assert cloud.issue(SMALL).status.name == "In Review"
    assert len(cloud.ours(SMALL)) == 1


def test_an_answer_that_was_lost_leaves_one_comment(cloud: JiraProject) -> None:
    cloud.small()
    cloud.fake.faults.next("POST", f"/issue/{SMALL}/comment", faults.reset(lands=True))
    assert cloud.run(SMALL).exit_code == 0
    assert len(cloud.ours(SMALL)) == 1


def test_what_is_refused_is_told_and_holds_up_nothing(cloud: JiraProject) -> None:
    cloud.small()
    cloud.fake.world.add_token("no comments", "dana", without=("ADD_COMMENTS",))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(TOKEN, "no comments")
        result = cloud.run(SMALL)
        assert result.exit_code == 0
        assert 'the permission "ADD_COMMENTS" is lacking' in " ".join(result.output.split())
        assert cloud.issue(SMALL).status.name == "In Review"
        assert cloud.dbd("publish", SMALL).exit_code == REFUSED
    assert cloud.dbd("publish", SMALL).exit_code == 0
    assert len(cloud.ours(SMALL)) == 1


def test_without_comments_the_rest_is_sent_and_the_comment_shown(cloud: JiraProject) -> None:
    cloud.small()
    result = cloud.run(SMALL, "--no-comment")
    assert result.exit_code == 0
    assert cloud.ours(SMALL) == []
    assert cloud.issue(SMALL).status.name == "In Review"
    assert "1 message for the ticket (say) not sent" in result.output
    (kept,) = (run_folder(cloud.project, SMALL) / "would-send").iterdir()
    assert "Proven: none of" in kept.read_text("utf-8")


def test_a_rehearsal_shows_all_that_would_be_sent(cloud: JiraProject) -> None:
    cloud.small()
    result = cloud.run(SMALL, "--dry-run")
    assert result.exit_code == 0
    assert cloud.fake.writes(SMALL) == []
    assert "messages for the ticket (move, attach, prune, say) not sent" in result.output
    kept = sorted(run_folder(cloud.project, SMALL).glob("would-send/*"), key=lambda path: int(path.name.split("-")[0]))
    texts = [path.read_text("utf-8") for path in kept]
    assert texts[0] == "move the ticket to the status for: started\n"
    assert texts[-1] == "move the ticket to the status for: proven\n"
    assert "attach report.md\n" in texts
    assert any("Proven: none of" in text for text in texts)


@pytest.mark.parametrize("typed", ["KAN-16", "KAN61", "KAN-6l", "SHOP-61", "shipmnts", "the shipments"])
def test_a_mistyped_key_is_answered_with_what_is_near(jira: JiraProject, typed: str) -> None:
    jira.small()
    result = jira.run(typed)
    assert result.exit_code == NOT_FOUND
    assert 'did you mean KAN-61 "Shipments" (To Do)?' in " ".join(result.output.split())
    assert jira.fake.writes(SMALL) == []


@pytest.mark.parametrize("key", [SMALL, "KAN-16"])
def test_a_wrong_token_is_told_from_a_missing_task(
    jira: JiraProject, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    jira.small()
    monkeypatch.setenv(TOKEN, "forged")
    result = jira.run(key)
    assert result.exit_code == NOT_LOGGED_IN
    assert "does not take the credentials" in result.output
    assert "dbd login" in result.output
    assert "forged" not in result.output


def test_no_token_at_all_is_said(cloud: JiraProject, monkeypatch: pytest.MonkeyPatch, no_keyring: None) -> None:
    monkeypatch.delenv(TOKEN)
    result = cloud.run(SMALL)
    assert result.exit_code == NOT_LOGGED_IN
    assert "set JIRA_TOKEN" in result.output


def test_nobody_there_is_said(cloud: JiraProject, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeJira(is_cloud=True) as gone:
        monkeypatch.setenv(URL, gone.url)
    document = json.loads(cloud.run(SMALL, "--json").stdout)
    assert document["exit_code"] == AWAY
    assert "dbd doctor" in document["error"]["hint"]
