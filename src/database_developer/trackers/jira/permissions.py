"""What the account may do on an issue, asked once, so that a refusal can name what is lacking."""

from __future__ import annotations

from typing import Any

from database_developer.errors import TicketNotFound, TrackerRefused
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.site import Site

Json = Any
ASKED = (
    "BROWSE_PROJECTS",
    "ADD_COMMENTS",
    "TRANSITION_ISSUES",
    "CREATE_ATTACHMENTS",
    "EDIT_ISSUES",
    "LINK_ISSUES",
    "WORK_ON_ISSUES",
)


def need(site: Site, key: str, permission: str, to: str) -> None:
    """Raises TrackerRefused, with the permission's name, where the account lacks it on this issue."""
    if key not in site.permitted:
        site.permitted[key] = permitted(site, {"issueKey": key})
    if permission not in site.permitted[key]:
        name = site.me.text("displayName") or site.flavour.account(site.me)
        raise TrackerRefused(
            f'"{name}" may not {to}: the permission "{permission}" is lacking',
            where=key,
            hint="ask who administers the project for it",
        )


def permitted(site: Site, where: dict[str, str]) -> frozenset[str]:
    """The permissions there are of those we ask for; all of them where the server does not tell."""
    try:
        answer = site.connection.get(site.at("mypermissions"), {"permissions": ",".join(ASKED), **where})
    except (TicketNotFound, TrackerRefused):
        return frozenset(ASKED)
    told = Members(answer, "mypermissions").inner("permissions")
    return frozenset(name for name in ASKED if told.inner(name).get("havePermission") is not False)
