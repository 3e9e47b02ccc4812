"""The worker's side of the queue, which outlives a restart of the queue's server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import procrastinate
from procrastinate import jobs
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.manager import JobManager, NotificationCallback

_TRIES, _PAUSE = 60, 1.0  # for about a minute a finished run is not given up, whatever the server does
_BEAT = (
    "INSERT INTO procrastinate_workers (id) OVERRIDING SYSTEM VALUE VALUES (%(worker_id)s)"
    " ON CONFLICT (id) DO UPDATE SET last_heartbeat = now()"
)
_log = logging.getLogger(__name__)


class SteadyJobs(JobManager):
    """Asks again where procrastinate would give up."""

    heard = 0.0  # when the queue last took our heartbeat, by the loop's clock
    number: int | None = None  # the worker's, while it is registered

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> jobs.Job | None:
        """The next job, none while the server is away."""
        try:
            return await super().fetch_job(queues=queues, worker_id=worker_id)
        except ConnectorException as error:
            _log.warning("the queue does not answer: %s", error.__cause__)
            return None

    async def update_heartbeat(self, worker_id: int) -> None:
        """Say that the worker lives, even where others took it for dead; a missed beat is made up for by the next."""
        try:
            await self.connector.execute_query_async(query=_BEAT, worker_id=worker_id)
            self.beat()
        except ConnectorException as error:
            _log.warning("the queue took no heartbeat: %s", error.__cause__)

    async def register_worker(self) -> int:
        """Register the worker, which is its first heartbeat."""
        self.number = await super().register_worker()
        self.beat()
        return self.number

    async def unregister_worker(self, worker_id: int) -> None:
        """Strike the worker off; where the queue is away, others do."""
        self.number = None
        try:
            await super().unregister_worker(worker_id)
        except ConnectorException as error:
            _log.warning("the queue does not answer: %s", error.__cause__)

    async def keep_beating(self, seconds: float) -> None:
        """Go on with the heartbeat while runs finish: procrastinate ends its own as soon as it is to stop."""
        while True:
            await asyncio.sleep(seconds)
            if self.number is not None:
                await self.update_heartbeat(self.number)

    async def listen_for_jobs(
        self, *, on_notification: NotificationCallback, queues: Iterable[str] | None = None
    ) -> None:
        """Listen for new jobs, and begin anew whenever the connection is lost."""
        while True:
            try:
                await super().listen_for_jobs(on_notification=on_notification, queues=queues)
            except ConnectorException as error:
                _log.warning("the queue is not listened to: %s", error.__cause__)
            await asyncio.sleep(_PAUSE)

    async def finish_job(self, job: jobs.Job, status: jobs.Status, delete_job: bool) -> None:
        """Write down how the job ended, however often it takes."""
        for left in reversed(range(_TRIES)):
            try:
                if await self._is_ours(job):
                    await super().finish_job(job, status, delete_job)
                return
            except ConnectorException:
                if not left:
                    raise
                await asyncio.sleep(_PAUSE)

    async def retry_job(
        self,
        job: jobs.Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """Put the job back; where its ticket is queued again already, that one takes its place."""
        for left in reversed(range(_TRIES)):
            try:
                if await self._is_ours(job):
                    await super().retry_job(job, retry_at, priority, queue, lock)
                return
            except UniqueViolation:
                await self.finish_job(job, jobs.Status.ABORTED, delete_job=True)
                return
            except ConnectorException:
                if not left:
                    raise
                await asyncio.sleep(_PAUSE)

    def beat(self) -> None:
        """Note that the queue knows that we live."""
        self.heard = asyncio.get_running_loop().time()

    def is_lost(self, seconds: float) -> bool:
        """Whether others may by now take us for dead."""
        return asyncio.get_running_loop().time() - self.heard > seconds

    async def _is_ours(self, job: jobs.Job) -> bool:
        """Whether the job is still this worker's, and was not given to another meanwhile."""
        found = list(await self.list_jobs_async(id=job.id))
        return bool(found) and found[0].worker_id == job.worker_id


def worker_app(url: str, workers: int) -> tuple[procrastinate.App, SteadyJobs]:
    """What a worker runs on: its connections and its side of the queue."""
    arguments: dict[str, Any] = {"conninfo": url, "min_size": 1, "max_size": workers + 3, "timeout": 10}
    connector = procrastinate.PsycopgConnector(**arguments)
    app = procrastinate.App(connector=connector)
    steady = SteadyJobs(connector)
    app.job_manager = steady
    return app, steady
