"""What a migration's files are called."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

LONGEST_SLUG = 60
TRACKER_TAIL = re.compile(r"\s*[-–—]\s*(?:db|database)\s*$", re.IGNORECASE)


def stem(ticket_key: str, title: str, at: datetime, part: str = "") -> str:
    """``20260102030405_kan_29_user_dashboard_analytics``: UTC, the ticket, its title without "- DB"; last the part."""
    moment = at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    parts = (moment, _plain(ticket_key), slug(title), part)
    return "_".join(part for part in parts if part)


def slug(title: str) -> str:
    """The title in plain small letters, digits and underscores, cut between words; "migration" for nothing."""
    words = _plain(TRACKER_TAIL.sub("", title)).split("_")
    found = words[0][:LONGEST_SLUG]
    for word in words[1:]:
        if len(found) + 1 + len(word) > LONGEST_SLUG:
            break
        found = f"{found}_{word}"
    return found or "migration"


def _plain(text: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", ascii_only.lower()).strip("_")
