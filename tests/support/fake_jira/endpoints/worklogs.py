"""Time noted on an issue."""

from __future__ import annotations

import re

from support.fake_jira.call import Call, Route
from support.fake_jira.clock import written
from support.fake_jira.exchange import NOTHING, Answer, Refused, answer

# Milliseconds and an offset without a colon: Jira refuses other ways to write a moment.
STARTED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}")


def listed(call: Call) -> Answer:
    issue = call.issue()
    return answer(200, call.page("worklogs", [call.shapes.worklog(one, issue) for one in issue.worklogs]))


def add(call: Call) -> Answer:
    issue, body = call.issue(), call.request.object()
    user = call.need("WORK_ON_ISSUES", "log work on this issue", code=400)
    seconds, started = body.get("timeSpentSeconds"), body.get("started", written(call.world.clock.now()))
    if not isinstance(seconds, int) or seconds < 60:
        raise Refused(400, timeLogged="Worklog must not be null or shorter than a minute.")
    if not STARTED.fullmatch(started):
        raise Refused(
            400, started="Invalid date format. Please enter the date in the format yyyy-MM-dd'T'HH:mm:ss.SSSZ."
        )
    comment = call.body(body["comment"]) if body.get("comment") else ""
    worklog = call.world.log_work(issue.key, seconds, by=user.name, started=started, comment=comment)
    return answer(201, call.shapes.worklog(worklog, issue))


def delete(call: Call) -> Answer:
    """One's own alone."""
    issue = call.issue()
    user = call.need("WORK_ON_ISSUES", "log work on this issue", code=400)
    found = next((one for one in issue.worklogs if one.id == call.given["id"] and one.author == user), None)
    if found is None:
        raise Refused(404, f"Cannot find worklog with id: '{call.given['id']}'.")
    issue.worklogs.remove(found)
    return NOTHING


ROUTES = (
    Route(method="GET", path="/issue/{issueIdOrKey}/worklog", answer=listed),
    Route(method="POST", path="/issue/{issueIdOrKey}/worklog", answer=add),
    Route(method="DELETE", path="/issue/{issueIdOrKey}/worklog/{id}", answer=delete),
)
