"""What a statement does to what stands around it, seen within a transaction that is taken back."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from database_developer.errors import StatementFailed
from database_developer.model.migration import LockMode
from database_developer.postgres.locks import observe
from database_developer.postgres.session import Session

# Tables, partitioned tables, materialized views, indexes of both kinds, views and sequences of the user's.
STANDING = """
SELECT c.oid::bigint, c.relname, c.relkind::text, c.relfilenode
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
"""
HELD = "SELECT relation::bigint, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'"
SCANNED = "SELECT relid::bigint, seq_scan FROM pg_stat_xact_all_tables"
WAITING = "SELECT mode FROM pg_locks WHERE pid = %s AND NOT granted AND locktype = 'relation'"
INDEXES = ("i", "I")
KEPT = {LockMode.SHARE_UPDATE_EXCLUSIVE: "SHARE UPDATE EXCLUSIVE", LockMode.ACCESS_EXCLUSIVE: "ACCESS EXCLUSIVE"}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """By plain names: the locks that ``observe`` shows, and beyond it those on other relations."""

    locks: dict[str, str]
    others: dict[str, str]
    rewrites: set[str]
    rebuilt: int
    built: int
    scans: set[str]


def see(session: Session, statements: Sequence[str], *, alone: bool = False) -> Seen | str:
    """The effect of the last statement after the others in one transaction; the error code where it is refused.

    What must stand ``alone`` is run outside a transaction block, and must be refused: nothing takes it back.
    """
    try:
        if alone:
            session.run(statements[0])
            return "nothing: it was not refused"
        with session.attempt():
            return _seen(session, statements)
    except StatementFailed as error:
        return error.sqlstate


def _seen(session: Session, statements: Sequence[str]) -> Seen:
    before, scans = session.rows(STANDING), dict(session.rows(SCANNED))
    for statement in statements[:-1]:
        session.run(statement)
    effect = observe(session, statements[-1])
    held, after = session.rows(HELD), session.rows(STANDING)
    names = {oid: name for oid, name, _, _ in before}
    old, new = _files(before), _files(after)
    indexes = {name: oid for name, oid in _indexes(before).items() if name in _indexes(after)}
    rewrites = {names[oid] for oid in old if oid in new and old[oid] != new[oid]}
    assert {table.name for table in effect.rewritten} <= rewrites, "what the product sees is there"
    return Seen(
        locks={table.name: mode.removesuffix("Lock") for table, mode in effect.locks.items()},
        others={name: _strongest(held, oid) for oid, name in names.items()},
        rewrites=rewrites,
        rebuilt=sum(_indexes(after)[name] != node for name, node in indexes.items()),
        built=len(_indexes(after).keys() - _indexes(before).keys()),
        scans={names[oid] for oid, count in session.rows(SCANNED) if oid in names and count > scans.get(oid, 0)},
    )


def _files(standing: list[tuple[int, str, str, int]]) -> dict[int, int]:
    """The file of each relation but the indexes."""
    return {oid: node for oid, _, kind, node in standing if kind not in INDEXES}


def _indexes(standing: list[tuple[int, str, str, int]]) -> dict[str, int]:
    """The file of each index by its name: a change of type makes the index anew."""
    return {name: node for _, name, kind, node in standing if kind in INDEXES}


def asked(url: str, sql: str, table: str, kept: LockMode) -> str:
    """The lock that a statement waits for while another session keeps one on the table; it is cancelled then."""
    with (
        Session.open(url) as keeper,
        Session.open(url) as actor,
        ThreadPoolExecutor(max_workers=1) as pool,
        keeper.transaction(),
    ):
        keeper.run(f"LOCK TABLE {table} IN {KEPT[kept]} MODE")
        acting = pool.submit(_run, actor, sql)
        while not (waiting := keeper.value(WAITING, [actor.backend])) and not acting.done():
            time.sleep(0.005)
        keeper.run("SELECT pg_cancel_backend(%s)", [actor.backend])
        acting.result()
    return str(waiting or "").removesuffix("Lock")


def _run(actor: Session, sql: str) -> None:
    with suppress(StatementFailed):  # it is cancelled
        actor.run(sql)


def _strongest(held: list[tuple[int, str]], relation: int) -> str:
    modes = [LockMode(mode) for oid, mode in held if oid == relation]
    return max(modes, key=lambda mode: mode.strength).removesuffix("Lock") if modes else ""
