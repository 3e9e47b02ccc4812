"""What is counted and measured, in the words of Prometheus."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from database_developer.errors import DatabaseDeveloperError
from database_developer.watching.ledger import Ledger

KIND = CONTENT_TYPE_LATEST
STATES = ("todo", "doing", "failed")
_SECONDS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800)


class Jobs(Collector):
    """The queue's jobs by state, counted when somebody asks."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The jobs in each state, none where the queue cannot be reached."""
        reachable = GaugeMetricFamily("dbd_queue_reachable", "Whether the queue's database answers.")
        jobs = GaugeMetricFamily("dbd_jobs", "Jobs in the queue by state.", labels=["state"])
        try:
            counts = self._ledger.counts()
        except DatabaseDeveloperError:
            counts = None
        reachable.add_metric([], float(counts is not None))
        for state in STATES if counts is not None else ():
            jobs.add_metric([state], (counts or {}).get(state, 0))
        yield reachable
        yield jobs


class Metrics:
    """The metrics of one watcher."""

    def __init__(self, ledger: Ledger) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(Jobs(ledger))
        within = self._registry
        self._seconds = Histogram("dbd_run_seconds", "How long runs took.", buckets=_SECONDS, registry=within)
        self._runs = Counter("dbd_runs", "Runs by exit code; negative is a signal's.", ["exit_code"], registry=within)
        self._polls = Counter("dbd_polls", "Looks at the tracker.", ["result"], registry=within)
        self._last = Gauge("dbd_last_poll_timestamp_seconds", "When the tracker last answered.", registry=within)
        self._queued = Counter("dbd_queued", "Tickets put into the queue.", ["source"], registry=within)
        self._deliveries = Counter(
            "dbd_deliveries", "Deliveries of webhooks by what became of them.", ["result"], registry=within
        )
        self._rescued = Counter("dbd_rescued", "Jobs put back that a dead worker had left.", registry=within)

    def ran(self, exit_code: int, seconds: float) -> None:
        """A run ended."""
        self._seconds.observe(seconds)
        self._runs.labels(str(exit_code)).inc()

    def polled(self, queued: int | None) -> None:
        """The tracker was looked at: how many tickets were queued, None where it did not answer."""
        self._polls.labels("failed" if queued is None else "answered").inc()
        if queued is not None:
            self._last.set_to_current_time()
            self._queued.labels("poll").inc(queued)

    def delivered(self, result: str) -> None:
        """A delivery came in."""
        self._deliveries.labels(result).inc()
        if result == "accepted":
            self._queued.labels("webhook").inc()

    def rescued(self, count: int) -> None:
        """Jobs of dead workers were put back."""
        self._rescued.inc(count)

    def page(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self._registry)
