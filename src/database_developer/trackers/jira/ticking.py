"""Boxes of acceptance criteria ticked in a human's text, where the team wants that, and nothing else of it changed."""

from __future__ import annotations

from typing import Any

from database_developer.errors import TrackerRefused
from database_developer.trackers.jira import bodies
from database_developer.trackers.jira.custom_fields import sections_of
from database_developer.trackers.jira.issue import look_at
from database_developer.trackers.jira.permissions import need
from database_developer.trackers.jira.site import Site

Json = Any
_ATTEMPTS = 3


def tick(site: Site, key: str, criteria: tuple[str, ...]) -> str:
    """Tick the boxes with these words, in the description and in the fields that are read with it."""
    if not site.settings.tick:
        return ""
    issue = look_at(site, key, "*all,-comment,-worklog", "names,schema")
    fields = ("description", *sections_of(issue, site.settings))
    changed = [field for field in fields if _ticked(site, issue.key, field, criteria)]
    return f"ticked boxes of {issue.key}" if changed else ""


def _ticked(site: Site, key: str, field: str, criteria: tuple[str, ...]) -> bool:
    """Whether there was something to tick; what somebody changes meanwhile is read again."""
    body = _body(site, key, field)
    for _ in range(_ATTEMPTS):
        ticked = bodies.ticked(body, criteria) if body else None
        if ticked is None:
            return False
        need(site, key, "EDIT_ISSUES", "edit it")
        site.wait_to_write(key)
        now = _body(site, key, field)
        if now == body:
            site.connection.put(site.issue(key), {"fields": {field: ticked}})
            return True
        body = now
    raise TrackerRefused(f'"{field}" is being edited by somebody', where=key, hint="tick the boxes later")


def _body(site: Site, key: str, field: str) -> Json:
    return look_at(site, key, field).fields.get(field)
