"""The queue of tickets: at most one run of each at a time, and at most one more that waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from database_developer.errors import ServerUnavailable
from database_developer.postgres.session import Session

QUEUE = "tickets"
TASK = "run"
_RESCUE_LOCK = 0x6462_6433  # "dbd3"


class Queue:
    """Puts tickets into the queue, from any thread."""

    def __init__(self, app: procrastinate.App) -> None:
        self._app = app

    def put(self, key: str, *, updated: str = "", told: bool = False) -> bool:
        """Queue the ticket, ``told`` where a webhook said so; False where it waits already. ServerUnavailable."""
        job = self._app.configure_task(TASK, queue=QUEUE, lock=key, queueing_lock=key)
        try:
            job.defer(key=key, updated=updated, told=told)
        except AlreadyEnqueued:
            return False
        except ConnectorException as error:
            raise ServerUnavailable(f"the queue cannot be reached: {error.__cause__ or error}") from error
        return True


@contextmanager
def opened(url: str) -> Iterator[Queue]:
    """A queue to put tickets into; connections are made when they are needed. Raises ServerUnavailable."""
    connector = procrastinate.SyncPsycopgConnector(conninfo=url, min_size=0, max_size=4, timeout=10)
    app = procrastinate.App(connector=connector)
    try:
        with app.open():
            yield Queue(app)
    except ConnectorException as error:
        raise ServerUnavailable(f"the queue cannot be reached: {error.__cause__ or error}") from error


def rescue(url: str, *, stalled: float, attempts: int) -> tuple[str, ...]:
    """Put back what workers left that are no more; their keys. One rescuer at a time, so that no job is put back twice.

    A job tried ``attempts`` times goes to the dead-letter list; where its ticket is queued again
    already, that one takes its place and its count.
    """
    with Session.open(url) as session, session.transaction():
        if not session.value("SELECT pg_try_advisory_xact_lock(%s)", [_RESCUE_LOCK]):
            return ()
        found = session.rows(
            "SELECT jobs.id, jobs.lock, jobs.attempts, EXISTS (SELECT FROM procrastinate_jobs other"
            " WHERE other.queueing_lock = jobs.queueing_lock AND other.status = 'todo')"
            " FROM procrastinate_jobs jobs LEFT JOIN procrastinate_workers workers ON workers.id = jobs.worker_id"
            " WHERE jobs.status = 'doing'"
            " AND (workers.id IS NULL OR workers.last_heartbeat < now() - %s * interval '1 second')"
            " FOR UPDATE OF jobs SKIP LOCKED",
            [stalled],
        )
        for number, key, tried, waits in found:
            _put_back(session, number, key, tried, waits=waits, is_dead=tried + 1 >= attempts)
    return tuple(str(key) for _, key, _, _ in found)


def _put_back(session: Session, number: int, key: str, tried: int, *, waits: bool, is_dead: bool) -> None:
    if waits:
        carry = "UPDATE procrastinate_jobs SET attempts = greatest(attempts, %s) WHERE lock = %s AND status = 'todo'"
        session.run(carry, [tried + 1, key])
        session.run("SELECT procrastinate_finish_job_v1(%s, 'aborted', true)", [number])
    elif is_dead:
        session.run("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [number])
        session.run(
            "UPDATE tickets SET exit_code = -9, said = 'its worker died, again and again' WHERE key = %s", [key]
        )
    else:
        session.run("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [number])
