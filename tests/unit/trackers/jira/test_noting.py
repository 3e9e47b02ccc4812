"""A link for each address, work once for each run, and boxes ticked in a text that nobody else is editing."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from database_developer.errors import TrackerRefused, UsageError
from database_developer.model.errand import LogWork, Refer, Tick
from support.fake_jira import FakeJira, faults
from support.fake_jira.samples import TASK, boxes
from support.jira_trackers import tracker_on

BRANCH = Refer(id="branch", url="https://example.org/tree/KAN-29", title="Branch KAN-29")
WORK = LogWork(run="run-1", started="2026-01-05T10:00:00.25+01:00", seconds=95)
CRITERION = "Every order has a status"


def test_a_link_is_replaced_and_not_doubled(any_jira: FakeJira) -> None:
    any_jira.faults.next("POST", "/remotelink", faults.reset(lands=True))
    moved = Refer(id="branch", url="https://example.org/tree/main", title="Merged")
    with tracker_on(any_jira) as tracker:
        told = [tracker.do(TASK, one) for one in (BRANCH, BRANCH, moved)]
    assert told == [f'linked {TASK} to "Branch KAN-29"', "", f'linked {TASK} to "Merged"']
    links = any_jira.world.issues[TASK].remote_links
    assert [one["object"]["url"] for one in links.values()] == ["https://example.org/tree/main"]


def test_work_is_logged_once_for_each_run(any_jira: FakeJira) -> None:
    with tracker_on(any_jira, worklog=True) as tracker:
        assert [bool(tracker.do(TASK, WORK)) for _ in range(2)] == [True, False]
        any_jira.world.issues[TASK].properties.clear()
        assert tracker.do(TASK, WORK) == ""
        assert tracker.do(TASK, LogWork(run="run-2", started=WORK.started, seconds=5))
    found = [(one.seconds, one.started) for one in any_jira.world.issues[TASK].worklogs]
    assert found == [(120, "2026-01-05T10:00:00.250+0100"), (60, "2026-01-05T10:00:00.250+0100")]


@pytest.mark.parametrize("lands", [True, False])
def test_work_is_not_doubled_where_the_answer_was_lost(any_jira: FakeJira, lands: bool) -> None:
    any_jira.faults.next("POST", "/worklog", faults.reset(lands=lands))
    with tracker_on(any_jira, worklog=True) as tracker:
        assert tracker.do(TASK, WORK)
    assert len(any_jira.world.issues[TASK].worklogs) == 1
    assert len(any_jira.asked("POST", "/worklog")) == (1 if lands else 2)


def test_work_is_logged_only_where_that_is_wanted(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker:
        assert tracker.do(TASK, WORK) == ""
        assert tracker.do(TASK, Tick(criteria=(CRITERION,))) == ""
    assert any_jira.writes(TASK) == []


def test_a_moment_that_is_none_is_refused(any_jira: FakeJira) -> None:
    with tracker_on(any_jira, worklog=True) as tracker, pytest.raises(UsageError, match="yesterday"):
        tracker.do(TASK, LogWork(run="r", started="yesterday", seconds=60))


def acceptance(fake: FakeJira) -> Any:
    return fake.world.issues[TASK].values[fake.world.custom["acceptance"]]


def test_a_box_is_ticked_and_nothing_else_changes(any_jira: FakeJira) -> None:
    before = copy.deepcopy(acceptance(any_jira))
    with tracker_on(any_jira, tick=True) as tracker:
        assert tracker.do(TASK, Tick(criteria=(CRITERION,))) == f"ticked boxes of {TASK}"
        assert tracker.do(TASK, Tick(criteria=(CRITERION, "something else"))) == ""
    if any_jira.world.is_cloud:
        before["content"][0]["content"][0]["attrs"]["state"] = "DONE"
    else:
        before = before.replace(f"[ ] {CRITERION}", f"[x] {CRITERION}")
    assert acceptance(any_jira) == before
    assert len(any_jira.asked("PUT", f"/issue/{TASK}")) == 1


def test_boxes_of_the_description_are_ticked_too(any_jira: FakeJira) -> None:
    any_jira.world.issues[TASK].values["description"] = boxes(("One", "Two"), is_cloud=any_jira.world.is_cloud)
    with tracker_on(any_jira, tick=True) as tracker:
        tracker.do(TASK, Tick(criteria=("Two",)))
    assert any_jira.asked("PUT", f"/issue/{TASK}")[0].json()["fields"].keys() == {"description"}


def test_what_somebody_edits_meanwhile_is_kept(any_jira: FakeJira) -> None:
    """The edit comes between our look and our look just before the writing."""
    field = any_jira.world.custom["acceptance"]
    edited = boxes((CRITERION, "A new one"), is_cloud=any_jira.world.is_cloud)

    def edit() -> None:
        any_jira.world.issues[TASK].values[field] = edited

    # the look at all fields, that at the description, that at the criteria, and then somebody edits
    any_jira.faults.next("GET", f"/issue/{TASK}", faults.Fault(), faults.Fault(), faults.meanwhile(edit))
    with tracker_on(any_jira, tick=True) as tracker:
        assert tracker.do(TASK, Tick(criteria=(CRITERION,)))
    assert "A new one" in str(acceptance(any_jira))
    assert ("DONE" if any_jira.world.is_cloud else "[x]") in str(acceptance(any_jira))


def test_a_text_that_is_edited_all_the_time_is_left_alone(any_jira: FakeJira) -> None:
    field = any_jira.world.custom["acceptance"]
    count = iter(range(100))

    def edit() -> None:
        text = boxes((CRITERION, f"Edit {next(count)}"), is_cloud=any_jira.world.is_cloud)
        any_jira.world.issues[TASK].values[field] = text

    any_jira.faults.always("GET", f"/issue/{TASK}", faults.meanwhile(edit))
    with tracker_on(any_jira, tick=True) as tracker, pytest.raises(TrackerRefused, match="being edited"):
        tracker.do(TASK, Tick(criteria=(CRITERION,)))
    assert any_jira.asked("PUT", f"/issue/{TASK}") == []


def test_who_may_not_edit_is_told_so(any_jira: FakeJira) -> None:
    any_jira.world.add_token("guest", "dana", without=("EDIT_ISSUES", "LINK_ISSUES", "WORK_ON_ISSUES"))
    with tracker_on(any_jira, token="guest", tick=True, worklog=True) as tracker:
        for errand, lacking in ((Tick(criteria=(CRITERION,)), "EDIT"), (BRANCH, "LINK"), (WORK, "WORK_ON")):
            with pytest.raises(TrackerRefused, match=f'"{lacking}_ISSUES"'):
                tracker.do(TASK, errand)
    assert any_jira.writes(TASK) == []
