"""The way to a Jira: where credentials go and where not, and what the refusals say."""

from __future__ import annotations

import pytest

from database_developer.errors import (
    DatabaseDeveloperError,
    NotLoggedIn,
    TicketNotFound,
    TrackerRefused,
    TrackerUnavailable,
    UsageError,
)
from database_developer.trackers.jira.account import Account, checked_url
from database_developer.trackers.jira.connection import Connection
from database_developer.trackers.jira.flavour import Cloud, DataCenter, named, told
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.refusals import NotTaken, error_of
from support.fake_jira import FakeJira, faults
from support.fake_jira.exchange import Answer
from support.fake_jira.samples import TASK
from support.jira_trackers import account_of, tracker_on


@pytest.mark.parametrize("address", ["https://evil.example/file/1", "https://127.0.0.1:1/x"])
def test_nothing_is_fetched_from_an_address_that_is_not_this_jira(any_jira: FakeJira, address: str) -> None:
    with Connection(account_of(any_jira)) as connection, pytest.raises(TrackerRefused, match="not of this Jira"):
        connection.fetch(address, 10)


def test_credentials_do_not_go_to_this_host_by_another_scheme() -> None:
    account = Account(url="https://jira.example.org", token="secret")
    with Connection(account) as connection, pytest.raises(TrackerRefused):
        connection.fetch("http://jira.example.org/secure/attachment/1/a.sql", 10)


def test_credentials_do_not_follow_to_another_host(cloud_jira: FakeJira) -> None:
    id_ = cloud_jira.world.issues[TASK].attachments[0].id
    with Connection(account_of(cloud_jira)) as connection:
        assert connection.fetch(f"rest/api/3/attachment/content/{id_}", 5) == b"state"
    assert [one.status for one in cloud_jira.media_log] == [200]


def test_a_download_is_tried_again(any_jira: FakeJira) -> None:
    any_jira.faults.next("GET", "/attachment/", faults.unavailable(2), faults.reset(lands=True))
    with tracker_on(any_jira) as tracker:
        assert tracker.load(TASK).attachments[0].text
    assert any_jira.clock.slept[0] == 2


def test_a_login_page_is_no_file(any_jira: FakeJira) -> None:
    any_jira.faults.next("GET", "/attachment/", faults.login_page())
    with tracker_on(any_jira) as tracker, pytest.raises(NotLoggedIn):
        tracker.load(TASK)


def test_a_redirect_to_a_login_page_is_no_answer(any_jira: FakeJira) -> None:
    elsewhere = Answer(status=302, headers={"Location": "/login.jsp"})
    any_jira.faults.next("GET", "/myself", faults.Fault(answer=elsewhere, lands=False))
    with Connection(account_of(any_jira)) as connection, pytest.raises(NotLoggedIn, match="302"):
        connection.get("rest/api/2/myself")


@pytest.mark.parametrize(
    ("status", "headers", "kind"),
    [
        (400, {}, NotTaken),
        (401, {}, NotLoggedIn),
        (200, {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"}, NotLoggedIn),
        (403, {"X-Seraph-LoginReason": "AUTHENTICATION_DENIED"}, NotLoggedIn),
        (403, {}, TrackerRefused),
        (404, {"X-Seraph-LoginReason": "OK"}, TicketNotFound),
        (404, {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"}, NotLoggedIn),
        (409, {}, TrackerRefused),
        (410, {}, TrackerRefused),
        (413, {}, TrackerRefused),
        (418, {}, TrackerRefused),
        (429, {}, TrackerUnavailable),
        (500, {}, TrackerUnavailable),
        (599, {}, TrackerUnavailable),
    ],
)
def test_each_status_has_its_error(status: int, headers: dict[str, str], kind: type[DatabaseDeveloperError]) -> None:
    error = error_of(status, headers, {"errorMessages": ["Because."], "errors": {"x": "Wrong."}}, "here")
    assert type(error) is kind
    if kind in (NotTaken, TrackerRefused, TicketNotFound):
        assert error.what == "Because.; x: Wrong."


@pytest.mark.parametrize("body", [None, "text", [], 3, {"errorMessages": 3, "errors": []}, {"errorMessages": [None]}])
def test_a_refusal_without_words_has_some(body: object) -> None:
    assert error_of(400, {}, body, "here").what


@pytest.mark.parametrize(
    "url",
    ["http://jira.example.org", "jira.example.org", "ftp://x.org", "https://me:pw@x.org", "https://x.org?a=b", ""],
)
def test_an_address_that_a_secret_should_not_go_to_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        checked_url(url)


def test_the_token_is_never_shown() -> None:
    assert "secret" not in repr(Account(url="https://x.org", token="secret"))


def test_the_flavour_is_told_by_the_server_or_by_the_settings() -> None:
    assert isinstance(told(Members({"deploymentType": "Cloud"}, "x")), Cloud)
    assert isinstance(told(Members({"deploymentType": "Server"}, "x")), DataCenter)
    assert isinstance(told(Members({"version": "7.1"}, "x")), DataCenter)
    assert isinstance(named("Data-Center"), DataCenter)
    with pytest.raises(TrackerRefused, match="which Jira"):
        told(Members({}, "x"))
    with pytest.raises(UsageError, match="bugzilla"):
        named("bugzilla")


def test_the_settings_overrule_the_server(cloud_jira: FakeJira) -> None:
    """Cloud takes version 2 as well: then all is wiki text."""
    with tracker_on(cloud_jira, flavour="cloud") as tracker:
        tracker.load(TASK)
    assert cloud_jira.asked("GET", "/serverInfo") == []


def test_an_address_without_a_jira_says_so(any_jira: FakeJira) -> None:
    any_jira.faults.next("GET", "/serverInfo", faults.status(404))
    with tracker_on(any_jira) as tracker, pytest.raises(TrackerRefused, match="no Jira at this address"):
        tracker.list()
