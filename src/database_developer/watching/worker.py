"""A worker: takes jobs from the queue, runs their tickets, and says what became of them."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import procrastinate
from procrastinate import RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

from database_developer.errors import (
    ConnectionLost,
    DatabaseDeveloperError,
    ServerUnavailable,
    StatementFailed,
    TrackerUnavailable,
)
from database_developer.trackers.tracker import Tracker
from database_developer.watching.due import Order, taken
from database_developer.watching.endings import Ending, RunFailed, RunStopped, ending_of
from database_developer.watching.ledger import Ledger
from database_developer.watching.metrics import Metrics
from database_developer.watching.options import WatchOptions
from database_developer.watching.queue import QUEUE, TASK
from database_developer.watching.runs import Ended, Runs
from database_developer.watching.steady import SteadyJobs, worker_app

LONGEST_WAIT = 3600.0
_TRIES, _PAUSE, _GLANCE = 60, 1.0, 1.0
_MAY_PASS = (ServerUnavailable, ConnectionLost, TrackerUnavailable, StatementFailed)

Say = Callable[[str], None]


class Backoff(procrastinate.BaseRetryStrategy):
    """Tries again what may pass, later each time; what was stopped, at once; nothing else."""

    def __init__(self, options: WatchOptions) -> None:
        self.options = options

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again, None for never."""
        if isinstance(exception, RunStopped | asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        if not isinstance(exception, RunFailed) or not exception.passing or job.attempts + 1 >= self.options.attempts:
            return None
        wait = min(self.options.backoff * 2**job.attempts, LONGEST_WAIT)
        return RetryDecision(retry_in={"milliseconds": int(1000 * wait * random.uniform(0.8, 1.2))})  # noqa: S311


@dataclass(kw_only=True)
class Worker:
    """Runs up to ``options.workers`` tickets at a time."""

    options: WatchOptions
    tracker: Tracker
    ledger: Ledger
    metrics: Metrics
    runs: Runs
    say: Say
    steady: SteadyJobs | None = None

    async def work(self, url: str, stop: asyncio.Event) -> None:
        """Take jobs until told to stop; then finish what is under way, or after the grace stop it.

        Not to be cancelled: a pool that is being opened takes no notice, and then waits for ever.
        """
        app, self.steady = worker_app(url, self.options.workers)
        app.task(name=TASK, queue=QUEUE, retry=Backoff(self.options), pass_context=True)(self.run)
        try:
            async with app.open_async():
                await self._until(stop, app, self.steady)
        except ConnectorException as error:
            raise ServerUnavailable(f"the queue cannot be reached: {error.__cause__ or error}") from error

    async def _until(self, stop: asyncio.Event, app: procrastinate.App, steady: SteadyJobs) -> None:
        told = asyncio.create_task(stop.wait())
        beating = asyncio.create_task(steady.keep_beating(self.options.heartbeat))
        working = asyncio.create_task(self._take_jobs(app))
        try:
            await asyncio.wait([told, working], return_when=asyncio.FIRST_COMPLETED)
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
        finally:
            told.cancel()
            beating.cancel()

    async def _take_jobs(self, app: procrastinate.App) -> None:
        await app.run_worker_async(
            queues=[QUEUE],
            concurrency=self.options.workers,
            shutdown_graceful_timeout=self.options.grace,
            fetch_job_polling_interval=self.options.fetch,
            update_heartbeat_interval=self.options.heartbeat,
            stalled_worker_timeout=self.options.stalled,
            install_signal_handlers=False,
            delete_jobs="successful",
        )

    async def run(self, context: procrastinate.JobContext, key: str, updated: str = "", told: bool = False) -> None:
        """One job: run the ticket if it is still due. Raises RunFailed, and RunStopped where the worker stops."""
        order = Order(key=key, updated=updated, told=told)
        try:
            why_not = await asyncio.to_thread(taken, self.tracker, self.ledger, order)
        except DatabaseDeveloperError as error:
            await self._fail(context.job, f"{error.id}: {error.what}", passing=isinstance(error, _MAY_PASS))
        if why_not:
            self.say(f"{key}: left alone: {why_not}")
            return
        self.say(f"{key}: begun")
        started = time.perf_counter()
        ended = await self._through(key)
        seconds = time.perf_counter() - started
        self.metrics.ran(ended.exit_code, seconds)
        self.say(
            f"{key}: {ending_of(ended.exit_code)} after {seconds:.0f} s (exit code {ended.exit_code}) {ended.said}"
        )
        await self._conclude(context.job, ended)

    async def _through(self, key: str) -> Ended:
        """The run, which is stopped where others may by now take this worker for dead."""
        running = asyncio.create_task(self.runs.run(key))
        try:
            while not running.done():
                await asyncio.wait([running], timeout=_GLANCE)
                if not running.done() and self.steady and self.steady.is_lost(self.options.stalled / 2):
                    raise RunStopped("the queue was out of reach for too long")
        finally:
            await _over(running)
        ended = running.result()
        if self.runs.is_stopping and (ended.exit_code < 0 or ended.exit_code == 130):
            raise RunStopped("the worker stops")
        return ended

    async def _conclude(self, job: Job, ended: Ended) -> None:
        key, ending = str(job.lock), ending_of(ended.exit_code)
        if ending in (Ending.PASSING, Ending.BROKEN):
            said = ended.said or f"exit code {ended.exit_code}"
            await self._fail(job, said, passing=ending is Ending.PASSING, exit_code=ended.exit_code)
        await self._note(lambda: self.ledger.end(key, ended.exit_code, ended.said))
        await self._note(lambda: self.ledger.bury(key))

    async def _fail(self, job: Job, said: str, *, passing: bool, exit_code: int = 1) -> None:
        """Note why it failed, and leave the rest to the queue: another attempt, or the dead-letter list."""
        is_last = not passing or job.attempts + 1 >= self.options.attempts
        await self._note(lambda: self.ledger.end(str(job.lock), exit_code if is_last else None, said))
        self.say(f"{job.lock}: {'given up' if is_last else 'to be tried again'}: {said}")
        raise RunFailed(said, passing=passing)

    async def _note(self, write: Callable[[], None]) -> None:
        """Write it down, for about a minute however often it takes."""
        for left in reversed(range(_TRIES)):
            try:
                return await asyncio.to_thread(write)
            except (ServerUnavailable, StatementFailed) as error:
                if not left:
                    self.say(f"the queue cannot be written to: {error.what}")
                    return None
                await asyncio.sleep(_PAUSE)
        return None


async def _over(running: asyncio.Task[Ended]) -> None:
    """Stop the run if it goes on, and see its process end."""
    if not running.done():
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
