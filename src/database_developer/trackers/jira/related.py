"""The parent and the linked issues, as far as their words may help."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.errors import TicketNotFound, TicketUnreadable, TrackerRefused
from database_developer.model.ticket import Link, RelatedTicket
from database_developer.trackers.jira import bodies
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.site import Site

MOST = 10  # issues; each is a request of its own
_FIELDS = "summary,status,description"


def related(site: Site, parent: str | None, links: tuple[Link, ...], notes: list[str]) -> tuple[RelatedTicket, ...]:
    """The parent first; what cannot be read is noted."""
    wanted = (*((Link(kind="parent", key=parent),) if parent else ()), *links)
    if len(wanted) > MOST:
        notes.append(f"only the first {MOST} of {len(wanted)} related tickets are read")
    return tuple(_read(site, wanted[:MOST], notes))


def _read(site: Site, links: tuple[Link, ...], notes: list[str]) -> Iterator[RelatedTicket]:
    for link in links:
        try:
            whole = Members(site.connection.get(site.issue(link.key), {"fields": _FIELDS}), link.key)
            fields = whole.inner("fields")
            body = bodies.read(fields.get("description"), link.key, "fields.description")
        except (TicketNotFound, TicketUnreadable, TrackerRefused) as error:
            notes.append(f"{link.key} is not read: {error.what}")
            continue
        yield RelatedTicket(
            kind=link.kind,
            key=whole.needed("key"),
            summary=fields.text("summary"),
            status=fields.inner("status").text("name"),
            blocks=body.blocks,
        )
