"""An issue, its fields, and its change log."""

from __future__ import annotations

from typing import Any

from support.fake_jira.call import Call, Route
from support.fake_jira.exchange import NOTHING, Answer, Refused, answer
from support.fake_jira.issue_view import View
from support.fake_jira.markup import words
from support.fake_jira.records import Field, Issue

# Written by an endpoint of their own, or by nobody.
NOT_EDITABLE = {
    "status",
    "comment",
    "attachment",
    "worklog",
    "created",
    "updated",
    "subtasks",
    "issuelinks",
    "project",
    "creator",
}


def get(call: Call) -> Answer:
    issue = call.issue()
    if call.request.first("updateHistory") == "true":
        call.world.viewed.append(issue.key)
    view = View(
        fields=tuple(call.request.listed("fields")) or ("*all",),
        expand=tuple(call.request.listed("expand")),
        properties=tuple(call.request.listed("properties")),
    )
    with_fields = any(name.startswith("transitions.") for name in view.expand)
    return answer(200, view.show(issue, call.shapes, lambda it: _ways(call, it, with_fields=with_fields)))


def _ways(call: Call, issue: Issue, *, with_fields: bool) -> list[dict[str, Any]]:
    return [call.shapes.transition(one, with_fields=with_fields) for one in call.ways(issue)]


def edit(call: Call) -> Answer:
    issue = call.issue()
    call.need("EDIT_ISSUES", "edit this issue")
    body = call.request.object()
    if not body.get("fields") and not body.get("update"):
        raise Refused(400, "one of 'fields' or 'update' required")
    for name, value in body.get("fields", {}).items():
        set_field(call, issue, name, value)
    for name, operations in body.get("update", {}).items():
        for operation in operations:
            _update(call, issue, name, operation)
    return NOTHING


def _update(call: Call, issue: Issue, name: str, operation: dict[str, Any]) -> None:
    verb, value = next(iter(operation.items()))
    if name == "labels" and verb in ("add", "remove"):
        kept = [label for label in issue.labels if label != value]
        issue.labels = [*kept, value] if verb == "add" else kept
        issue.updated = call.world.clock.now()
    elif verb == "set":
        set_field(call, issue, name, value)
    else:
        raise Refused(400, **{name: f"Field '{name}' does not support update '{verb}'."})


def set_field(call: Call, issue: Issue, name: str, value: Any) -> None:
    """Raises Refused where the issue has no such field to set."""
    field = call.world.fields.get(name)
    if field is None or name in NOT_EDITABLE:
        raise Refused(400, **{name: f"Field '{name}' cannot be set. It is not on the appropriate screen, or unknown."})
    old = _shown(issue, field)
    if name in ("summary", "labels"):
        setattr(issue, name, value)
    elif name in ("priority", "resolution"):
        setattr(issue, name, value["name"] if "name" in value else value["id"])
    elif name == "assignee":
        issue.assignee = _person(call, value)
    else:
        issue.values[name] = _checked(call, field, value)
    call.world.note(issue, call.me().name, name, ("", old), ("", _shown(issue, field)))


def _person(call: Call, value: dict[str, Any] | None) -> Any:
    wanted = set((value or {}).values())
    return next((one for one in call.world.users.values() if {one.id, one.name} & wanted), None)


def _checked(call: Call, field: Field, value: Any) -> Any:
    if field.is_rich and value is not None:
        return call.body(value, field.id)
    if field.type == "number" and not isinstance(value, int | float | None):
        raise Refused(400, **{field.id: "Specify a number."})
    return value


def _shown(issue: Issue, field: Field) -> str:
    if field.id in ("summary", "labels", "priority", "resolution"):
        return str(getattr(issue, field.id))
    if field.id == "assignee":
        return issue.assignee.display_name if issue.assignee else ""
    return words(issue.values.get(field.id))


def changes(call: Call) -> Answer:
    page = call.page("values", [call.shapes.change(one) for one in call.issue().changes])
    is_last = page["startAt"] + len(page["values"]) >= page["total"]
    return answer(200, page | {"self": call.shapes.at("issue", call.issue().key, "changelog"), "isLast": is_last})


ROUTES = (
    Route(method="GET", path="/issue/{issueIdOrKey}", answer=get),
    Route(method="PUT", path="/issue/{issueIdOrKey}", answer=edit),
    Route(method="GET", path="/issue/{issueIdOrKey}/changelog", answer=changes, on="cloud"),
)
