"""Brings an issue to the status of a stage, by whatever transition leads there now, and never back."""

from __future__ import annotations

from typing import Any

from database_developer.errors import TicketNotFound, TrackerRefused
from database_developer.model.errand import Stage
from database_developer.trackers.jira import screens
from database_developer.trackers.jira.connection import AnswerLost
from database_developer.trackers.jira.issue import look_at
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.permissions import need
from database_developer.trackers.jira.refusals import NotTaken
from database_developer.trackers.jira.site import Site
from database_developer.trackers.jira.statuses import Status, is_far_enough, is_onward, is_there, merit, rank

Json = Any
_LOOKS = 2  # at the ways there are: one may vanish while we look


def move(site: Site, key: str, stage: Stage) -> str:
    """Go to the stage's status, one step; from a ticket not begun to a proven one, by way of the begun one."""
    if stage is Stage.ASKING and not site.settings.statuses.get(stage):
        return ""
    issue = look_at(site, key, "status")
    here = _status(issue.fields)
    if is_there(here, stage, site.settings):
        return ""
    need(site, issue.key, "TRANSITION_ISSUES", "move it")
    if stage is Stage.PROVEN and rank(here, site.settings) == 0 and _way(site, issue.key, here, stage) is None:
        move(site, issue.key, Stage.STARTED)
        here = _now(site, issue.key)
    return _moved(site, issue.key, here, stage)


def _moved(site: Site, key: str, here: Status, stage: Stage) -> str:
    """Take the best way; where it is gone, or somebody moved the issue meanwhile, look again."""
    refusal: TrackerRefused | None = None
    for _ in range(_LOOKS):
        way = _way(site, key, here, stage)
        if way is None and refusal is None and is_far_enough(here, stage, site.settings):
            return ""
        if way is None:
            raise refusal or _no_way(site, key, here, stage)
        try:
            _take(site, key, way, here)
            refusal = None
        except (NotTaken, TicketNotFound) as error:
            refusal = _refused(key, way, error)
        now = _now(site, key)
        if refusal is None and now == Status.of(way.inner("to")):
            return f'moved {key} from "{here.name}" to "{now.name}"'
        if is_there(now, stage, site.settings):
            return ""
        here = now
    raise refusal or TrackerRefused(
        f'the tracker took the move, and the ticket is in "{here.name}"', where=key, hint="look at its workflow"
    )


def _refused(key: str, way: Members, error: NotTaken | TicketNotFound) -> TrackerRefused:
    return TrackerRefused(
        f'the transition "{way.text("name")}" was refused: {error.what}',
        where=key,
        hint="look at the workflow of its project",
    )


def _take(site: Site, key: str, way: Members, here: Status) -> None:
    """Take the way, once; where the answer was lost, look where the issue stands before it is taken again."""
    fields = screens.filled(site, key, way)
    body: Json = {"transition": {"id": way.id()}} | ({"fields": fields} if fields else {})
    site.wait_to_write(key)
    try:
        site.connection.post(site.issue(key, "transitions"), body)
    except AnswerLost:
        if _now(site, key) != here:
            return
        site.wait_to_write(key)
        site.connection.post(site.issue(key, "transitions"), body)


def _way(site: Site, key: str, here: Status, stage: Stage) -> Members | None:
    """The best of the transitions that lead on to a status of the stage."""
    ways = [way for way in _ways(site, key) if is_onward(here, Status.of(way.inner("to")), stage, site.settings)]
    rated = [(merit(Status.of(way.inner("to")), stage, site.settings), way) for way in ways]
    best = max(rated, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] else None


def _ways(site: Site, key: str) -> tuple[Members, ...]:
    answer = site.connection.get(site.issue(key, "transitions"), {"expand": "transitions.fields"})
    return Members(answer, key).each("transitions")


def _now(site: Site, key: str) -> Status:
    return _status(look_at(site, key, "status").fields)


def _status(fields: Members) -> Status:
    return Status.of(fields.inner("status"))


def _no_way(site: Site, key: str, here: Status, stage: Stage) -> TrackerRefused:
    names = ", ".join(f'"{Status.of(way.inner("to")).name}"' for way in _ways(site, key))
    wanted = ", ".join(f'"{name}"' for name in site.settings.statuses.get(stage, ()))
    return TrackerRefused(
        f'no transition leads from "{here.name}" to {wanted or f"a status that means {stage.value}"}',
        where=key,
        hint=f'one can go to {names or "nowhere"}; name the one to take under [tracker.statuses], as "{stage.value}"',
    )
