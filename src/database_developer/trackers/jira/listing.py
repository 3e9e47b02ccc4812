"""The tasks that the settings' JQL finds."""

from __future__ import annotations

from typing import Any

from database_developer.errors import TicketUnreadable, TrackerRefused
from database_developer.model.ticket import TicketSummary
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.refusals import NotTaken
from database_developer.trackers.jira.site import Site
from database_developer.trackers.likeness import natural_order

Json = Any
FIELDS = ("summary", "status", "assignee", "updated")
MOST = 200


def listed(site: Site) -> tuple[TicketSummary, ...]:
    """At most two hundred, KAN-9 before KAN-10; one that cannot be read says so in its summary."""
    try:
        found = site.flavour.search(site.connection, site.settings.jql, FIELDS, MOST)
    except NotTaken as error:
        raise TrackerRefused(error.what, where=site.settings.jql, hint="correct the setting tracker.jql") from error
    return tuple(sorted(map(_shown, found), key=lambda one: natural_order(one.key)))


def summary_of(issue: Members) -> TicketSummary:
    """The issue in a line; TicketUnreadable where it is none."""
    fields = issue.inner("fields")
    status = fields.inner("status")
    return TicketSummary(
        key=issue.needed("key"),
        summary=fields.text("summary"),
        status=status.text("name"),
        is_open=status.inner("statusCategory").text("key") != "done",
        updated=fields.text("updated"),
    )


def _shown(issue: Json) -> TicketSummary:
    key = issue.get("key") if isinstance(issue, dict) else None
    try:
        return summary_of(Members(issue, str(key)))
    except TicketUnreadable as error:
        return TicketSummary(key=str(key or "?"), summary=f"(cannot be read: {error.what})")
