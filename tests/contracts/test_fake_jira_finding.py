"""Searching the fake Jira: its small JQL, pages, many keys at once, the picker."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from support.fake_jira import FakeJira
from support.fake_jira.asking import client
from support.fake_jira.samples import TASK


def search(fake: FakeJira, asked: httpx2.Client, jql: str, **given: Any) -> httpx2.Response:
    path = "/search/jql" if fake.world.is_cloud else "/search"
    return asked.post(path, json={"jql": jql, "fields": ["summary"], **given})


@pytest.mark.parametrize(
    ("jql", "keys"),
    [
        ("project = KAN AND labels = database ORDER BY key", ["KAN-29", "KAN-30", "KAN-92"]),
        ("project = KAN AND labels = database AND statusCategory != Done ORDER BY key ASC", ["KAN-29", "KAN-30"]),
        ("status in ('To Do', \"In Progress\") and not project = KAN", ["SHOP-29"]),
        ("(text ~ 'invoices' OR summary ~ migration) ORDER BY key DESC", ["SHOP-29", "KAN-32"]),
        ("text ~ 'paid orders' AND parent = KAN-7", ["KAN-29"]),
        ("key in (kan-92, SHOP-29) order by key desc", ["SHOP-29", "KAN-92"]),
        ("assignee = currentUser()", ["KAN-30"]),
        ("assignee is not EMPTY", ["KAN-30"]),
        ("labels is EMPTY AND issuetype = Epic", ["KAN-7"]),
        ("resolution = Unresolved AND status = Done", []),
        ("project = SHOP AND updated >= -5m", ["SHOP-29"]),
        ("project = SHOP AND updated < '2026-01-05 08:00'", []),
        ("labels not in (database, frontend) AND reporter = ada AND parent is EMPTY", ["KAN-7"]),
    ],
)
def test_jql_finds(any_jira: FakeJira, jql: str, keys: list[str]) -> None:
    any_jira.world.issues["KAN-30"].assignee = any_jira.world.users["dana"]
    with client(any_jira) as asked:
        found = search(any_jira, asked, jql)
    assert found.status_code == 200, found.text
    assert [one["key"] for one in found.json()["issues"]] == keys


@pytest.mark.parametrize(
    "jql",
    [
        "project = NONE",
        "colour = red",
        "project = KAN AND",
        "project KAN",
        "(project = KAN",
        "project ~ KAN",
        "key = KAN-404",
        "status = Sleeping",
        "project = KAN ORDER BY mood",
        "project = KAN;",
        "text ~ '!!'",
        "updated > yesterday",
        "project = KAN labels = x",
    ],
)
def test_other_jql_is_refused(any_jira: FakeJira, jql: str) -> None:
    with client(any_jira) as asked:
        refused = search(any_jira, asked, jql)
    assert refused.status_code == 400
    assert refused.json()["errorMessages"]


@pytest.mark.parametrize("jql", ["", "ORDER BY key"])
def test_only_cloud_refuses_a_search_without_bounds(any_jira: FakeJira, jql: str) -> None:
    with client(any_jira) as asked:
        found = search(any_jira, asked, jql)
    assert found.status_code == (400 if any_jira.world.is_cloud else 200)


def test_cloud_pages_by_token(cloud_jira: FakeJira) -> None:
    pages, given = [], {}
    with client(cloud_jira) as asked:
        while not pages or not pages[-1]["isLast"]:
            pages.append(search(cloud_jira, asked, "project = KAN ORDER BY key", maxResults=4, **given).json())
            given = {"nextPageToken": pages[-1].get("nextPageToken")}
        bare = asked.get("/search/jql", params={"jql": "project = KAN"}).json()
        wrong = search(cloud_jira, asked, "project = KAN", nextPageToken="@@")
        count = asked.post("/search/approximate-count", json={"jql": "project = KAN"}).json()
    assert [len(page["issues"]) for page in pages] == [4, 2]
    assert set(bare["issues"][0]) == {"id"}
    assert "total" not in bare
    assert (wrong.status_code, count) == (400, {"count": 6})


def test_data_center_pages_by_offset(data_center_jira: FakeJira) -> None:
    with client(data_center_jira) as asked:
        page = search(data_center_jira, asked, "project = KAN ORDER BY key", startAt=4, maxResults=4).json()
        loose = search(data_center_jira, asked, f"key in ({TASK}, KAN-404)", validateQuery=False).json()
        by_get = asked.get("/search", params={"jql": "key = KAN-7", "fields": "summary,status"}).json()
    assert (page["startAt"], page["total"], len(page["issues"])) == (4, 6, 2)
    assert [one["key"] for one in loose["issues"]] == [TASK]
    assert set(by_get["issues"][0]["fields"]) == {"summary", "status"}


def test_many_keys_at_once_with_an_error_for_each_that_is_not(cloud_jira: FakeJira) -> None:
    cloud_jira.world.rename("KAN-92", "SHOP-40")
    wanted = {"issueIdsOrKeys": [TASK, "KAN-404", "KAN-92"], "fields": ["summary"]}
    with client(cloud_jira) as asked:
        found = asked.post("/issue/bulkfetch", json=wanted)
        too_many = asked.post("/issue/bulkfetch", json={"issueIdsOrKeys": [f"KAN-{n}" for n in range(101)]})
    assert [one["key"] for one in found.json()["issues"]] == [TASK, "SHOP-40"]
    assert [one["id"] for one in found.json()["issueErrors"]] == ["KAN-404"]
    assert (found.status_code, too_many.status_code) == (200, 400)


def test_the_picker_knows_what_was_looked_at(any_jira: FakeJira) -> None:
    with client(any_jira) as asked:
        asked.get("/issue/KAN-92", params={"updateHistory": "true"})
        given = {"query": "table", "currentJQL": "project = KAN"}
        sections = asked.get("/issue/picker", params=given).json()["sections"]
        projects = asked.get("/project/search", params={"query": "shop"}) if any_jira.world.is_cloud else None
    assert [[one["key"] for one in section["issues"]] for section in sections] == [["KAN-92"], ["KAN-92"]]
    assert projects is None or [one["key"] for one in projects.json()["values"]] == ["SHOP"]


def test_a_stranger_finds_nothing(any_jira: FakeJira) -> None:
    with client(any_jira, "forged") as asked:
        named, any_ = search(any_jira, asked, "project = KAN"), search(any_jira, asked, "labels = database")
    assert (named.status_code, any_.json()["issues"]) == (400, [])
