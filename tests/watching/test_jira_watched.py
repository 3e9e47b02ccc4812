"""Tasks of a Jira as they are watched: which are taken, when again, and what becomes of those that cannot be."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from database_developer.trackers.jira.place import EMAIL, TOKEN, URL
from database_developer.watching.ledger import Ledger
from database_developer.watching.watcher import put_back
from support.fake_jira import FakeJira, faults, webhooks
from support.fake_jira.clock import WallClock
from support.fake_jira.fixtures import checked
from support.watching import SECRET, Desk, Watching, options_of, until

JQL = "project = KAN AND labels = database AND statusCategory != Done"
FORGED = {"X-Hub-Signature": "sha256=" + "0" * 64}


@pytest.fixture(params=["cloud", pytest.param("data center", marks=pytest.mark.slow)])
def fake(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeJira]:
    """A Jira whose clock goes on, and which the watcher finds in its environment."""
    with checked(is_cloud=request.param == "cloud", clock=WallClock()) as opened:
        opened.world.issues.clear()
        monkeypatch.setenv(URL, opened.url)
        monkeypatch.setenv(EMAIL, opened.email if opened.world.is_cloud else "")
        monkeypatch.setenv(TOKEN, opened.token)
        yield opened


def task(fake: FakeJira, key: str, **more: object) -> None:
    fake.world.add_issue(key, "A task", **{"labels": ["database"], "description": "A text.", **more})


def test_tasks_are_run_once_as_they_appear_and_again_as_they_change(desk: Desk, url: str, fake: FakeJira) -> None:
    task(fake, "KAN-1")
    with desk.watching(jql=JQL):
        until(lambda: desk.log("KAN-1") == ["begin", "end"])
        task(fake, "KAN-2")
        task(fake, "KAN-3", labels=["frontend"])
        task(fake, "SHOP-1")
        task(fake, "KAN-4", status="Done")
        until(lambda: desk.log("KAN-2") == ["begin", "end"])
        fake.world.move_to("KAN-1", "In Progress", by="dana")  # a change that asks for nothing else
        task(fake, "KAN-5")
        until(lambda: desk.log("KAN-5") == ["begin", "end"])
        fake.world.comment("KAN-2", "A shipment has a weight, too.")
        until(lambda: desk.log("KAN-2") == ["begin", "end"] * 2)
        until(lambda: Ledger(url).counts() == {})
    assert desk.log("KAN-1") == ["begin", "end"]
    assert [desk.log(key) for key in ("KAN-3", "KAN-4", "SHOP-1")] == [[], [], []]
    assert [key for key in fake.world.issues if fake.writes(key)] == []  # to watch is to look


def test_one_that_waits_for_answers_is_run_again_after_a_reply(desk: Desk, fake: FakeJira) -> None:
    desk.does("KAN-1", exit_code=4)
    task(fake, "KAN-1")
    with desk.watching(jql=JQL):
        until(lambda: desk.log("KAN-1") == ["begin", "end"])
        desk.does("KAN-1", exit_code=0)
        fake.world.comment("KAN-1", "1: a")
        until(lambda: desk.log("KAN-1") == ["begin", "end"] * 2)


def test_a_jira_that_is_away_for_a_while_is_looked_at_again(desk: Desk, fake: FakeJira) -> None:
    fake.faults.always("*", "/search", faults.status(403))
    task(fake, "KAN-1")
    with desk.watching(jql=JQL) as watching:
        until(lambda: "the tracker was not looked at" in watching.said())
        fake.faults.clear()
        until(lambda: desk.log("KAN-1") == ["begin", "end"])


def test_what_nobody_may_read_is_given_up_and_holds_up_no_other(desk: Desk, url: str, fake: FakeJira) -> None:
    desk.does("KAN-1", exit_code=22, says={"error": {"id": "tracker-refused", "what": "not for you"}})
    fake.faults.always("GET", "/issue/KAN-1", faults.status(403))
    task(fake, "KAN-1")
    task(fake, "KAN-2")
    with desk.watching(jql=JQL) as watching:
        until(lambda: [dead.key for dead in Ledger(url).dead()] == ["KAN-1"])
        until(lambda: desk.log("KAN-2") == ["begin", "end"])
        assert "given up: tracker-refused: not for you" in watching.said()
        fake.faults.clear()
        desk.does("KAN-1", exit_code=0)
        put_back(options_of({"queue": desk.queue, "stub": str(desk.stub)}), "KAN-1")
        until(lambda: Ledger(url).dead() == () and desk.log("KAN-1").count("end") == 2)


def told_of(fake: FakeJira, watching: Watching, key: str, **more: object) -> int:
    address = f"http://127.0.0.1:{watching.port('webhooks')}/webhook"
    return webhooks.deliver(fake, address, key, **{"secret": SECRET, **more}).status_code  # type: ignore[arg-type]


def test_by_webhooks_alone_a_task_is_run_once_for_each_change(desk: Desk, url: str, fake: FakeJira) -> None:
    for key in ("KAN-1", "KAN-2", "KAN-9"):
        task(fake, key, labels=["frontend"] if key == "KAN-9" else ["database"])
    with desk.watching(jql=JQL, every=None, webhook=True, secret=SECRET) as watching:
        assert told_of(fake, watching, "KAN-1", headers=FORGED) == 401
        assert told_of(fake, watching, "KAN-1", secret="another") == 401
        assert [told_of(fake, watching, "KAN-1", identifier="one") for _ in range(2)] == [202, 200]
        assert told_of(fake, watching, "KAN-9") == 202
        until(lambda: desk.log("KAN-1") == ["begin", "end"])
        until(lambda: "KAN-9: left alone: not one of those that are watched" in watching.said())
        fake.world.move_to("KAN-1", "In Progress", by="dana")  # what a run does is told too
        assert told_of(fake, watching, "KAN-1") == 202
        until(lambda: "KAN-1: left alone: it did not change since it was run" in watching.said())
        fake.world.comment("KAN-1", "It has a weight.")
        assert told_of(fake, watching, "KAN-1", event="comment_created") == 202
        until(lambda: desk.log("KAN-1") == ["begin", "end"] * 2)
        watching.signal(signal.SIGTERM)
        assert watching.ended() == 0
    assert (desk.log("KAN-2"), desk.log("KAN-9")) == ([], [])  # nobody told of the one, nobody watches the other
    assert Ledger(url).counts() == {}


def test_a_signal_lets_the_run_finish_and_leaves_the_next_task_queued(desk: Desk, url: str, fake: FakeJira) -> None:
    desk.does("KAN-1", waits=True)
    for key in ("KAN-1", "KAN-2"):
        task(fake, key)
    with desk.watching(jql=JQL) as watching:
        until(lambda: desk.log("KAN-1") == ["begin"])
        watching.signal(signal.SIGTERM)
        until(lambda: "stopping: 1 under way" in watching.said())
        desk.let_go("KAN-1")
        assert watching.ended() == 0
        assert "stopped" in watching.said()
    assert (desk.log("KAN-1"), desk.log("KAN-2")) == (["begin", "end"], [])
    assert Ledger(url).counts() == {"todo": 1}
