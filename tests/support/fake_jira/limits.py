"""The limit on writes to one issue, which Jira sets beside those on all requests."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from support.fake_jira.clock import Clock
from support.fake_jira.exchange import Answer, Refused, Request
from support.fake_jira.records import Issue


class WriteLimit:
    """``spacing`` seconds, by the fake's clock, must lie between two writes to one issue; 0 for no limit."""

    def __init__(self, clock: Clock) -> None:
        self.spacing = 0.0
        self._clock = clock
        self._last: dict[str, datetime] = {}

    def refusal(self, request: Request, issue: Issue | None) -> Answer | None:
        """The 429 that this request gets; none where it may go on."""
        if not self.spacing or issue is None or request.method == "GET":
            return None
        now = self._clock.now()
        wait = (self._last.get(issue.id, datetime.min.replace(tzinfo=now.tzinfo)) - now).total_seconds()
        if wait > 0:
            refused = Refused(429, "Too many writes to this issue.").answer
            told = refused.with_header("Retry-After", str(math.ceil(wait)))
            return told.with_header("RateLimit-Reason", "jira-per-issue-on-write")
        self._last[issue.id] = now + timedelta(seconds=self.spacing)
        return None
