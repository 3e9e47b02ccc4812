"""Who does what on the server at this moment: who blocks whom, who holds what, and how far replicas lag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from database_developer.errors import StatementFailed
from database_developer.postgres.session import Session

AUTOVACUUM = "autovacuum worker"
BLOCKERS = """
SELECT DISTINCT b.pid, coalesce(a.usename, ''), coalesce(nullif(a.application_name, ''), a.backend_type, ''),
    coalesce(a.state, ''), coalesce(a.xact_start, a.state_change), coalesce(a.query, '')
FROM unnest(pg_catalog.pg_blocking_pids(%s)) AS b (pid) LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = b.pid
ORDER BY b.pid
"""
# What stands for others, not what the backend's own open transaction has made: they do not see that yet.
HOLDS_WRITERS = """
SELECT EXISTS (
    SELECT FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_class AS c ON c.oid = l.relation
    WHERE l.pid = %s AND l.granted AND l.locktype = 'relation' AND c.relkind IN ('r', 'p', 'm')
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
        AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
)
"""
ADVISORY_HOLDERS = """
SELECT l.pid, coalesce(a.usename, ''), coalesce(a.client_addr::text, 'this host'), a.backend_start
FROM pg_catalog.pg_locks AS l LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = %s::oid AND l.objid = %s::oid AND l.objsubid = 2
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
ORDER BY l.pid
"""
LAG = """
SELECT coalesce(max(extract(epoch FROM greatest(write_lag, flush_lag, replay_lag))), 0)::float8
FROM pg_catalog.pg_stat_replication
"""
TARGET = """
SELECT pg_catalog.current_database(), session_user, coalesce(pg_catalog.inet_server_addr()::text, ''),
    coalesce(pg_catalog.inet_server_port(), 0), pg_catalog.current_setting('server_version')
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Which database a connection has reached, as whom; ``server`` is where."""

    database: str
    user: str
    server: str
    version: str

    def __str__(self) -> str:
        return f'database "{self.database}" on {self.server} (PostgreSQL {self.version}) as "{self.user}"'


@dataclass(frozen=True, kw_only=True, slots=True)
class Blocker:
    """A backend that holds, or asked earlier for, a lock that another one waits for.

    ``pid`` is 0 for a prepared transaction; ``since`` is when its transaction began, None where that is unknown.
    """

    pid: int
    user: str
    application: str
    state: str
    since: datetime | None
    query: str

    def __str__(self) -> str:
        if not self.pid:
            return "a prepared transaction (see pg_prepared_xacts)"
        who = " ".join(filter(None, (f'"{self.user}"' if self.user else "", self.application)))
        since = f" since {self.since:%Y-%m-%d %H:%M:%S %Z}" if self.since else ""
        query = f": {self.first_line}" if self.query else ""
        return f"pid {self.pid} ({who or 'unknown'}), {self.state or 'at work'}{since}{query}"

    @property
    def is_autovacuum(self) -> bool:
        """Whether it is the server's own cleaning, which gives way to those who wait long enough."""
        return self.application == AUTOVACUUM

    @property
    def first_line(self) -> str:
        """Its query's first line that says something."""
        line = next((line.strip() for line in self.query.splitlines() if line.strip()), "")
        return line if len(line) <= 100 else f"{line[:97]}..."


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """A backend that holds an advisory lock."""

    pid: int
    user: str
    address: str
    since: datetime | None


def target(session: Session) -> Target:
    """Which database the session has reached."""
    database, user, address, port, version = session.rows(TARGET)[0]
    info = session.connection.info
    server = f"{address.split('/')[0]}:{port}" if address else f"{info.host or 'this host'}:{info.port}"
    return Target(database=database, user=user, server=server, version=version.split()[0])


def own_pid(session: Session) -> int:
    """The process id of the server's side, also behind a pooler."""
    return int(session.value("SELECT pg_catalog.pg_backend_pid()"))


def blockers(session: Session, pid: int) -> tuple[Blocker, ...]:
    """Who keeps the backend ``pid`` waiting."""
    return tuple(
        Blocker(pid=number, user=user, application=application, state=state, since=since, query=query)
        for number, user, application, state, since, query in session.rows(BLOCKERS, [pid])
    )


def holds_writers(session: Session, pid: int) -> bool:
    """Whether the backend holds a lock for which everybody waits who writes to a table that others see."""
    return bool(session.value(HOLDS_WRITERS, [pid]))


def advisory_holders(session: Session, key: tuple[int, int]) -> tuple[Holder, ...]:
    """Who holds the advisory lock of two keys in this database."""
    found = session.rows(ADVISORY_HOLDERS, list(key))
    return tuple(Holder(pid=pid, user=user, address=address, since=since) for pid, user, address, since in found)


def cancel(session: Session, pid: int) -> None:
    """Cancel what the backend is doing."""
    session.rows("SELECT pg_catalog.pg_cancel_backend(%s)", [pid])


def terminate(session: Session, pids: Sequence[int]) -> bool:
    """End the backends; False where that is not ours to do."""
    try:
        session.rows("SELECT pg_catalog.pg_terminate_backend(pid) FROM unnest(%s::int[]) AS p (pid)", [list(pids)])
    except StatementFailed:
        return False
    return True


def replica_lag(session: Session) -> float:
    """The seconds by which the slowest replica lags behind, as far as the role may see; 0 without replicas."""
    return float(session.value(LAG))
