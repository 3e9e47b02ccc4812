"""A watcher: looks for work, queues it, does it, says how it is, and stops with nothing half done."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial

from database_developer.errors import DatabaseDeveloperError, UsageError
from database_developer.postgres.kept import kept_server
from database_developer.trackers.tracker import Tracker
from database_developer.watching.due import look
from database_developer.watching.health import Health
from database_developer.watching.laying import laid
from database_developer.watching.ledger import Dead, Ledger
from database_developer.watching.listening import listening
from database_developer.watching.metrics import Metrics
from database_developer.watching.options import WatchOptions
from database_developer.watching.queue import Queue, opened, rescue
from database_developer.watching.runs import Runs
from database_developer.watching.webhooks import PATH, Webhooks
from database_developer.watching.worker import Say, Worker

DATABASE = "dbd_queue"
_LONGEST_PAUSE = 300.0
_ONE_SIGNAL = 0.5  # seconds


def watch(options: WatchOptions, tracker: Tracker, say: Say) -> None:
    """Watch until a signal says to stop; a second one stops at once. Raises ServerUnavailable and UsageError."""
    if options.webhook is not None and not options.secret:
        raise UsageError(
            "webhooks need a secret to tell who sends them",
            where="DBD_WEBHOOK_SECRET",
            hint="set it in the environment, and the same one in the tracker's webhook",
        )
    if options.every is None and options.webhook is None:
        raise UsageError("there is nothing to watch", hint="leave --no-poll out, or name an address with --webhook")
    with _queue(options) as url, opened(url) as queue:
        asyncio.run(_watch(options, tracker, say, url, queue))


def dead_letters(options: WatchOptions) -> tuple[Dead, ...]:
    """The tickets that were given up. Raises ServerUnavailable."""
    with _queue(options) as url:
        return Ledger(url).dead()


def put_back(options: WatchOptions, key: str) -> str:
    """Queue a ticket that was given up; its key as it is written. Raises UsageError where it is not on the list."""
    with _queue(options) as url, opened(url) as queue:
        ledger = Ledger(url)
        known = {dead.key.casefold(): dead.key for dead in ledger.dead()}
        found = known.get(key.casefold())
        if found is None:
            raise UsageError(f'"{key}" is not in the dead-letter list', hint="dbd watch --dead shows it")
        ledger.forget(found)
        queue.put(found)
        ledger.bury(found)
        return found


@contextmanager
def _queue(options: WatchOptions) -> Iterator[str]:
    """The address of the queue, ready to be used: the one named, or a server of the project's own."""
    if options.queue is not None:
        yield laid(options.queue)
        return
    with kept_server(options.folder, options.cache, options.postgres_bin, database=DATABASE) as url:
        yield laid(url)


@dataclass(kw_only=True)
class _Parts:
    """What a watcher is made of."""

    options: WatchOptions
    tracker: Tracker
    say: Say
    ledger: Ledger
    queue: Queue
    metrics: Metrics
    health: Health
    runs: Runs


async def _watch(options: WatchOptions, tracker: Tracker, say: Say, url: str, queue: Queue) -> None:
    ledger = Ledger(url)
    metrics = Metrics(ledger)
    health = Health(ledger=ledger, metrics=metrics, every=options.every)
    runs = Runs(command=options.command, patience=options.patience)
    parts = _Parts(
        options=options,
        tracker=tracker,
        say=say,
        ledger=ledger,
        queue=queue,
        metrics=metrics,
        health=health,
        runs=runs,
    )
    worker = Worker(options=options, tracker=tracker, ledger=ledger, metrics=metrics, runs=runs, say=say)
    with ExitStack() as doors:
        _open_doors(parts, doors)
        stop = asyncio.Event()
        beside = [asyncio.create_task(it) for it in (_look(parts), _rescue(parts, url))]
        for task in beside:
            task.add_done_callback(lambda done: stop.set() if _broke(done) else None)
        _on_signals(parts, stop)
        say(f"watching with {options.workers} worker{'s' if options.workers != 1 else ''}")
        try:
            await worker.work(url, stop)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.wait(beside)
    for task in beside:
        if _broke(task):
            task.result()
    say("stopped")


def _broke(task: asyncio.Task[None]) -> bool:
    """Whether a task that should go on for ever has met with an error that nobody thought of."""
    return task.done() and not task.cancelled() and task.exception() is not None


def _open_doors(parts: _Parts, doors: ExitStack) -> None:
    options = parts.options
    if options.health is not None:
        server = doors.enter_context(listening(options.health, parts.health.answer))
        parts.say(f"health and metrics at http://{options.health.host}:{server.port}/metrics")
    if options.webhook is not None:
        webhooks = Webhooks(
            secret=options.secret or "",
            oldest=options.oldest,
            ledger=parts.ledger,
            queue=parts.queue,
            metrics=parts.metrics,
        )
        server = doors.enter_context(listening(options.webhook, webhooks.answer, refused=parts.metrics.delivered))
        parts.say(f"webhooks at http://{options.webhook.host}:{server.port}{PATH}")


def _on_signals(parts: _Parts, stop: asyncio.Event) -> None:
    """The first signal lets runs finish within the grace, the second kills them.

    Whoever signals a whole group of processes sends the first one twice: those are one.
    """
    loop, since = asyncio.get_running_loop(), [0.0]

    def told() -> None:
        if parts.runs.is_stopping:
            if loop.time() - since[0] > _ONE_SIGNAL:
                parts.say("stopping at once")
                parts.runs.kill()
            return
        since[0] = loop.time()
        parts.runs.is_stopping = parts.health.is_stopping = True
        under_way = len(parts.runs.under_way)
        parts.say(f"stopping: {under_way} under way, up to {parts.options.grace:.0f} s for them; again to stop at once")
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, told)


async def _look(parts: _Parts) -> None:
    """Look at the tracker, again and again; after failures, less and less often."""
    pause = parts.options.every
    while pause is not None and parts.options.every is not None and not parts.runs.is_stopping:
        try:
            queued = await asyncio.to_thread(look, parts.tracker, parts.ledger, parts.queue)
        except DatabaseDeveloperError as error:
            parts.metrics.polled(None)
            parts.say(f"the tracker was not looked at: {error.what}")
            pause = max(parts.options.every, min(pause * 2, _LONGEST_PAUSE))
        else:
            parts.metrics.polled(len(queued))
            parts.health.has_looked()
            if queued:
                parts.say(f"queued: {', '.join(queued)}")
            pause = parts.options.every
        await asyncio.sleep(pause)


async def _rescue(parts: _Parts, url: str) -> None:
    """Put back what dead workers left, again and again."""
    options = parts.options
    find = partial(rescue, url, stalled=options.stalled, attempts=options.attempts)
    while True:
        with suppress(DatabaseDeveloperError):
            found = await asyncio.to_thread(find)
            parts.metrics.rescued(len(found))
            if found:
                parts.say(f"put back from a worker that is no more: {', '.join(found)}")
        await asyncio.sleep(options.heartbeat)
