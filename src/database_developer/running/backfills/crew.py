"""The workers of one backfill, each on a thread and a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from database_developer.errors import StatementFailed
from database_developer.postgres.activity import blockers, replica_lag
from database_developer.postgres.live import LiveSession
from database_developer.running.backfills.pace import must_rest
from database_developer.running.backfills.worker import Job, Worker

LOOK_LIMIT = "5s"


@dataclass(kw_only=True)
class Crew:
    """Workers at work; ``errors`` is what stopped them."""

    members: tuple[Worker, ...]
    errors: list[BaseException] = field(default_factory=list)

    def raise_first(self) -> None:
        """Raise what stopped the first of them."""
        if self.errors:
            raise self.errors[0]


@contextmanager
def crew(job: Job, names: Sequence[str], *, is_ours: bool = True) -> Iterator[Crew]:
    """Workers by these names; at the end all of them have finished the batch they were at.

    ``is_ours`` marks their connections as the runner's, which the next runner ends where this one dies.
    """
    found = Crew(members=tuple(Worker(job, name, is_ours=is_ours) for name in names))
    threads = [threading.Thread(target=_run, args=(job, member, found), daemon=True) for member in found.members]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        job.is_over.set()
        for thread in threads:
            thread.join()


def mind_replicas(desk: LiveSession, job: Job) -> None:
    """Have the workers rest while replicas lag behind too far."""
    lag = replica_lag(desk)
    rests = must_rest(lag, job.limits.lag, is_resting=bool(job.resting))
    job.resting = f"replicas lag {lag:.0f} s behind" if rests else ""


def look_around(desk: LiveSession, job: Job) -> None:
    """Keep in mind who is in a worker's way at this moment; it is only for telling, so it may not take long."""
    with suppress(StatementFailed):
        desk.run(f"SET statement_timeout = '{LOOK_LIMIT}'")
        try:
            for pid in tuple(job.pids.values()):
                seen = blockers(desk, pid)
                if seen:
                    job.blockers[pid] = seen
        finally:
            desk.run("SET statement_timeout = 0")


def _run(job: Job, member: Worker, found: Crew) -> None:
    try:
        member.work()
    except BaseException as error:
        found.errors.append(error)
    finally:
        job.is_over.set()  # a worker ends where nothing is left to do, or where something stopped it
