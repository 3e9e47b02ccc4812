"""The journal's tables, made at first use and brought up to date by later releases."""

from __future__ import annotations

from database_developer import __version__
from database_developer.errors import HistoryBroken, StatementFailed
from database_developer.postgres.session import Session

VERSION = 1
NO_PRIVILEGE = "42501"
TABLES = """
COMMENT ON SCHEMA dbd IS 'The journal of database-developer: which migrations ran, and how far.';
CREATE TABLE dbd.meta (
    is_one boolean PRIMARY KEY DEFAULT true CHECK (is_one),
    version integer NOT NULL,
    tool text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT pg_catalog.now()
);
CREATE TABLE dbd.migrations (
    version text PRIMARY KEY,
    place bigint NOT NULL UNIQUE,
    name text NOT NULL,
    up_checksum text NOT NULL,
    down_checksum text,
    phase text,
    state text NOT NULL CHECK (state IN ('applying', 'applied', 'rolling-back', 'rolled-back')),
    is_baseline boolean NOT NULL DEFAULT false,
    started_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
    ended_at timestamptz,
    run_by text NOT NULL,
    tool text NOT NULL,
    hash_before text,
    hash_after text,
    note text NOT NULL DEFAULT ''
);
CREATE TABLE dbd.statements (
    version text NOT NULL REFERENCES dbd.migrations ON DELETE CASCADE,
    direction text NOT NULL CHECK (direction IN ('up', 'down')),
    number integer NOT NULL,
    checksum text NOT NULL,
    state text NOT NULL CHECK (state IN ('started', 'done')),
    attempts integer NOT NULL DEFAULT 1,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    note text NOT NULL DEFAULT '',
    PRIMARY KEY (version, direction, number)
);
CREATE TABLE dbd.ranges (
    version text NOT NULL,
    direction text NOT NULL,
    statement integer NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY,
    low text[],
    high text[],
    rows bigint NOT NULL,
    follows bigint,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done')),
    touched bigint,
    worker text,
    done_at timestamptz,
    PRIMARY KEY (version, direction, statement, number)
);
CREATE INDEX ranges_pending ON dbd.ranges (version, direction, statement, number) WHERE state = 'pending';
COMMENT ON TABLE dbd.ranges IS
    'Rows from low up to, without, high; NULL is no bound. One follows another where their order counts.';
"""
UPGRADES: tuple[str, ...] = ()  # the n-th leads from version n + 1 to n + 2


def journal_version(session: Session) -> int:
    """The version of the journal in the database; 0 where there is none."""
    if session.value("SELECT pg_catalog.to_regclass('dbd.meta')") is None:
        return 0
    return int(session.value("SELECT version FROM dbd.meta") or 0)


def ensure_known(found: int) -> None:
    """Raise HistoryBroken where a newer release wrote the journal."""
    if found > VERSION:
        raise HistoryBroken(
            f"the journal in this database has version {found}; this release knows versions up to {VERSION}",
            where="dbd.meta",
            hint="install the release of database-developer that others use here",
        )


def install(session: Session) -> None:
    """Make the journal, or bring it up to date, in one transaction. The runner's lock must be held."""
    found = journal_version(session)
    ensure_known(found)
    if found == VERSION:
        return
    try:
        with session.transaction():
            _make(session) if not found else _upgrade(session, found)
    except StatementFailed as error:
        if error.sqlstate != NO_PRIVILEGE:
            raise
        user, database = session.rows("SELECT current_user, pg_catalog.current_database()")[0]
        raise StatementFailed(
            f'the role "{user}" may not make the journal\'s schema "dbd": {error.what}',
            where=f'database "{database}"',
            hint=f'GRANT CREATE ON DATABASE "{database}" TO "{user}", or have its owner run'
            f' CREATE SCHEMA dbd AUTHORIZATION "{user}"',
            sqlstate=error.sqlstate,
        ) from error


def _make(session: Session) -> None:
    if session.value("SELECT pg_catalog.to_regnamespace('dbd')") is None:
        session.run("CREATE SCHEMA dbd")
    session.run(TABLES)
    session.run("INSERT INTO dbd.meta (version, tool) VALUES (%s, %s)", [VERSION, __version__])


def _upgrade(session: Session, found: int) -> None:
    for step in UPGRADES[found - 1 :]:
        session.run(step)
    session.run("UPDATE dbd.meta SET version = %s, tool = %s", [VERSION, __version__])
