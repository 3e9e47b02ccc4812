"""A mistyped key gets the issues that were likely meant, and never one of them by itself."""

from __future__ import annotations

import pytest

from database_developer.errors import TicketNotFound
from database_developer.trackers.jira.candidates import MOST, candidates, near_projects, parts
from support.fake_jira import FakeJira, faults
from support.jira_trackers import tracker_on


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("KAN-92", ("KAN", "92")),
        (" kan 92 ", ("KAN", "92")),
        ("kan_92", ("KAN", "92")),
        ("KAN92", ("KAN", "92")),
        ("KAN–92", ("KAN", "92")),
        ("KAN-9O", ("KAN", "90")),
        ("KAN-I2", ("KAN", "12")),
        ("KAN-007", ("KAN", "7")),
        ("PROJ2-15", ("PROJ2", "15")),
        ("https://example.atlassian.net/browse/KAN-29?focusedId=1", ("KAN", "29")),
        ("KAN-92x", ("KAN", "92")),
        ("hello", None),
        ("KOOL", None),
        ("", None),
        ("KAN-", None),
        ("29", None),
    ],
)
def test_a_key_is_seen_in_what_was_typed(typed: str, found: tuple[str, str] | None) -> None:
    assert parts(typed) == found


@pytest.mark.parametrize(
    ("number", "expected"),
    [("92", {"29", "9", "2", "93", "192", "992", "920"}), ("1234567", {"2134567", "123456", "1234568"})],
)
def test_candidates_are_swapped_shortened_replaced_and_lengthened(number: str, expected: set[str]) -> None:
    found = candidates("KAN", number, ("KAN", "SHOP"))
    assert {f"KAN-{one}" for one in expected} <= set(found)
    assert f"SHOP-{number}" in found
    assert len(found) == len(set(found)) <= MOST
    assert not [one for one in found if one.endswith("-") or "-0" in one]


def test_projects_are_near_by_letters() -> None:
    assert near_projects("KNA", ("SHOP", "KAN", "OPS")) == ("KAN",)
    assert near_projects("SH0P", ("SHOP", "KAN")) == ("SHOP",)
    assert near_projects("XYZW", ("SHOP", "KAN")) == ()


def test_the_same_number_in_another_project_may_be_meant_however_that_is_called(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker, pytest.raises(TicketNotFound) as refusal:
        tracker.load("SHOP-92")
    told = refusal.value.hint
    assert told.index("SHOP-29") < told.index("KAN-92")


def test_where_nothing_is_near_the_tasks_are_named(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker, pytest.raises(TicketNotFound) as refusal:
        tracker.load("SHOP-8765")
    assert refusal.value.hint.startswith("the tasks are KAN-29")


@pytest.mark.parametrize("typed", ["KAN-93", "KAN92", "KAN-29O", "KNA-29", "SHOP-92", "KAN-28", "kan_29"])
def test_what_was_likely_meant_is_named_by_one_request(any_jira: FakeJira, typed: str) -> None:
    with tracker_on(any_jira) as tracker, pytest.raises(TicketNotFound) as refusal:
        tracker.load(typed)
    assert "did you mean" in refusal.value.hint
    assert "29" in refusal.value.hint or "92" in refusal.value.hint
    bulk = [one for one in any_jira.log if one.path.endswith(("/bulkfetch", "/api/2/search"))]
    assert len(bulk) == 1


def test_the_hint_tells_summary_and_status(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker, pytest.raises(TicketNotFound) as refusal:
        tracker.load("KAN-28")
    assert 'KAN-29 "Add status to orders" (To Do)' in refusal.value.hint
    assert '"KAN-28", or "Dana Database" may not see it' in refusal.value.what


def test_a_project_that_is_none_is_told_from_a_task_that_is_none(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker, pytest.raises(TicketNotFound, match='no project "KNA"') as refusal:
        tracker.load("KNA-5000")
    assert refusal.value.hint == "the nearest projects are KAN"


def test_among_equals_those_come_first_that_are_open_seen_and_mine(any_jira: FakeJira) -> None:
    for number in (81, 82, 83, 84):
        any_jira.world.add_issue(f"KAN-{number}", f"Task {number}", status="Done" if number == 81 else "To Do")
    any_jira.world.viewed.append("KAN-83")
    any_jira.world.issues["KAN-84"].assignee = any_jira.world.users["dana"]
    any_jira.world.viewed.append("KAN-84")
    with tracker_on(any_jira) as tracker:
        assert [one.key for one in tracker.search("KAN-85")][:4] == ["KAN-84", "KAN-83", "KAN-82", "KAN-81"]


def test_a_server_that_will_not_search_is_asked_for_the_likeliest(any_jira: FakeJira) -> None:
    any_jira.faults.always("*", "/bulkfetch" if any_jira.world.is_cloud else "/search", faults.status(400))
    with tracker_on(any_jira) as tracker, pytest.raises(TicketNotFound) as refusal:
        tracker.load("KAN-229")
    assert "KAN-29" in refusal.value.hint


def test_words_find_tasks(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker:
        assert tracker.search("stattus orders")[0].key == "KAN-29"
        assert tracker.search('drop ") OR "table')[0].key == "KAN-92"
    with tracker_on(any_jira) as tracker, pytest.raises(TicketNotFound) as refusal:
        tracker.load("the invoices")
    assert "SHOP-29" in refusal.value.hint


def test_nothing_is_written_by_looking(any_jira: FakeJira) -> None:
    with tracker_on(any_jira) as tracker:
        tracker.search("KAN-28")
        tracker.list()
        tracker.load("KAN-29")
    assert {one.method for one in any_jira.log if "search" not in one.path and "bulkfetch" not in one.path} == {"GET"}


def test_where_nothing_near_can_be_looked_for_the_task_is_still_told_missing(any_jira: FakeJira) -> None:
    any_jira.faults.always("GET", "/project", faults.status(403))
    with tracker_on(any_jira) as tracker, pytest.raises(TicketNotFound, match='no ticket "KAN-28"'):
        tracker.load("KAN-28")
