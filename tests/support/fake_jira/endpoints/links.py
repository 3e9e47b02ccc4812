"""Links to other issues, and to addresses elsewhere."""

from __future__ import annotations

from typing import Any

from support.fake_jira.call import Call, Route
from support.fake_jira.exchange import CREATED, Answer, Refused, answer


def add_link(call: Call) -> Answer:
    call.need("LINK_ISSUES", "link issues", code=404)
    body = call.request.object()
    kind = body["type"].get("name") or body["type"].get("id")
    if kind not in call.world.link_kinds:
        raise Refused(404, f"No issue link type with name '{kind}' found.")
    inward, outward = (
        call.visible(body[side].get("key") or body[side]["id"]) for side in ("inwardIssue", "outwardIssue")
    )
    call.world.link(inward.key, outward.key, kind)
    return CREATED


def remote_links(call: Call) -> Answer:
    links = call.issue().remote_links
    asked = call.request.first("globalId")
    if not asked:
        return answer(200, list(links.values()))
    if asked not in links:
        raise Refused(404, f"No remote issue link with the global ID '{asked}' was found.")
    return answer(200, links[asked])


def put_remote_link(call: Call) -> Answer:
    """The one with this global id is replaced (200); otherwise there is a new one (201)."""
    issue, body = call.issue(), call.request.object()
    call.need("LINK_ISSUES", "link issues")
    _check(body)
    links = issue.remote_links
    old = links.get(body.get("globalId", ""))
    id_ = old["id"] if old else int(call.world.new_id())
    self_ = call.shapes.at("issue", issue.key, "remotelink", str(id_))
    shown = {name: body[name] for name in ("globalId", "application", "relationship", "object") if name in body}
    links[body.get("globalId") or str(id_)] = {"id": id_, "self": self_} | shown
    return answer(200 if old else 201, {"id": id_, "self": self_})


def _check(body: dict[str, Any]) -> None:
    for name in ("url", "title"):
        if not (body.get("object") or {}).get(name):
            raise Refused(400, **{f"object.{name}": f"'{name}' is required."})
    if len(body.get("globalId", "")) > 255:
        raise Refused(400, globalId="'globalId' is longer than 255 characters.")


ROUTES = (
    Route(method="POST", path="/issueLink", answer=add_link),
    Route(method="GET", path="/issue/{issueIdOrKey}/remotelink", answer=remote_links),
    Route(method="POST", path="/issue/{issueIdOrKey}/remotelink", answer=put_remote_link),
)
