"""An issue as it is now: the members that were asked for, under the key that it has now."""

from __future__ import annotations

import re
from dataclasses import dataclass

from database_developer.errors import TicketNotFound
from database_developer.trackers.jira import finding
from database_developer.trackers.jira.members import Members
from database_developer.trackers.jira.memory import PROPERTY, Memory
from database_developer.trackers.jira.site import Site

KEY = re.compile(r"[A-Z][A-Z0-9_]*-[1-9][0-9]{0,11}")


@dataclass(frozen=True)
class Issue:
    """``key`` is the present one, which may differ from what was asked for; ``memory`` is what we noted on it."""

    key: str
    fields: Members
    whole: Members
    memory: Memory


def look_at(site: Site, key: str, fields: str, expand: str = "") -> Issue:
    """The issue with these fields (as Jira lists them); TicketNotFound names what is near."""
    asked = key.strip().upper()
    if not KEY.fullmatch(asked):
        raise finding.not_found(site, key)
    params = {"fields": fields, "properties": PROPERTY} | ({"expand": expand} if expand else {})
    try:
        answer = site.connection.get(site.issue(asked), params)
    except TicketNotFound:
        raise finding.not_found(site, key) from None
    whole = Members(answer, asked)
    memory = Memory.of(whole.get("properties"))
    return Issue(key=whole.needed("key"), fields=whole.inner("fields"), whole=whole, memory=memory)
