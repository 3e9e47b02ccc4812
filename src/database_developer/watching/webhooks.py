"""The door for webhooks: what is genuine and new is queued, and answered at once."""

from __future__ import annotations

import time
from dataclasses import dataclass

from database_developer.errors import DatabaseDeveloperError
from database_developer.watching.deliveries import Delivery, DeliveryRefused, read_delivery
from database_developer.watching.ledger import Ledger
from database_developer.watching.listening import Answered, Asked, answered
from database_developer.watching.metrics import Metrics
from database_developer.watching.queue import Queue

PATH = "/webhook"


@dataclass(frozen=True, kw_only=True)
class Webhooks:
    """Answers deliveries: 202 queued, 200 known already or about no ticket, 4xx refused, 503 try again."""

    secret: str
    oldest: float
    ledger: Ledger
    queue: Queue
    metrics: Metrics

    def answer(self, asked: Asked) -> Answered:
        """The answer to one delivery."""
        if asked.path != PATH:
            return answered(404, error=f"webhooks go to {PATH}")
        if asked.method != "POST":
            return answered(405, error="webhooks are posted")
        try:
            delivery = read_delivery(asked.headers, asked.body, secret=self.secret, now=time.time(), oldest=self.oldest)
            return self._take(delivery)
        except DeliveryRefused as error:
            self.metrics.delivered("stale" if error.status == 403 else "refused")
            return answered(error.status, error=error.why)
        except DatabaseDeveloperError:
            self.metrics.delivered("failed")
            return answered(503, error="the queue cannot be reached; try again")

    def _take(self, delivery: Delivery) -> Answered:
        """Queue first and remember then: a crash in between costs a second look at the ticket, never the delivery."""
        if self.ledger.knows(delivery.marks):
            self.metrics.delivered("replayed")
            return answered(200, result="known already")
        if delivery.key:
            self.queue.put(delivery.key, told=True)
        if not self.ledger.remember(delivery.marks):
            self.metrics.delivered("replayed")
            return answered(200, result="known already")
        self.metrics.delivered("accepted" if delivery.key else "ignored")
        return answered(202, result="queued") if delivery.key else answered(200, result="about no ticket")
