"""The fake Jira against Atlassian's own document: each endpoint, and that a breach of it is seen."""

from __future__ import annotations

from typing import Any

import pytest

from support.fake_jira import FakeJira, documents
from support.fake_jira.asking import NO_CHECK, client
from support.fake_jira.call import Route
from support.fake_jira.endpoints import ROUTES
from support.fake_jira.fixtures import checked
from support.fake_jira.rounds import good_round
from support.fake_jira.samples import TASK
from support.fake_jira.shapes import Shapes
from support.fake_jira.validation import PATHS

pytestmark = pytest.mark.skipif(not documents.are_here(), reason=documents.MISSING)


def _name(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.mark.parametrize("version", [2, 3])
def test_the_document_describes_every_endpoint(version: int) -> None:
    document = documents.load(PATHS, version)
    assert [_name(route) for route in ROUTES if not document.knows(route.method, route.path)] == []


@pytest.mark.parametrize("absent", ["data center", "cloud"], ids=["on cloud", "on data center"])
@pytest.mark.parametrize("route", ROUTES, ids=_name)
def test_request_and_answer_are_as_the_document_says(route: Route, absent: str) -> None:
    with checked(is_cloud=absent == "data center") as fake, client(fake) as asked:
        good = good_round(fake, route)
        answer = good.ask(asked)
        validated = (fake.validation.requests, fake.validation.answers)
    expected = (404, 405) if route.on == absent else (good.code,)
    assert answer.status_code in expected, answer.text
    assert validated == (1, 1) or route.on == absent


BARE = {"type": "doc", "version": 1, "content": [{"type": "text", "text": "bare"}]}


@pytest.mark.parametrize(
    ("method", "path", "needs", "words"),
    [
        ("POST", "/transitions", {"json": {"transition": {"id": 11}}}, "11 is not of type 'string'"),
        ("POST", "/comment", {"json": {"body": "plain"}}, "'plain' is not of type 'object'"),
        ("POST", "/comment", {"json": {"body": BARE}}, "no valid Atlassian Document"),
        ("GET", "/comment", {"params": {"maxResults": "many"}}, "maxResults"),
        ("GET", "/comment", {"params": {"maxresults": "5"}}, "unknown query parameter 'maxresults'"),
        ("POST", "/attachments", {"files": {"file": ("a", b"a")}}, "X-Atlassian-Token"),
        ("POST", "/attachments", {"files": {"upload": ("a", b"a")}, "headers": NO_CHECK}, "file"),
        ("POST", "/remotelink", {"json": {"globalId": "a"}}, "'object' is a required property"),
        ("POST", "/worklog", {"json": {"timeSpentSeconds": "90"}}, "timeSpentSeconds"),
    ],
)
def test_a_wrong_request_is_remembered(
    cloud_jira: FakeJira, method: str, path: str, needs: dict[str, Any], words: str
) -> None:
    with client(cloud_jira) as asked:
        asked.request(method, f"/issue/{TASK}{path}", **needs)
    assert len(cloud_jira.violations) == 1
    assert words in cloud_jira.violations[0]
    cloud_jira.violations.clear()


def test_a_document_that_is_none_is_refused(cloud_jira: FakeJira) -> None:
    with client(cloud_jira) as asked:
        refused = asked.post(f"/issue/{TASK}/comment", json={"body": BARE})
    assert (refused.status_code, refused.json()["errorMessages"]) == (400, ["INVALID_INPUT"])
    assert len(cloud_jira.world.issues[TASK].comments) == 1
    cloud_jira.violations.clear()


def test_an_own_answer_that_is_wrong_is_an_error_at_once(any_jira: FakeJira, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Shapes, "comment", lambda self, comment, issue: {"id": int(comment.id)})
    with client(any_jira) as asked:
        broken = asked.get(f"/issue/{TASK}/comment")
    assert broken.status_code == 500
    assert "is not of type 'string'" in any_jira.violations[0]
    any_jira.violations.clear()


def test_without_the_documents_the_fake_works_all_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv(documents.VARIABLE, str(tmp_path))
    with FakeJira(is_cloud=True) as fake, client(fake) as asked:
        assert asked.get("/myself").status_code == 200
    assert (fake.validation.is_on, fake.validation.answers) == (False, 0)
