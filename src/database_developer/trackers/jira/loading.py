"""An issue read as a ticket: its text in blocks, and all that hangs on it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from typing import Any

from database_developer.model.ticket import Detail, Link, Ticket
from database_developer.trackers.jira import bodies, custom_fields
from database_developer.trackers.jira.enclosures import enclosed
from database_developer.trackers.jira.issue import Issue, look_at
from database_developer.trackers.jira.related import related
from database_developer.trackers.jira.replies import replies
from database_developer.trackers.jira.site import Site

Json = Any
_FIELDS = "*all,-comment,-worklog"  # those two have pages of their own
_EXPAND = "names,schema,changelog"
_NOT_IN_PRINT = ("status", "reporter", "assignee", "details", "changed", "notes", "origin", "fingerprint")


def load(site: Site, key: str) -> Ticket:
    """The ticket; TicketNotFound names the nearest, TicketUnreadable what is not as it should be."""
    issue = look_at(site, key, _FIELDS, _EXPAND)
    notes: list[str] = []
    if issue.key != key.strip().upper():
        notes.append(f'"{key.strip()}" was moved: it is "{issue.key}" now')
    ticket = _without_company(issue, site, notes)
    ticket = replace(
        ticket,
        comments=replies(site, issue, notes),
        attachments=enclosed(site, issue, notes),
        related=related(site, ticket.parent, ticket.links, notes),
    )
    ticket = replace(ticket, notes=tuple(notes))
    return replace(ticket, fingerprint=fingerprint(ticket))


def _without_company(issue: Issue, site: Site, notes: list[str]) -> Ticket:
    """The ticket itself, without what others said and attached."""
    fields = issue.fields
    body = bodies.read(fields.get("description"), issue.key, "fields.description")
    notes += body.diagnostics
    return Ticket(
        key=issue.key,
        summary=fields.needed("summary"),
        status=fields.inner("status").text("name"),
        type=fields.inner("issuetype").text("name"),
        priority=fields.inner("priority").text("name"),
        labels=fields.texts("labels"),
        parent=fields.inner("parent").text("key") or None,
        subtasks=tuple(one.needed("key") for one in fields.each("subtasks")),
        links=_links(issue),
        blocks=custom_fields.with_sections(issue, site.settings, body.blocks, notes),
        origin=f"{site.connection.account.url}/browse/{issue.key}",
        reporter=fields.inner("reporter").text("displayName"),
        assignee=fields.inner("assignee").text("displayName"),
        details=(*_people(issue), *custom_fields.details(issue, site.settings)),
        changed=_changed(issue),
    )


def fingerprint(ticket: Ticket) -> str:
    """A hash of what was read; where the ticket stands, who is on it, and which boxes are ticked does not count."""
    counted = _unticked({name: value for name, value in asdict(ticket).items() if name not in _NOT_IN_PRINT})
    return hashlib.sha256(json.dumps(counted, sort_keys=True, default=str).encode()).hexdigest()


def _unticked(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: inner is not None if name == "checked" else _unticked(inner) for name, inner in value.items()}
    return [_unticked(inner) for inner in value] if isinstance(value, list | tuple) else value


def _links(issue: Issue) -> tuple[Link, ...]:
    """Each link in the words of its direction."""
    found = []
    for link in issue.fields.each("issuelinks"):
        for side in ("inward", "outward"):
            other = link.inner(f"{side}Issue")
            if other:
                found.append(Link(kind=link.inner("type").text(side), key=other.needed("key")))
    return tuple(found)


def _people(issue: Issue) -> tuple[Detail, ...]:
    named = ((role, issue.fields.inner(role).text("displayName")) for role in ("reporter", "assignee"))
    return tuple(Detail(name=role, value=name) for role, name in named if name)


def _changed(issue: Issue) -> str:
    """The last moment in the change log; "" where nothing was ever changed."""
    return max((one.text("created") for one in issue.whole.inner("changelog").each("histories")), default="")
