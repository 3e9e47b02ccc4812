"""The fake's own time: it stands still until someone sleeps by it or asks for a new event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Lock

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class Clock:
    """A time that only ``sleep`` moves; hand ``clock.sleep`` to the client instead of ``time.sleep``."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._lock = Lock()
        self.slept: list[float] = []

    def now(self) -> datetime:
        with self._lock:
            return self._now

    def seconds(self) -> float:
        """The same as a number, for whoever counts from a start of their own."""
        return self.now().timestamp()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self._now += timedelta(seconds=max(0.0, seconds))


class WallClock(Clock):
    """The time as it is, for programs of their own, which sleep by themselves."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def written(moment: datetime) -> str:
    """As Jira writes a moment: milliseconds, and an offset without a colon."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}" + "+0000"
