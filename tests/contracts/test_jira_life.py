"""A task goes from its list to the review status with all that is said on the way, and a second run changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from database_developer.model.errand import Attach, Errand, LogWork, Move, Refer, Say, Stage
from database_developer.model.message import Box, Boxes, Message, Notice, Sheet, Snippet, Title, words
from database_developer.model.ticket import Ticket
from database_developer.trackers.jira.account import Account
from database_developer.trackers.jira.connection import Connection
from database_developer.trackers.jira.replies import comments
from database_developer.trackers.jira.searching import all_of
from database_developer.trackers.jira.settings import JiraSettings
from database_developer.trackers.jira.tracker import JiraTracker
from support.fake_jira.fixtures import checked
from support.fake_jira.samples import TASK
from support.jira_trackers import emulator, tracker_on

SETTINGS = JiraSettings(jql="labels = database", worklog=True)


@contextmanager
def on_a_fake(is_cloud: bool) -> Iterator[JiraTracker]:
    with checked(is_cloud=is_cloud) as fake:
        fake.limit.spacing = 1.0
        with tracker_on(fake, worklog=True) as tracker:
            yield tracker
        assert [one for one in fake.log if one.status == 429] == []


@contextmanager
def on_the_emulator() -> Iterator[JiraTracker]:
    task = {"summary": "Add status to orders", "status": "To Do", "description": "h2. Why\n\nOrders need a status."}
    with (
        emulator("KAN", {TASK: task | {"labels": ["database"]}}) as url,
        Connection(Account(url=url, token="any"), sleep=lambda _: None) as connection,
    ):
        yield JiraTracker(connection, SETTINGS)


SERVERS = {
    "cloud": lambda: on_a_fake(True),
    "data center": lambda: on_a_fake(False),
    "jira820": on_the_emulator,
}


@pytest.fixture(params=SERVERS)
def tracker(request: pytest.FixtureRequest) -> Iterator[JiraTracker]:
    with SERVERS[request.param]() as made:
        yield made


def message(verdict: str) -> Message:
    return Message(
        parts=(
            Notice(kind="success", line=words(verdict)),
            Title(text="Acceptance criteria"),
            Boxes(boxes=(Box(line=words("Every order has a `status`"), is_ticked=True),)),
            Snippet(text="ALTER TABLE orders ADD COLUMN status text;", language="sql"),
            Sheet(header=(words("step"), words("seconds")), rows=((words("forward"), words("0.1")),)),
        )
    )


def errands(folder: Path) -> tuple[Errand, ...]:
    file = folder / "KAN-29.sql"
    file.write_text("ALTER TABLE orders ADD COLUMN status text;\n")
    return (
        Move(stage=Stage.STARTED),
        Say(marker="report", message=message("Under way")),
        Say(marker="report", message=message("Done and proven")),
        Attach(name=file.name, path=str(file), media_type="application/sql"),
        Refer(id="branch", url="https://example.org/tree/KAN-29", title="Branch KAN-29"),
        LogWork(run="run-1", started="2026-01-05T09:00:00+00:00", seconds=120),
        Move(stage=Stage.PROVEN),
    )


def seen(tracker: JiraTracker) -> tuple[Ticket, int, int, list[str]]:
    site = tracker.site
    task = tracker.load(TASK)
    files = site.connection.get(site.issue(TASK), {"fields": "attachment"})["fields"]["attachment"]
    logs = all_of(site.connection, site.issue(TASK, "worklog"), "worklogs", 100)
    return task, len(comments(site, TASK)), len(logs), sorted(one["filename"] for one in files)


def test_from_the_list_to_review_and_again(tracker: JiraTracker, tmp_path: Path) -> None:
    assert TASK in [one.key for one in tracker.list() if one.is_open]
    before, said, logged, attached = seen(tracker)
    for errand in errands(tmp_path):
        assert tracker.do(TASK, errand)
    after = seen(tracker)
    task = after[0]
    assert task.status == "In Review"
    assert (task.blocks, task.comments) == (before.blocks, before.comments)
    assert after[1:] == (said + 1, logged + 1, sorted([*attached, "KAN-29.sql"]))
    for errand in errands(tmp_path)[2:]:
        tracker.do(TASK, errand)
    assert seen(tracker)[1:] == after[1:]
    assert seen(tracker)[0].status == "In Review"
