"""How long to wait before a request is tried again: what the server says, else longer each time, with a limit."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LEAST = 1.0  # seconds: "Retry-After: 0" taken by its word would never end


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """``attempts`` in all; no wait longer than ``longest`` seconds, and no more than ``total`` together.

    ``silence`` is how many seconds may pass without a byte of an answer, ``answer`` how many until its last one.
    """

    attempts: int = 5
    longest: float = 30.0
    total: float = 60.0
    silence: float = 20.0
    answer: float = 120.0


def told_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that ``Retry-After`` (seconds, a date) or ``X-RateLimit-Reset`` ask for; None where neither does."""
    told = headers.get("Retry-After", "").strip()
    seconds = _seconds(told)
    if seconds is None:
        seconds = _until(_http_date(told), now)
    if seconds is None:
        seconds = _until(_iso_date(headers.get("X-RateLimit-Reset", "").strip()), now)
    return None if seconds is None else max(LEAST, seconds)


def grown_wait(attempt: int, longest: float) -> float:
    """The seconds after attempt ``attempt`` where the server says nothing: doubled each time, half of it by chance."""
    full = min(longest, LEAST * float(2**attempt))
    return full / 2 + random.uniform(0, full / 2)  # noqa: S311 (spreads load, guards nothing)


def _seconds(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _until(moment: datetime | None, now: datetime) -> float | None:
    return None if moment is None else (moment - now).total_seconds()


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _iso_date(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
