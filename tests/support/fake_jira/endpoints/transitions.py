"""The ways on from an issue's status, and taking one."""

from __future__ import annotations

from typing import Any

from support.fake_jira.call import Call, Route
from support.fake_jira.endpoints.comments import add_to
from support.fake_jira.endpoints.issues import set_field
from support.fake_jira.exchange import NOTHING, Answer, Refused, answer
from support.fake_jira.records import Transition


def get(call: Call) -> Answer:
    with_fields = "transitions.fields" in call.request.listed("expand")
    asked = call.request.first("transitionId")
    ways = [one for one in call.ways(call.issue()) if asked in ("", one.id)]
    shown = [call.shapes.transition(one, with_fields=with_fields) for one in ways]
    return answer(200, {"expand": "transitions", "transitions": shown})


def take(call: Call) -> Answer:
    """All is checked before anything is changed."""
    issue, body = call.issue(), call.request.object()
    way = _chosen(call, body)
    fields = body.get("fields") or {}
    _check(way, fields)
    added = [call.body(one["add"]["body"]) for one in (body.get("update") or {}).get("comment", ()) if "add" in one]
    for name, value in fields.items():
        set_field(call, issue, name, value)
    call.world.move_to(issue.key, way.to, by=call.me().name)
    for comment in added:
        add_to(call, issue, comment)
    return NOTHING


def _chosen(call: Call, body: dict[str, Any]) -> Transition:
    id_ = (body.get("transition") or {}).get("id")
    if not isinstance(id_, str):
        raise Refused(400, "Missing 'transition' identifier, or it is no text.")
    issue = call.issue()
    found = next((one for one in call.ways(issue) if one.id == id_), None)
    if found is None:
        known = next((one.name for one in call.world.workflow if one.id == id_), id_)
        raise Refused(400, f"Workflow operation '{known}' is not valid for the current state of {issue.key}.")
    return found


def _check(way: Transition, fields: dict[str, Any]) -> None:
    screen = {entry.field: entry for entry in way.screen}
    for name in fields:
        if name not in screen:
            text = f"Field '{name}' cannot be set. It is not on the appropriate screen, or unknown."
            raise Refused(400, **{name: text})
    for name, entry in screen.items():
        if entry.is_required and not fields.get(name):
            raise Refused(400, **{name: f"{name.capitalize()} is required."})
        value = fields.get(name)
        if entry.allowed and value and not set(value.values()) & set(entry.allowed):
            raise Refused(400, **{name: f"'{value}' is not a valid value of '{name}'."})


ROUTES = (
    Route(method="GET", path="/issue/{issueIdOrKey}/transitions", answer=get),
    Route(method="POST", path="/issue/{issueIdOrKey}/transitions", answer=take),
)
