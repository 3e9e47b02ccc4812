"""Links to where the work lies, and the time it took."""

from __future__ import annotations

import math
from contextlib import suppress
from datetime import datetime

from database_developer.errors import TicketNotFound, TicketUnreadable, TrackerRefused, UsageError
from database_developer.model.errand import LogWork, Refer
from database_developer.model.message import Message
from database_developer.trackers.jira import bodies
from database_developer.trackers.jira.connection import AnswerLost
from database_developer.trackers.jira.issue import look_at
from database_developer.trackers.jira.marking import is_marked
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.memory import Sent, remember
from database_developer.trackers.jira.permissions import need
from database_developer.trackers.jira.searching import all_of
from database_developer.trackers.jira.site import Site

_LEAST = 60  # seconds that Jira takes
_LONGEST_ID = 255
_MOST = 2_000  # worklogs looked through


def refer(site: Site, key: str, errand: Refer) -> str:
    """Link to the address; one of the same id is replaced, by the server itself."""
    issue = look_at(site, key, "status")
    id_ = f"database-developer:{errand.id}"[:_LONGEST_ID]
    wanted = {"url": errand.url, "title": errand.title}
    if _is_there(site, issue.key, id_, wanted):
        return ""
    need(site, issue.key, "LINK_ISSUES", "link it")
    site.wait_to_write(issue.key)
    site.connection.ask(site.issue(issue.key, "remotelink"), {"globalId": id_, "object": wanted})
    return f'linked {issue.key} to "{errand.title}"'


def _is_there(site: Site, key: str, id_: str, wanted: dict[str, str]) -> bool:
    try:
        answer = site.connection.get(site.issue(key, "remotelink"))
    except (TicketNotFound, TrackerRefused):
        return False
    links = Members({"links": answer}, key).each("links")
    return any(
        link.text("globalId") == id_ and all(link.inner("object").get(name) == it for name, it in wanted.items())
        for link in links
    )


def log_work(site: Site, key: str, errand: LogWork) -> str:
    """Note the time, once for each run, where the settings want that."""
    if not site.settings.worklog:
        return ""
    issue = look_at(site, key, "status")
    if errand.run in issue.memory.worklogs or _of_mine(site, issue.key, errand.run):
        return ""
    need(site, issue.key, "WORK_ON_ISSUES", "log work on it")
    id_ = _logged(site, issue.key, errand)
    remember(site, issue.key, "worklogs", errand.run, Sent(id_))
    return f"logged {_seconds(errand) // 60} minutes of work on {issue.key}"


def _logged(site: Site, key: str, errand: LogWork) -> str:
    """Note it, once; where the answer was lost, look whether it came before it is noted again."""
    try:
        id_ = _post(site, key, errand)
    except AnswerLost:
        mine = _of_mine(site, key, errand.run)
        id_ = mine[0] if mine else _post(site, key, errand)
    mine = _of_mine(site, key, errand.run) or [id_]
    for other in mine[1:]:  # another run noted the same at the same time
        site.wait_to_write(key)
        with suppress(TicketNotFound, TrackerRefused):
            site.connection.delete(site.issue(key, "worklog", other))
    return mine[0]


def _post(site: Site, key: str, errand: LogWork) -> str:
    comment = site.flavour.body(Message(parts=()), errand.run)
    body = {"timeSpentSeconds": _seconds(errand), "started": _moment(errand.started), "comment": comment}
    site.wait_to_write(key)
    answer = site.connection.post(site.issue(key, "worklog"), body)
    try:
        return Members(answer, key).id()
    except TicketUnreadable as error:
        raise AnswerLost(error.what, where=error.where, hint=error.hint) from error


def _of_mine(site: Site, key: str, run: str) -> list[str]:
    """Ids of our worklogs of this run, the oldest first."""
    found = all_of(site.connection, site.issue(key, "worklog"), "worklogs", _MOST)
    mine = [one for one in found if site.is_me(one.inner("author"))]
    ids = [one.id() for one in mine if is_marked(bodies.read(one.get("comment"), key, "comment").blocks, run)]
    return sorted(ids, key=lambda one: (len(one), one))


def _seconds(errand: LogWork) -> int:
    """Whole minutes, as Jira counts, and at least one."""
    return max(_LEAST, math.ceil(errand.seconds / 60) * 60)


def _moment(text: str) -> str:
    """As Jira wants a moment: with milliseconds, and an offset without a colon."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f'"{text}" is no moment', hint="such as 2026-01-05T09:00:00+00:00") from error
    if moment.tzinfo is None:
        moment = moment.astimezone()
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}{moment:%z}"
