"""One good request for each endpoint: what the documents and other servers are asked about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx2

from support.fake_jira.asking import NO_CHECK
from support.fake_jira.call import Route
from support.fake_jira.endpoints import ROUTES
from support.fake_jira.fake import FakeJira
from support.fake_jira.samples import TASK


@dataclass(frozen=True, kw_only=True)
class Round:
    """``needs`` is what httpx2 is given beside method and path; ``code`` the answer of an own Jira."""

    method: str
    path: str
    needs: dict[str, Any] = field(default_factory=dict)
    code: int = 200

    def ask(self, asked: httpx2.Client) -> httpx2.Response:
        return asked.request(self.method, self.path, **self.needs)


def good_round(fake: FakeJira, route: Route) -> Round:
    """A request that this endpoint of a furnished fake answers well; a comment and a worklog are made for it."""
    values = _values(fake, route)
    code, needs = _needs(fake).get((route.method, route.path), (204 if route.method == "DELETE" else 200, {}))
    return Round(method=route.method, path=route.path.format(**values), needs=needs, code=code)


def routes_of(fake: FakeJira) -> tuple[Route, ...]:
    absent = "data center" if fake.world.is_cloud else "cloud"
    return tuple(route for route in ROUTES if route.on != absent)


def _values(fake: FakeJira, route: Route) -> dict[str, str]:
    task = fake.world.issues[TASK]
    task.properties.setdefault("kept", {"run": 1})
    comment = fake.world.comment(TASK, "Work begins", by="dana")
    work = fake.world.log_work(TASK, 60, by="dana", started="2026-01-05T09:00:00.000+0000")
    kinds = (("comment", comment.id), ("worklog", work.id))
    id_ = next((one for kind, one in kinds if kind in route.path), task.attachments[0].id)
    key = "kept" if route.method != "PUT" else "new"
    return {"issueIdOrKey": TASK, "projectIdOrKey": "KAN", "id": id_, "propertyKey": key}


def _needs(fake: FakeJira) -> dict[tuple[str, str], tuple[int, dict[str, Any]]]:
    issue, body = "/issue/{issueIdOrKey}", fake.world.body("Work goes on")
    start = next(way.id for way in fake.world.workflow if way.name == "Start work")
    jql = {"jql": "project = KAN", "maxResults": 2, "fields": ["summary", "status"]}
    link = {"type": {"name": "Relates"}, "inwardIssue": {"key": TASK}, "outwardIssue": {"key": "KAN-30"}}
    remote = {"globalId": "run=1", "object": {"url": "https://example.com/1", "title": "Run 1"}}
    work = {"timeSpentSeconds": 90, "started": "2026-01-05T09:00:00.000+0000", "comment": body}
    everything = {"fields": "*all", "expand": "renderedFields,names,schema,transitions,changelog"}
    return {
        ("GET", issue): (200, {"params": everything}),
        ("PUT", issue): (204, {"json": {"fields": {"description": body}}}),
        ("GET", f"{issue}/transitions"): (200, {"params": {"expand": "transitions.fields"}}),
        ("POST", f"{issue}/transitions"): (204, {"json": {"transition": {"id": start}}}),
        ("POST", f"{issue}/comment"): (201, {"json": {"body": body}}),
        ("PUT", f"{issue}/comment/{{id}}"): (200, {"json": {"body": body}}),
        ("POST", f"{issue}/attachments"): (200, {"files": {"file": ("a.sql", b"SELECT 1;")}, "headers": NO_CHECK}),
        ("GET", "/attachment/content/{id}"): (303, {}),
        ("POST", f"{issue}/remotelink"): (201, {"json": remote}),
        ("PUT", f"{issue}/properties/{{propertyKey}}"): (201, {"json": {"run": 1}}),
        ("POST", f"{issue}/worklog"): (201, {"json": work}),
        ("POST", "/issueLink"): (201, {"json": link}),
        ("POST", "/issue/bulkfetch"): (200, {"json": {"issueIdsOrKeys": [TASK, "KAN-404"]}}),
        ("GET", "/issue/picker"): (200, {"params": {"query": "status", "currentJQL": "project = KAN"}}),
        ("GET", "/mypermissions"): (200, {"params": {"permissions": "ADD_COMMENTS"}}),
        ("GET", "/search/jql"): (200, {"params": jql | {"fields": "summary,status"}}),
        ("POST", "/search/jql"): (200, {"json": jql}),
        ("POST", "/search/approximate-count"): (200, {"json": {"jql": "project = KAN"}}),
        ("GET", "/search"): (410 if fake.world.is_cloud else 200, {"params": jql | {"fields": "summary"}}),
        ("POST", "/search"): (410 if fake.world.is_cloud else 200, {"json": jql}),
    }
