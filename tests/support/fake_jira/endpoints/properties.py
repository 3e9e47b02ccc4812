"""The properties of an issue: JSON that programs keep on it."""

from __future__ import annotations

from support.fake_jira.call import Call, Route
from support.fake_jira.exchange import NOTHING, Answer, Refused, answer

LONGEST_VALUE = 32768  # bytes
LONGEST_KEY = 255  # characters


def keys(call: Call) -> Answer:
    issue = call.issue()
    shown = [{"key": key, "self": call.shapes.at("issue", issue.id, "properties", key)} for key in issue.properties]
    return answer(200, {"keys": shown})


def get(call: Call) -> Answer:
    key = _existing(call)
    return answer(200, {"key": key, "value": call.issue().properties[key]})


def put(call: Call) -> Answer:
    issue, key = call.issue(), call.given["propertyKey"]
    call.need("EDIT_ISSUES", "edit this issue")
    if len(call.request.body) > LONGEST_VALUE or len(key) > LONGEST_KEY:
        raise Refused(400, f"The property value's length must not exceed {LONGEST_VALUE}.")
    is_new = key not in issue.properties
    issue.properties[key] = call.request.json()
    return Answer(status=201 if is_new else 200)


def delete(call: Call) -> Answer:
    del call.issue().properties[_existing(call)]
    return NOTHING


def _existing(call: Call) -> str:
    key = call.given["propertyKey"]
    if key not in call.issue().properties:
        raise Refused(404, f"The property with key '{key}' does not exist.")
    return key


ROUTES = (
    Route(method="GET", path="/issue/{issueIdOrKey}/properties", answer=keys),
    Route(method="GET", path="/issue/{issueIdOrKey}/properties/{propertyKey}", answer=get),
    Route(method="PUT", path="/issue/{issueIdOrKey}/properties/{propertyKey}", answer=put),
    Route(method="DELETE", path="/issue/{issueIdOrKey}/properties/{propertyKey}", answer=delete),
)
