"""How long is waited before another attempt: what the server says, else longer each time, spread and with a limit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from database_developer.trackers.jira.waits import LEAST, grown_wait, told_wait

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": format_datetime(NOW + timedelta(seconds=9), usegmt=True)}, 9),
        ({"Retry-After": "0"}, LEAST),
        ({"Retry-After": format_datetime(NOW - timedelta(days=1), usegmt=True)}, LEAST),
        ({"X-RateLimit-Reset": "2026-01-05T09:05Z"}, 300),
        ({"Retry-After": "soon", "X-RateLimit-Reset": "2026-01-05T09:01Z"}, 60),
        ({"Retry-After": "7", "X-RateLimit-Reset": "2026-01-05T09:05Z"}, 7),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-3"}, None),
        ({}, None),
    ],
)
def test_what_the_server_says_counts(headers: dict[str, str], seconds: float | None) -> None:
    assert told_wait(headers, NOW) == seconds


def test_else_it_doubles_up_to_the_longest() -> None:
    for attempt, full in ((1, 2.0), (2, 4.0), (3, 8.0), (4, 16.0), (5, 30.0), (50, 30.0)):
        waits = [grown_wait(attempt, 30.0) for _ in range(200)]
        assert full / 2 <= min(waits) <= max(waits) <= full


def test_those_who_are_turned_away_together_do_not_come_again_together() -> None:
    assert len({round(grown_wait(3, 30.0), 6) for _ in range(50)}) > 40
