"""The Data Center fake beside an emulator that others wrote: the same calls, and answers of the same shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from threading import Thread
from typing import Any

import httpx2
import pytest
import uvicorn
from jira820.config import Config
from jira820.server import make_app

from support.fake_jira import FakeJira
from support.fake_jira.asking import NO_CHECK, client, take
from support.fake_jira.samples import TASK
from support.fake_jira.shape_of import differences, shape_of

STATUSES = [("To Do", "todo", "1"), ("In Progress", "inprogress", "3"), ("In Review", "inprogress", "4")]
SETTINGS = Config(project_key="KAN", base_date=date(2026, 1, 5), statuses=[*STATUSES, ("Done", "done", "5")])
NEW = {
    "project": {"key": "KAN"},
    "summary": "Add status to orders",
    "description": "Orders need a status.",
    "issuetype": {"name": "Task"},
    "labels": ["database"],
}

WORK: dict[str, Any] = {"timeSpentSeconds": 3600, "started": "2026-01-05T09:00:00.000+0000"}

# What is known to differ. The emulator has no credentials, no version 3, no properties, no permissions, no picker,
# no names and schemas of fields, no required screen fields, no limits, and searches by GET alone.
ONLY_OURS = {
    "GET /serverInfo": {"scmInfo"},
    "POST /issue/{key}/worklog": {"issueId"},
    "GET /issue/{key}/worklog": {"worklogs[].issueId"},
    "GET /issue/{key}": {
        "fields.comment",
        "fields.acceptance",
        "fields.environment",
        "fields.worklog",
        "fields.issuelinks[]",
        "fields.parent",
        "fields.subtasks[]",
        "renderedFields.comment",
        "renderedFields.acceptance",
    },
}
ONLY_THEIRS = {
    "GET /serverInfo": {"databaseBuildNumber"},
    "GET /myself": {"deleted"},
    "GET /project": {"[].avatarUrls", "[].expand"},
    "GET /project/KAN": {"assigneeType", "avatarUrls", "components", "expand", "issueTypes", "versions"},
    "POST /issue/{key}/comment": {"renderedBody"},  # a real one gives it when it is asked to
    "GET /issue/{key}/comment": {"comments[].renderedBody"},
    "GET /issue/{key}": {
        "fields.aggregatetimespent",
        "fields.timespent",
        "fields.resolutiondate",
        "fields.votes",
        "fields.watches",
        "fields.issuetype.avatarId",
        "fields.issuetype.description",
        "fields.issuetype.iconUrl",
        "fields.priority.iconUrl",
        "fields.epic",
        "fields.epic name",
    },
}
CALLS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("GET", "/serverInfo", {}),
    ("GET", "/myself", {}),
    ("GET", "/field", {}),
    ("GET", "/status", {}),
    ("GET", "/project", {}),
    ("GET", "/project/KAN", {}),
    ("POST", "/issue/{key}/comment", {"json": {"body": "Hello"}}),
    ("GET", "/issue/{key}/comment", {}),
    ("POST", "/issue/{key}/attachments", {"files": {"file": ("a.sql", b"SELECT 1;")}, "headers": NO_CHECK}),
    ("POST", "/issue/{key}/worklog", {"json": WORK}),
    ("GET", "/issue/{key}/worklog", {}),
    ("POST", "/issue/{key}/remotelink", {"json": {"globalId": "1", "object": {"url": "https://e.org", "title": "E"}}}),
    ("GET", "/issue/{key}/remotelink", {}),
    ("GET", "/issue/{key}/transitions", {"params": {"expand": "transitions.fields"}}),
    ("GET", "/issue/{key}", {"params": {"expand": "changelog,renderedFields"}}),
    ("GET", "/search", {"params": {"jql": "labels = database", "fields": "summary,status,labels", "maxResults": 1}}),
    ("PUT", "/issue/{key}", {"json": {"fields": {"summary": "Another one"}}}),
    ("GET", "/issue/KAN-99999", {}),
    ("POST", "/issue/{key}/transitions", {"json": {"transition": {"id": "99999"}}}),
)


@dataclass(frozen=True)
class Pair:
    """Both servers, each with one task that is the like of the other's."""

    ours: httpx2.Client
    theirs: httpx2.Client
    key: str
    fake: FakeJira

    def ask(self, method: str, path: str, needs: dict[str, Any]) -> tuple[httpx2.Response, httpx2.Response]:
        first = self.ours.request(method, path.format(key=TASK), **needs)
        return first, self.theirs.request(method, path.format(key=self.key), **needs)

    def shapes(self, ours: Any, theirs: Any) -> tuple[dict[str, str], dict[str, str]]:
        """Of both, with the custom fields by names of ours."""
        of_ours = {id_: name for name, id_ in self.fake.world.custom.items()}
        of_theirs = {SETTINGS.sp_field: "points", SETTINGS.sprint_field: "sprint"}
        of_theirs |= {SETTINGS.epic_link_field: "epic", SETTINGS.epic_name_field: "epic name"}
        return shape_of(ours, of_ours), shape_of(theirs, of_theirs)


@pytest.fixture(scope="module")
def emulator() -> Iterator[str]:
    """The address of the emulator, served in a thread of this process."""
    server = uvicorn.Server(uvicorn.Config(make_app(config=SETTINGS), port=0, log_level="error", lifespan="off"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        thread.join(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


@pytest.fixture
def pair(data_center_jira: FakeJira, emulator: str) -> Iterator[Pair]:
    with (
        client(data_center_jira) as ours,
        httpx2.Client(base_url=f"{emulator}/rest/api/2", trust_env=False, timeout=20) as theirs,
    ):
        key = theirs.post("/issue", json={"fields": NEW}).json()["key"]
        theirs.post(f"/issue/{key}/comment", json={"body": "The shop shows paid orders first."})
        theirs.post(f"/issue/{key}/attachments", files={"file": ("states.csv", b"state")}, headers=NO_CHECK)
        theirs.post(f"/issue/{key}/worklog", json=WORK)
        data_center_jira.world.log_work(TASK, 3600, by="dana", started=WORK["started"])
        yield Pair(ours, theirs, key, data_center_jira)


@pytest.mark.parametrize(("method", "path", "needs"), CALLS, ids=[f"{method} {path}" for method, path, _ in CALLS])
def test_the_same_call_has_an_answer_of_the_same_shape(
    pair: Pair, method: str, path: str, needs: dict[str, Any]
) -> None:
    ours, theirs = pair.ask(method, path, needs)
    assert ours.status_code == theirs.status_code
    if not ours.content:
        return
    found = differences(*pair.shapes(ours.json(), theirs.json()))
    assert found["unlike"] == ()
    assert set(found["only ours"]) == ONLY_OURS.get(f"{method} {path}", set())
    assert set(found["only theirs"]) == ONLY_THEIRS.get(f"{method} {path}", set())


def test_the_same_life_leaves_the_same_behind(pair: Pair) -> None:
    left = []
    for asked, key in ((pair.ours, TASK), (pair.theirs, pair.key)):
        assert take(asked, key, "In Progress").status_code == 204
        comment = asked.post(f"/issue/{key}/comment", json={"body": "Begun"}).json()["id"]
        asked.put(f"/issue/{key}/comment/{comment}", json={"body": "Done"})
        asked.post(f"/issue/{key}/attachments", files={"file": ("a.sql", b"SELECT 1;")}, headers=NO_CHECK)
        assert take(asked, key, "In Review").status_code == 204
        task = asked.get(f"/issue/{key}", params={"expand": "changelog"}).json()
        comments = asked.get(f"/issue/{key}/comment").json()["comments"]
        said = next(one for one in comments if one["id"] == comment)
        file = next(one for one in task["fields"]["attachment"] if one["filename"] == "a.sql")
        steps = [item["toString"] for change in task["changelog"]["histories"] for item in change["items"]]
        left.append((task["fields"]["status"]["name"], said["body"], file["size"], sorted(map(str, steps))))
    assert left[0] == left[1]
    assert left[0][0] == "In Review"


def test_what_the_emulator_does_not_have(pair: Pair) -> None:
    """Each of these is a reason for a fake of our own; one that passes one day is a reason less."""
    theirs = pair.theirs
    absent = ["/mypermissions", "/issue/picker?query=a", f"/issue/{pair.key}/properties", "/search/jql?jql=key=1"]
    assert [theirs.get(path).status_code for path in absent] == [404] * len(absent)
    assert theirs.post("/search", json={"jql": "project = KAN"}).status_code == 405
    assert theirs.get("/myself", headers={"Authorization": "Bearer forged"}).status_code == 200
    assert "names" not in theirs.get(f"/issue/{pair.key}", params={"expand": "names"}).json()
    assert theirs.get("/search", params={"jql": "utter nonsense ((("}).status_code == 200
