"""All that ``dbd`` sends to Jira Cloud, sent to Prism as well, which others wrote and which knows the document only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import httpx2
import pytest

from support.fake_jira import FakeJira, prism
from support.fake_jira.exchange import Logged
from support.fake_jira.samples import boxes
from support.jira_projects import FIRST, SMALL, JiraProject

pytestmark = pytest.mark.slow

TASK, VAGUE, DONE, OPEN, MISSING = "KAN-29", "KAN-44", 0, 4, 3
WAYS_TO_WRITE = {
    "POST /comment",
    "PUT /comment",
    "POST /transitions",
    "POST /attachments",
    "POST /remotelink",
    "POST /worklog",
    "PUT /properties",
    "PUT /",
}


@pytest.fixture(scope="module")
def prism_url() -> Iterator[str]:
    with prism.at_hand() as url:
        yield url


def all_of_it(jira: JiraProject) -> None:
    """A task to its end with all that may be written, one that asks, a key that does not exist, and the lists."""
    jira.says("tick = true\nworklog = true")
    jira.example(TASK)
    jira.example(VAGUE)
    jira.small(acceptance=boxes((FIRST,), is_cloud=True))
    assert jira.run(TASK).exit_code == DONE
    assert [jira.run(SMALL, *force).exit_code for force in ((), ("--force",))] == [DONE, DONE]
    assert jira.run(VAGUE).exit_code == OPEN
    assert jira.run("KAN-92").exit_code == MISSING
    assert jira.dbd("tasks").exit_code == DONE
    assert jira.dbd("doctor").exit_code == DONE


def what(request: Logged) -> str:
    """The method, and the part of an issue that it is about."""
    return f"{request.method} /{[*request.path.split('/'), ''][6]}" if "/issue/KAN-" in request.path else ""


def few(requests: list[Logged]) -> list[Logged]:
    """The first and the last few of those to one address by one method."""
    places: dict[tuple[str, str], list[Logged]] = {}
    for one in requests:
        places.setdefault((one.method, one.path), []).append(one)
    return [one for same in places.values() for one in (same if len(same) < 4 else [*same[:1], *same[-2:]])]


def at_prism(fake: FakeJira, request: Logged, url: str) -> httpx2.Response:
    """Its answer; what is asked of version 2, to learn the flavour, is asked of version 3 there."""
    return prism.again(fake, replace(request, path=request.path.replace("/rest/api/2/", "/rest/api/3/")), url)


def test_prism_takes_every_request_of_ours(cloud: JiraProject, prism_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUILD_URL", "https://ci.example.org/job/7")
    all_of_it(cloud)
    requests = list(cloud.fake.log)
    assert {what(one) for one in requests} >= WAYS_TO_WRITE
    for request in few(requests):
        answer = at_prism(cloud.fake, request, prism_url)
        if request.method == "POST" and request.path.endswith("/attachments"):
            assert answer.status_code in prism.INSTEAD["POST /issue/{issueIdOrKey}/attachments"], answer.text
        else:
            assert answer.status_code < 400, f"{request.method} {request.path}: {answer.text[:500]}"


def test_prism_refuses_the_same_requests_once_they_are_wrong(cloud: JiraProject, prism_url: str) -> None:
    """Else the test above would show nothing."""
    cloud.small()
    assert cloud.run(SMALL).exit_code == DONE
    (comment,) = cloud.fake.asked("POST", "/comment")
    move = cloud.fake.asked("POST", "/transitions")[0]
    file = cloud.fake.asked("POST", "/attachments")[0]
    number = move.json()["transition"]["id"]
    wrong = (
        replace(comment, body=b'{"body": "plain words"}'),
        replace(move, body=b'{"transition": {"id": %s}}' % number.encode()),
        replace(file, headers={**file.headers, "x-atlassian-token": ""}),
    )
    assert [at_prism(cloud.fake, one, prism_url).status_code for one in wrong] == [400, 422, 422]
