"""The comments of an issue."""

from __future__ import annotations

from typing import Any

from support.fake_jira.call import Call, Route
from support.fake_jira.exchange import NOTHING, Answer, Refused, answer
from support.fake_jira.markup import html
from support.fake_jira.records import Comment, Issue


def listed(call: Call) -> Answer:
    issue = call.issue()
    is_backwards = call.request.first("orderBy").startswith("-")
    comments = list(reversed(issue.comments)) if is_backwards else issue.comments
    return answer(200, call.page("comments", [_shown(call, issue, one) for one in comments]))


def get(call: Call) -> Answer:
    return answer(200, _shown(call, call.issue(), _comment(call)))


def add(call: Call) -> Answer:
    issue = call.issue()
    call.need("ADD_COMMENTS", "comment on this issue")
    comment = add_to(call, issue, call.body(call.request.object().get("body")))
    return answer(201, _shown(call, issue, comment))


def add_to(call: Call, issue: Issue, body: Any) -> Comment:
    return call.world.comment(issue.key, body, by=call.me().name)


def edit(call: Call) -> Answer:
    issue, comment = call.issue(), _comment(call)
    _own(call, comment)
    comment.body = call.body(call.request.object().get("body"))
    comment.updated = issue.updated = call.world.clock.now()
    return answer(200, _shown(call, issue, comment))


def delete(call: Call) -> Answer:
    issue, comment = call.issue(), _comment(call)
    _own(call, comment)
    issue.comments.remove(comment)
    return NOTHING


def _comment(call: Call) -> Comment:
    found = next((one for one in call.issue().comments if one.id == call.given["id"]), None)
    if found is None:
        raise Refused(404, f"Can not find a comment for the id: {call.given['id']}.")
    return found


def _own(call: Call, comment: Comment) -> None:
    if "EDIT_OWN_COMMENTS" not in call.permissions or comment.author != call.user:
        raise Refused(400, "You do not have the permission to edit this comment.")


def _shown(call: Call, issue: Issue, comment: Comment) -> dict[str, Any]:
    rendered = {"renderedBody": html(comment.body)} if "renderedBody" in call.request.listed("expand") else {}
    return call.shapes.comment(comment, issue) | rendered


ROUTES = (
    Route(method="GET", path="/issue/{issueIdOrKey}/comment", answer=listed),
    Route(method="POST", path="/issue/{issueIdOrKey}/comment", answer=add),
    Route(method="GET", path="/issue/{issueIdOrKey}/comment/{id}", answer=get),
    Route(method="PUT", path="/issue/{issueIdOrKey}/comment/{id}", answer=edit),
    Route(method="DELETE", path="/issue/{issueIdOrKey}/comment/{id}", answer=delete),
)
