"""What we note on an issue, so that another run knows what was sent: a help, never the truth."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from database_developer.errors import TicketNotFound, TrackerRefused, TrackerUnavailable
from database_developer.trackers.jira.site import Site

Json = Any
PROPERTY = "database-developer"
_PARTS = ("comments", "attachments", "worklogs")
_MOST_BYTES = 30_000  # Jira takes 32,768


@dataclass(frozen=True)
class Sent:
    """What was sent: its id, and the digest of its content."""

    id: str
    digest: str = ""


@dataclass
class Memory:
    """By marker, by file name, by run; the oldest entries are dropped where it grows too large."""

    comments: dict[str, Sent] = field(default_factory=dict)
    attachments: dict[str, Sent] = field(default_factory=dict)
    worklogs: dict[str, Sent] = field(default_factory=dict)

    @classmethod
    def of(cls, properties: Json) -> Memory:
        """What the issue's properties hold; whatever is not as we write it is not there."""
        value = properties.get(PROPERTY) if isinstance(properties, dict) else None
        parts = value if isinstance(value, dict) else {}
        return cls(**{name: dict(_entries(parts.get(name))) for name in _PARTS})

    def small(self) -> Json:
        """As it is written: not larger than a property may be."""
        written = {name: {of: vars(sent) for of, sent in getattr(self, name).items()} for name in _PARTS}
        while len(json.dumps(written).encode()) > _MOST_BYTES:
            longest = max(written.values(), key=len)
            longest.pop(next(iter(longest)))
        return written


def remember(site: Site, key: str, part: str, name: str, sent: Sent) -> None:
    """Note on the issue what was sent; where that cannot be done, it is found again without."""
    path = site.issue(key, "properties", PROPERTY)
    memory = _noted(site, path)
    getattr(memory, part)[name] = sent
    site.wait_to_write(key)
    with suppress(TrackerRefused, TicketNotFound, TrackerUnavailable):
        site.connection.put(path, memory.small())


def _noted(site: Site, path: str) -> Memory:
    """What is noted now: another run may have added to it."""
    try:
        answer = site.connection.get(path)
    except (TicketNotFound, TrackerRefused, TrackerUnavailable):
        return Memory()
    return Memory.of({PROPERTY: answer.get("value")} if isinstance(answer, dict) else None)


def _entries(part: Json) -> list[tuple[str, Sent]]:
    found = part.items() if isinstance(part, dict) else ()
    return [
        (name, Sent(id=one["id"], digest=str(one.get("digest", ""))))
        for name, one in found
        if isinstance(one, dict) and isinstance(one.get("id"), str) and one["id"].isalnum()
    ]
