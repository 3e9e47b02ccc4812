"""What watchers remember in the queue's database: tickets as they were last run, and deliveries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from database_developer.errors import QuestionsOpen
from database_developer.postgres.session import Session

DAYS_OF_DELIVERIES = 3
TABLES = """
CREATE TABLE IF NOT EXISTS tickets (
    key text PRIMARY KEY,
    fingerprint text NOT NULL,
    updated text NOT NULL,
    exit_code integer,
    said text NOT NULL DEFAULT '',
    at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS deliveries (mark text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A ticket as it was when it was last taken; ``exit_code`` is None until a run came to a result."""

    fingerprint: str
    updated: str
    exit_code: int | None

    @property
    def waits(self) -> bool:
        """Whether it waits for answers."""
        return self.exit_code == QuestionsOpen.exit_code


@dataclass(frozen=True, kw_only=True, slots=True)
class Dead:
    """A ticket in the dead-letter list."""

    key: str
    attempts: int
    said: str
    at: datetime | None


class Ledger:
    """Opens a session for each question, so that a server that was restarted is simply asked again."""

    def __init__(self, url: str) -> None:
        self._url = url

    def is_reachable(self) -> bool:
        """Whether the queue answers; raises ServerUnavailable where it does not."""
        with Session.open(self._url) as session:
            return bool(session.value("SELECT to_regclass('procrastinate_jobs') IS NOT NULL"))

    def seen(self, key: str) -> Seen | None:
        """The ticket as it was last taken, None for a new one."""
        with Session.open(self._url) as session:
            rows = session.rows("SELECT fingerprint, updated, exit_code FROM tickets WHERE key = %s", [key])
        return Seen(fingerprint=rows[0][0], updated=rows[0][1], exit_code=rows[0][2]) if rows else None

    def all_seen(self) -> dict[str, Seen]:
        """All tickets that were ever taken, by key."""
        with Session.open(self._url) as session:
            rows = session.rows("SELECT key, fingerprint, updated, exit_code FROM tickets")
        return {key: Seen(fingerprint=mark, updated=updated, exit_code=code) for key, mark, updated, code in rows}

    def queued(self) -> frozenset[str]:
        """The tickets that have a job which waits or is being done."""
        with Session.open(self._url) as session:
            return frozenset(
                key for (key,) in session.rows("SELECT lock FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
            )

    def begin(self, key: str, fingerprint: str, updated: str) -> None:
        """A run of the ticket begins."""
        self._run(
            "INSERT INTO tickets (key, fingerprint, updated) VALUES (%s, %s, %s) ON CONFLICT (key) DO UPDATE"
            " SET fingerprint = excluded.fingerprint, updated = excluded.updated, exit_code = NULL, at = now()",
            [key, fingerprint, updated],
        )

    def end(self, key: str, exit_code: int | None, said: str) -> None:
        """A run of the ticket ended; None where it is to be tried again."""
        self._run(
            "INSERT INTO tickets (key, fingerprint, updated, exit_code, said) VALUES (%s, '', '', %s, %s)"
            " ON CONFLICT (key) DO UPDATE SET exit_code = excluded.exit_code, said = excluded.said, at = now()",
            [key, exit_code, said],
        )

    def touch(self, key: str, updated: str) -> None:
        """The ticket was touched, and still asks for what it asked for."""
        self._run("UPDATE tickets SET updated = %s WHERE key = %s", [updated, key])

    def forget(self, key: str) -> None:
        """Take the ticket for one that was never seen."""
        self._run("DELETE FROM tickets WHERE key = %s", [key])

    def knows(self, marks: Iterable[str]) -> bool:
        """Whether a delivery with one of these marks came before."""
        with Session.open(self._url) as session:
            return bool(session.value("SELECT EXISTS (SELECT FROM deliveries WHERE mark = ANY(%s))", [list(marks)]))

    def remember(self, marks: Iterable[str]) -> bool:
        """Remember a delivery by its marks; False where one of them is known by now."""
        wanted = sorted(marks)
        with Session.open(self._url) as session:
            return session.run(
                "INSERT INTO deliveries SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [wanted]
            ) == len(wanted)

    def sweep(self) -> None:
        """Forget deliveries so old that they would be refused for their age."""
        self._run(f"DELETE FROM deliveries WHERE at < now() - interval '{DAYS_OF_DELIVERIES} days'", [])

    def counts(self) -> dict[str, int]:
        """How many jobs there are in each state."""
        with Session.open(self._url) as session:
            return dict(session.rows("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1 ORDER BY 1"))

    def dead(self) -> tuple[Dead, ...]:
        """The dead-letter list, by key."""
        with Session.open(self._url) as session:
            rows = session.rows(
                "SELECT DISTINCT ON (lock) lock, attempts, coalesce(said, ''), (SELECT max(e.at)"
                " FROM procrastinate_events e WHERE e.job_id = jobs.id AND e.type = 'failed')"
                " FROM procrastinate_jobs jobs LEFT JOIN tickets ON tickets.key = lock"
                " WHERE status = 'failed' ORDER BY lock, id DESC"
            )
        return tuple(Dead(key=key, attempts=attempts, said=said, at=at) for key, attempts, said, at in rows)

    def bury(self, key: str) -> None:
        """Take the ticket off the dead-letter list."""
        self._run("DELETE FROM procrastinate_jobs WHERE status = 'failed' AND lock = %s", [key])

    def _run(self, sql: str, parameters: list[object]) -> None:
        with Session.open(self._url) as session:
            session.run(sql, parameters)
