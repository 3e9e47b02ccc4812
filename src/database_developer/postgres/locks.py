"""What a statement does to the tables around it: the locks, rewrites and scans that the server shows."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from database_developer.errors import StatementFailed
from database_developer.model.migration import LockMode
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import qualified
from database_developer.postgres.session import Session

# Tables, partitioned tables and materialized views of the user's; the catalog's own are left out.
HELD = """
SELECT relation::bigint, mode FROM pg_locks
WHERE pid = %s AND locktype = 'relation'
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
STANDING = """
SELECT c.oid::bigint, n.nspname, c.relname, c.relfilenode
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname NOT LIKE 'pg\\_%'
"""
WAITING = "SELECT mode FROM pg_locks WHERE pid = %s AND NOT granted AND locktype = 'relation'"


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """What was seen: the strongest lock on each table that stood before, and the tables that were rewritten."""

    locks: dict[QualifiedName, LockMode]
    rewritten: frozenset[QualifiedName]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Standing:
    """A table at one moment: its name and the file that holds its rows."""

    name: QualifiedName
    node: int


def observe(session: Session, sql: str) -> Effect:
    """Run a statement in a transaction, look at what it holds, and commit it."""
    before = _standing(session)
    with session.transaction():
        session.run(sql)
        held = session.rows(HELD, [session.backend])
        after = _standing(session)
    rewritten = (table.name for oid, table in before.items() if oid in after and after[oid].node != table.node)
    return Effect(locks=_strongest(held, before), rewritten=frozenset(rewritten))


def requested(url: str, sql: str, table: QualifiedName) -> LockMode | None:
    """The lock that a statement outside a transaction asks for on a table; None where it asks for none.

    A second session holds the table so that nobody passes; the statement waits, is looked at, and gives
    up. It has to be run again to take effect.
    """
    with (
        Session.open(url) as keeper,
        Session.open(url, settings=("lock_timeout=10s",)) as actor,
        ThreadPoolExecutor(max_workers=1) as pool,
        keeper.transaction(),
    ):
        keeper.run(f"LOCK TABLE {qualified(table)} IN ACCESS EXCLUSIVE MODE")
        acting = pool.submit(_give_up, actor, sql)
        mode = _asked(keeper, actor.backend, acting)
        keeper.run("SELECT pg_cancel_backend(%s)", [actor.backend])
        acting.result()
    return mode


def _asked(keeper: Session, backend: int, acting: Future[None]) -> LockMode | None:
    while not acting.done():
        asked = keeper.rows(WAITING, [backend])
        if asked:
            return LockMode(asked[0][0])
        time.sleep(0.005)
    return None


def _give_up(actor: Session, sql: str) -> None:
    with suppress(StatementFailed):  # being cancelled is what we are after
        actor.run(sql)


def _strongest(held: list[tuple[int, str]], standing: dict[int, _Standing]) -> dict[QualifiedName, LockMode]:
    """The strongest lock on each table that stood before, also on one that is gone by now."""
    strongest: dict[QualifiedName, LockMode] = {}
    for oid, name in held:
        table, mode = standing.get(oid), LockMode(name)
        if table is not None and mode.strength >= strongest.get(table.name, mode).strength:
            strongest[table.name] = mode
    return strongest


def _standing(session: Session) -> dict[int, _Standing]:
    return {
        oid: _Standing(name=QualifiedName(schema, name), node=node)
        for oid, schema, name, node in session.rows(STANDING)
    }
