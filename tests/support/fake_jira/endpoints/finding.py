"""Search by JQL in the form of each flavour, many issues by their keys, and the picker."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from support.fake_jira import jql
from support.fake_jira.call import MISSING, Call, Route
from support.fake_jira.exchange import Answer, Refused, answer
from support.fake_jira.issue_view import View
from support.fake_jira.records import Issue
from support.fake_jira.shapes import Json

MOST_KEYS = 100
GONE = "The requested API has been removed. Please migrate to /rest/api/3/search/jql. See CHANGE-2046."


def asked(call: Call) -> Json:
    """The search that a request asks for, be it in its query or its body."""
    if call.request.method == "POST":
        return call.request.object()
    shown: Json = {name: values[0] for name, values in call.request.query.items()}
    for name in ("fields", "expand", "properties", "reconcileIssues"):
        shown[name] = call.request.listed(name)
    for name in ("maxResults", "startAt"):
        if name in shown:
            shown[name] = call.request.number(name, 0)
    return shown


def _named(value: Any) -> tuple[str, ...]:
    return tuple(value.split(",") if isinstance(value, str) else value or ())


def search(call: Call) -> Answer:
    """Cloud: pages by token, no total, ids alone unless fields are named, nothing unbounded."""
    wanted = asked(call)
    found = _found(call, str(wanted.get("jql", "")))
    start = _offset(wanted)
    size = min(int(wanted.get("maxResults", 50)), call.world.page_limit)
    view = View(fields=_named(wanted.get("fields")), expand=_named(wanted.get("expand")))
    shown: Json = {"issues": [_show(call, view, one) for one in found[start : start + size]]}
    shown["isLast"] = start + size >= len(found)
    if not shown["isLast"]:
        shown["nextPageToken"] = base64.urlsafe_b64encode(f"at:{start + size}".encode()).decode()
    return answer(200, shown)


def _offset(wanted: Json) -> int:
    token = wanted.get("nextPageToken")
    if token is None:
        return 0
    try:
        return int(base64.urlsafe_b64decode(token).decode().removeprefix("at:"))
    except (binascii.Error, ValueError):
        raise Refused(400, "The nextPageToken is invalid or expired.") from None


def old_search(call: Call) -> Answer:
    """Data Center: pages by offset, with a total; gone from Cloud."""
    if call.world.is_cloud:
        raise Refused(410, GONE)
    wanted = asked(call)
    is_strict = wanted.get("validateQuery", True) not in (False, "false", "none", "warn")
    found = _found(call, str(wanted.get("jql", "")), is_strict=is_strict)
    start = int(wanted.get("startAt", 0))
    size = min(int(wanted.get("maxResults", 50)), call.world.page_limit)
    view = View(fields=_named(wanted.get("fields")) or ("*navigable",), expand=_named(wanted.get("expand")))
    shown = [_show(call, view, one) for one in found[start : start + size]]
    return answer(200, {"expand": "schema,names"} | call.shapes.page("issues", shown, len(found), start, size))


def count(call: Call) -> Answer:
    return answer(200, {"count": len(_found(call, str(call.request.object().get("jql", ""))))})


def _found(call: Call, text: str, *, is_strict: bool = True) -> list[Issue]:
    query = jql.parse(text, call.world, call.user, is_strict=is_strict)
    if call.world.is_cloud and not query.is_bounded:
        raise Refused(400, "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.")
    may_see = "BROWSE_PROJECTS" in call.permissions
    return query.run(list(call.world.issues.values())) if may_see else []


def _show(call: Call, view: View, issue: Issue) -> Json:
    return view.show(
        issue, call.shapes, lambda it: [call.shapes.transition(w, with_fields=False) for w in call.ways(it)]
    )


def bulk_fetch(call: Call) -> Answer:
    """What is found, and an error for each key that is not; 200 in any case."""
    wanted = call.request.object()
    keys = wanted["issueIdsOrKeys"]
    if len(keys) > MOST_KEYS:
        raise Refused(400, f"The maximum number of issues per request is {MOST_KEYS}.")
    may_see = "BROWSE_PROJECTS" in call.permissions
    found = {key: call.world.find(key) if may_see else None for key in keys}
    view = View(fields=_named(wanted.get("fields")) or ("*navigable",), expand=_named(wanted.get("expand")))
    issues = {one.id: one for one in found.values() if one is not None}
    lost = [{"id": key, "errorMessage": MISSING[True]} for key, one in found.items() if one is None]
    return answer(200, {"issues": [_show(call, view, one) for one in issues.values()], "issueErrors": lost})


def picker(call: Call) -> Answer:
    """What the caller looked at of late, and what matches in the search he is in."""
    text = call.request.first("query").lower()
    current = call.request.first("currentJQL")
    seen = [call.world.issues[key] for key in reversed(call.world.viewed) if key in call.world.issues]
    found = _found(call, current) if current else []
    sections = (("hs", "History Search", seen), ("cs", "Current Search", found))
    shown = [_section(call, id_, label, _like(text, issues)) for id_, label, issues in sections]
    return answer(200, {"sections": shown})


def _like(text: str, issues: list[Issue]) -> list[Issue]:
    return [one for one in issues if text in f"{one.key} {one.summary}".lower()]


def _section(call: Call, id_: str, label: str, issues: list[Issue]) -> Json:
    shown = [
        {"id": int(one.id), "key": one.key, "keyHtml": one.key, "summary": one.summary, "summaryText": one.summary}
        for one in issues
        if "BROWSE_PROJECTS" in call.permissions
    ]
    return {"id": id_, "label": label, "sub": f"Showing {len(shown)} of {len(shown)} matching issues", "issues": shown}


ROUTES = (
    Route(method="GET", path="/search/jql", answer=search, on="cloud"),
    Route(method="POST", path="/search/jql", answer=search, on="cloud"),
    Route(method="POST", path="/search/approximate-count", answer=count, on="cloud"),
    Route(method="GET", path="/search", answer=old_search),
    Route(method="POST", path="/search", answer=old_search),
    Route(method="POST", path="/issue/bulkfetch", answer=bulk_fetch, on="cloud"),
    Route(method="GET", path="/issue/picker", answer=picker),
)
