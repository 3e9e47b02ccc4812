"""Drops for good what was set aside, once the time it is kept for is over."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from database_developer.errors import LockNotObtained, RunnerBusy, StatementFailed, StillInUse, UsageError
from database_developer.model.aside import COLUMN_MARK, MARK, read_note
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier
from database_developer.postgres.session import Session
from database_developer.running.keeper import RUNNER
from database_developer.running.retry import is_about_locks, pauses

LOCK_SECONDS = 2  # nobody queues longer than this behind a try
TOTAL_SECONDS = 60.0
STILL_USED, GONE = "2BP01", frozenset({"42P01", "42703", "42704", "3F000"})
ORDER = ("column", "table", "sequence", "domain", "type")  # what uses others first
FOUND = """
SELECT 'column', n.nspname, c.relname, a.attname, d.description,
    greatest(c.reltuples, 0)::int8,
    coalesce((SELECT max(s.avg_width) FROM pg_catalog.pg_stats AS s
              WHERE (s.schemaname, s.tablename, s.attname) = (n.nspname, c.relname, a.attname)), 0)
        * greatest(c.reltuples, 0)::int8
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f')
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_description AS d ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.objoid = a.attrelid AND d.objsubid = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND pg_catalog.starts_with(a.attname, %s)
UNION ALL
SELECT CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, n.nspname, c.relname, NULL, d.description,
    CASE WHEN c.relkind = 'S' THEN 0 ELSE greatest(c.reltuples, 0)::int8 END,
    pg_catalog.pg_total_relation_size(c.oid)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_description AS d ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relkind IN ('r', 'p', 'f', 'S') AND pg_catalog.starts_with(n.nspname, %s)
UNION ALL
SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, n.nspname, t.typname, NULL, d.description, 0, 0
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
JOIN pg_catalog.pg_description AS d ON d.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass
    AND d.objoid = t.oid AND d.objsubid = 0
WHERE t.typtype IN ('e', 'd', 'c') AND pg_catalog.starts_with(n.nspname, %s)
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Aside:
    """Something set aside: its kind, where it is kept, and what its note says.

    ``of`` is where it stood: namespace and name, for a column also its own. ``rows`` and ``bytes`` are the
    server's estimates. ``note`` is the comment as it was read: what has another one by now is another thing.
    """

    kind: str
    kept: QualifiedName
    column: str | None
    of: tuple[str, ...]
    since: datetime
    expires: datetime
    rows: int
    bytes: int
    note: str

    @property
    def name(self) -> str:
        """Where it stood, such as ``public.users.email``."""
        return ".".join(self.of)

    def is_meant_by(self, word: str) -> bool:
        """Whether somebody means it by this name; "public" may be left out."""
        return word in (self.name, ".".join(self.of[1:]) if self.of[0] == "public" else self.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Purged:
    """What was dropped for good, and what is still kept."""

    dropped: tuple[Aside, ...]
    kept: tuple[Aside, ...]


def set_aside(session: Session) -> tuple[Aside, ...]:
    """Everything with a hidden name and a note that can be read, what expires first at the beginning."""
    found = (it for row in session.rows(FOUND, [COLUMN_MARK, MARK, MARK]) for it in _read(row))
    return tuple(sorted(found, key=_order))


def due(
    found: Iterable[Aside], now: datetime, *, everything: bool = False, names: Iterable[str] = ()
) -> tuple[Aside, ...]:
    """What is to be dropped: what is named, else what has expired, or all. Raises UsageError for an unknown name."""
    found, words = tuple(found), tuple(names)
    for word in words:
        if not any(it.is_meant_by(word) for it in found):
            known = ", ".join(f'"{it.name}"' for it in found) or "nothing"
            raise UsageError(f'"{word}" is not set aside', hint=f"what is set aside: {known}")
    if words:
        return tuple(it for it in found if any(map(it.is_meant_by, words)))
    return tuple(it for it in found if everything or it.expires <= now)


def server_time(session: Session) -> datetime:
    """The server's clock, by which things were set aside."""
    now: datetime = session.value("SELECT pg_catalog.now()")
    return now


def purge(
    session: Session,
    *,
    everything: bool = False,
    names: Iterable[str] = (),
    tell: Callable[[Aside], None] = lambda _: None,
    patience: float = TOTAL_SECONDS,
) -> Purged:
    """Drop what is due, each in a transaction of its own, and the namespaces that become empty.

    ``tell`` hears of each that is gone; ``patience`` is for how many seconds a lock is tried for. Raises
    RunnerBusy while migrations run, LockNotObtained, and StillInUse where something else uses what should go.
    """
    if not session.value("SELECT pg_catalog.pg_try_advisory_lock(%s, %s)", list(RUNNER)):
        raise RunnerBusy("migrations run on this database", hint="purge when they are done: a rollback may need it")
    try:
        found = set_aside(session)
        chosen = due(found, server_time(session), everything=everything, names=names)
        dropped = tuple(_drop_all(session, chosen, tell, patience))
    finally:
        session.value("SELECT pg_catalog.pg_advisory_unlock(%s, %s)", list(RUNNER))
    return Purged(dropped=dropped, kept=tuple(it for it in found if it not in dropped))


def _read(row: tuple[Any, ...]) -> Iterator[Aside]:
    """What a row of ``FOUND`` tells of; nothing where its comment is no note of ours."""
    kind, namespace, name, column, text, rows, size = row
    note = read_note(text)
    if note is not None:
        yield Aside(
            kind=kind,
            kept=QualifiedName(namespace, name),
            column=column,
            of=note.of,
            since=note.since,
            expires=note.expires,
            rows=rows,
            bytes=size,
            note=text,
        )


def _order(it: Aside) -> tuple[datetime, int, str, QualifiedName]:
    return it.expires, ORDER.index(it.kind), it.name, it.kept


def _drop_all(
    session: Session, chosen: tuple[Aside, ...], tell: Callable[[Aside], None], patience: float
) -> Iterator[Aside]:
    """Drop them in rounds: what another one still uses waits for the next. Yields those that are gone by our hand."""
    waiting = sorted(chosen, key=lambda it: ORDER.index(it.kind))
    while waiting:
        used: list[tuple[Aside, StatementFailed]] = []
        for it in waiting:
            try:
                is_gone = _drop_patiently(session, it, patience)
            except StatementFailed as error:
                if error.sqlstate != STILL_USED:
                    raise
                used.append((it, error))
                continue
            if is_gone:
                tell(it)
                yield it
        if len(used) == len(waiting):
            raise _still_used(*used[0])
        waiting = [it for it, _ in used]


def _still_used(it: Aside, error: StatementFailed) -> StillInUse:
    return StillInUse(
        f'"{it.name}", which is set aside, cannot be dropped: {error.what}',
        where=_place(it),
        hint="drop or change what uses it first; nothing is ever dropped with CASCADE",
    )


def _drop_patiently(session: Session, it: Aside, patience: float) -> bool:
    """Whether it was dropped: it may have come back, or be gone, meanwhile."""
    ends = time.monotonic() + patience
    for pause in pauses():
        try:
            is_gone = _drop(session, it)
        except StatementFailed as error:
            if error.sqlstate in GONE:
                return False
            if not is_about_locks(error):
                raise
            if time.monotonic() + pause >= ends:
                raise LockNotObtained(
                    f'"{it.name}" could not be dropped: {error.what}',
                    where=_place(it),
                    hint="others use the table; purge again later: what is dropped by now is dropped",
                ) from error
            time.sleep(pause)
        else:
            _drop_empty(session, it.kept.schema)
            return is_gone
    return False


def _drop(session: Session, it: Aside) -> bool:
    """Drop it, unless by now it is another thing than the one that was looked at."""
    with session.transaction():
        session.run(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
        if it.kind in ("table", "column"):
            session.run(f"LOCK TABLE {_relation(it)} IN ACCESS EXCLUSIVE MODE")
        is_same = any((now.kept, now.column, now.note) == (it.kept, it.column, it.note) for now in set_aside(session))
        if is_same:
            session.run(_statement(it))
    return is_same


def _statement(it: Aside) -> str:
    if it.column is not None:
        return f"ALTER TABLE {_relation(it)} DROP COLUMN {identifier(it.column)}"
    return f"DROP {it.kind.upper()} {_relation(it)}"


def _drop_empty(session: Session, namespace: str) -> None:
    """Drop a namespace of ours with nothing in it."""
    try:
        if namespace.startswith(MARK):
            session.run(f"DROP SCHEMA {identifier(namespace)}")
    except StatementFailed as error:
        if error.sqlstate not in (STILL_USED, *GONE):
            raise


def _relation(it: Aside) -> str:
    return f"{identifier(it.kept.schema)}.{identifier(it.kept.name)}"


def _place(it: Aside) -> str:
    return f"{it.kept.schema}.{it.kept.name}" + (f".{it.column}" if it.column else "")
