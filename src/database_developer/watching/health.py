"""How the watcher is: alive, ready, and its metrics."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from database_developer.errors import DatabaseDeveloperError
from database_developer.watching.ledger import Ledger
from database_developer.watching.listening import Answered, Asked, answered
from database_developer.watching.metrics import KIND, Metrics

MISSED_LOOKS = 3


@dataclass(kw_only=True)
class Health:
    """Answers ``/health/live``, ``/health/ready`` and ``/metrics``.

    ``every`` is the time between two looks at the tracker, None where it is not looked at; the first has its time too.
    """

    ledger: Ledger
    metrics: Metrics
    every: float | None
    is_stopping: bool = False
    looked: float = 0.0

    def __post_init__(self) -> None:
        self.looked = time.monotonic()

    def answer(self, asked: Asked) -> Answered:
        """The answer to one question."""
        pages: dict[str, Callable[[], Answered]] = {
            "/health/live": lambda: answered(200, status="alive"),
            "/health/ready": self._ready,
            "/metrics": lambda: Answered(status=200, body=self.metrics.page(), kind=KIND),
        }
        page = pages.get(asked.path)
        if page is None:
            return answered(404, error=f"there are {', '.join(pages)}")
        return page() if asked.method == "GET" else answered(405, error="only GET")

    def has_looked(self) -> None:
        """The tracker has just answered."""
        self.looked = time.monotonic()

    def _ready(self) -> Answered:
        parts = {"queue": self._queue(), "tracker": self._tracker(), "stopping": self.is_stopping}
        is_ready = parts["queue"] == "reachable" and parts["tracker"] != "silent" and not self.is_stopping
        return answered(200 if is_ready else 503, **parts)

    def _queue(self) -> str:
        try:
            return "reachable" if self.ledger.is_reachable() else "not laid"
        except DatabaseDeveloperError:
            return "out of reach"

    def _tracker(self) -> str:
        if self.every is None:
            return "not looked at"
        return "answers" if time.monotonic() - self.looked <= MISSED_LOOKS * self.every + 30 else "silent"
