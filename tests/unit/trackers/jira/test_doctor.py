"""The doctor says of each step on the way whether it is well, and what to do if not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from database_developer.trackers.jira import doctor
from database_developer.trackers.jira.account import Account
from database_developer.trackers.jira.connection import Connection
from database_developer.trackers.jira.doctor import Finding, examine
from database_developer.trackers.jira.settings import JiraSettings
from database_developer.trackers.jira.waits import Patience
from support.fake_jira import FakeJira, faults
from support.jira_trackers import account_of


def findings(account: Account, *, late: timedelta = timedelta(), **settings: Any) -> dict[str, Finding]:
    with Connection(
        account, patience=Patience(attempts=1), sleep=lambda _: None, now=lambda: datetime.now(UTC) + late
    ) as connection:
        return {one.what: one for one in examine(connection, JiraSettings(**settings))}


def test_all_is_well(any_jira: FakeJira) -> None:
    found = findings(account_of(any_jira))
    assert all(one.is_well for one in found.values()), found
    assert list(found) == [
        "address",
        "proxy",
        "certificates",
        "server",
        "clock",
        "account",
        "projects",
        "tasks",
        "permissions",
    ]
    assert found["server"].told.startswith("Cloud" if any_jira.world.is_cloud else "Server 9.12.4")
    assert found["account"].told.startswith("Dana Database")
    assert found["projects"].told == "KAN, SHOP"
    assert found["tasks"].told.startswith("3 found")


def test_what_is_lacking_is_named(any_jira: FakeJira) -> None:
    any_jira.world.add_token("guest", "dana", without=("ADD_COMMENTS", "WORK_ON_ISSUES"))
    found = findings(account_of(any_jira, "guest"), late=timedelta(minutes=5), jql="nonsense ((")
    assert found["permissions"].told == "lacking: ADD_COMMENTS, WORK_ON_ISSUES"
    assert not found["clock"].is_well
    assert not found["tasks"].is_well
    assert "tracker.jql" in found["tasks"].hint


def test_credentials_that_are_no_good(any_jira: FakeJira) -> None:
    found = findings(account_of(any_jira, "forged"))
    wrong = [one for one in found.values() if not one.is_well]
    assert len(wrong) == 1
    assert "dbd login" in wrong[0].hint


def test_nobody_answers() -> None:
    with FakeJira(is_cloud=True) as fake:
        account = account_of(fake)
    found = findings(account)
    assert not found["server"].is_well
    assert "cannot be reached" in found["server"].told
    assert "account" not in found


def test_something_else_answers(any_jira: FakeJira) -> None:
    any_jira.faults.always("GET", "/serverInfo", faults.login_page())
    assert not findings(account_of(any_jira))["server"].is_well


def test_certificates_and_proxy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    gone = Account(url="https://jira.example.org", token="t", authority=tmp_path / "gone.pem")
    assert not doctor._authority(gone).is_well
    monkeypatch.setenv("https_proxy", "http://user:secret@proxy.example.org:3128")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    found = doctor._proxy(gone)
    assert found.told == "proxy.example.org"
