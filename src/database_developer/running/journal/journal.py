"""Reads and writes the journal; whoever calls decides in which transaction."""

from __future__ import annotations

import getpass
import socket
from collections.abc import Iterable

from database_developer import __version__
from database_developer.model.script import Script, Written
from database_developer.postgres.session import Session
from database_developer.running.journal.records import Done, Record, State
from database_developer.running.journal.tables import ensure_known, journal_version

RECORDS = """
SELECT version, place, name, up_checksum, down_checksum, phase, state, is_baseline, started_at, ended_at,
    run_by, tool, hash_before, hash_after, note
FROM dbd.migrations ORDER BY place
"""
BEGIN = """
INSERT INTO dbd.migrations AS m
    (version, place, name, up_checksum, down_checksum, phase, state, is_baseline, run_by, tool, hash_before)
SELECT %s, coalesce(max(o.place), 0) + 1, %s, %s, %s, %s, %s, %s, %s, %s, %s FROM dbd.migrations AS o
ON CONFLICT (version) DO UPDATE SET
    place = excluded.place, name = excluded.name, up_checksum = excluded.up_checksum,
    down_checksum = excluded.down_checksum, phase = excluded.phase, state = excluded.state,
    is_baseline = excluded.is_baseline, started_at = pg_catalog.now(), ended_at = NULL, run_by = excluded.run_by,
    tool = excluded.tool, hash_before = excluded.hash_before, hash_after = NULL, note = ''
"""
DONE = """
INSERT INTO dbd.statements AS s (version, direction, number, checksum, state, attempts, started_at, ended_at, note)
SELECT %s, %s, n.number, n.checksum, 'done', %s, pg_catalog.now(), pg_catalog.clock_timestamp(), %s
FROM unnest(%s::int[], %s::text[]) AS n (number, checksum)
ON CONFLICT (version, direction, number) DO UPDATE SET
    checksum = excluded.checksum, state = 'done', attempts = excluded.attempts, ended_at = excluded.ended_at,
    note = excluded.note
"""
STARTED = """
INSERT INTO dbd.statements AS s (version, direction, number, checksum, state, attempts, started_at, note)
VALUES (%s, %s, %s, %s, 'started', %s, pg_catalog.now(), %s)
ON CONFLICT (version, direction, number) DO UPDATE SET
    checksum = excluded.checksum, state = 'started', attempts = excluded.attempts, ended_at = NULL
"""


def whoever() -> str:
    """Who runs this, for the journal: the account and the machine."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):  # no entry for our number, as in some containers
        account = "unknown"
    return f"{account}@{socket.gethostname()}"


def read_records(session: Session) -> tuple[Record, ...]:
    """All migrations in the order in which they were applied; none where there is no journal yet."""
    found = journal_version(session)
    ensure_known(found)
    if not found:
        return ()
    return tuple(
        Record(
            version=row[0],
            place=row[1],
            name=row[2],
            up_checksum=row[3],
            down_checksum=row[4],
            phase=row[5],
            state=State(row[6]),
            is_baseline=row[7],
            started_at=row[8],
            ended_at=row[9],
            run_by=row[10],
            tool=row[11],
            hash_before=row[12],
            hash_after=row[13],
            note=row[14],
        )
        for row in session.rows(RECORDS)
    )


def begin(session: Session, script: Script, *, hash_before: str | None, is_baseline: bool = False) -> None:
    """The migration is being applied from its first statement on; what an earlier run left is forgotten."""
    forget(session, script.version, ("up", "down"))
    state = State.APPLIED if is_baseline else State.APPLYING
    down = script.down.checksum if script.down else None
    about = [script.version, script.name, script.up.checksum, down, script.phase and script.phase.value]
    session.run(BEGIN, [*about, state.value, is_baseline, whoever(), __version__, hash_before])
    if is_baseline:
        session.run("UPDATE dbd.migrations SET ended_at = pg_catalog.now() WHERE version = %s", [script.version])


def begin_back(session: Session, version: str) -> None:
    """The migration is being taken back from the first statement of its down file on."""
    forget(session, version, ("down",))
    sql = "UPDATE dbd.migrations SET state = %s, ended_at = NULL, note = '', run_by = %s, tool = %s WHERE version = %s"
    session.run(sql, [State.ROLLING_BACK.value, whoever(), __version__, version])


def end(session: Session, version: str, state: State, *, hash_after: str | None) -> None:
    """The migration is wholly applied or wholly taken back."""
    if state is State.ROLLED_BACK:
        forget(session, version, ("up", "down"))
    sql = "UPDATE dbd.migrations SET state = %s, ended_at = now(), hash_after = %s, note = '' WHERE version = %s"
    session.run(sql, [state.value, hash_after, version])


def forget(session: Session, version: str, directions: Iterable[str]) -> None:
    """Forget the statements and ranges of these directions."""
    which = [version, list(directions)]
    session.run("DELETE FROM dbd.ranges WHERE version = %s AND direction = ANY (%s)", which)
    session.run("DELETE FROM dbd.statements WHERE version = %s AND direction = ANY (%s)", which)


def note(session: Session, version: str, text: str) -> None:
    """Say why the migration was left unfinished."""
    session.run("UPDATE dbd.migrations SET note = %s WHERE version = %s", [text, version])


def accept(session: Session, script: Script) -> None:
    """The files are as they are now, whatever they were when they were applied."""
    down = script.down.checksum if script.down else None
    sql = "UPDATE dbd.migrations SET name = %s, up_checksum = %s, down_checksum = %s WHERE version = %s"
    session.run(sql, [script.name, script.up.checksum, down, script.version])


def read_done(session: Session, version: str, direction: str) -> dict[int, Done]:
    """The statements of one file that are done or were started, by their number."""
    sql = """
        SELECT number, checksum, state = 'done', attempts, note FROM dbd.statements
        WHERE version = %s AND direction = %s ORDER BY number
    """
    return {
        number: Done(number=number, checksum=checksum, is_done=is_done, attempts=attempts, note=said)
        for number, checksum, is_done, attempts, said in session.rows(sql, [version, direction])
    }


def done(
    session: Session,
    version: str,
    direction: str,
    statements: Iterable[Written],
    *,
    attempts: int = 1,
    note: str = "",
) -> None:
    """The statements are done; within the transaction that did them where there is one."""
    found = tuple(statements)
    numbers, checksums = [one.number for one in found], [one.checksum for one in found]
    session.run(DONE, [version, direction, attempts, note, numbers, checksums])


def started(
    session: Session, version: str, direction: str, statement: Written, attempts: int, *, note: str = ""
) -> None:
    """The statement is about to run outside a transaction; ``note`` is kept from the first time."""
    session.run(STARTED, [version, direction, statement.number, statement.checksum, attempts, note])


def not_started(session: Session, version: str, direction: str, number: int) -> None:
    """The statement left nothing behind, and is to be run from its beginning."""
    sql = "DELETE FROM dbd.statements WHERE version = %s AND direction = %s AND number = %s AND state = 'started'"
    session.run(sql, [version, direction, number])
