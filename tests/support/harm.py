"""What SQL does to those who use the tables meanwhile: the lock that is held while rows are read or written anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from pglast import ast, parse_sql

from database_developer.errors import StatementFailed
from database_developer.migration.formats.statements import split
from database_developer.model.migration import LockMode
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import qualified
from database_developer.postgres.locks import WAITING, observe
from database_developer.postgres.session import Session

SCANS = """
SELECT n.nspname, c.relname, pg_stat_get_xact_numscans(c.oid)
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname NOT LIKE 'pg\\_%'
"""
ALONE = ("CONCURRENTLY", "VACUUM", "$dbd_batches$")


@dataclass(frozen=True)
class Harm:
    """What one statement did to the tables that stood before it."""

    sql: str
    locks: dict[QualifiedName, LockMode]
    rewritten: frozenset[QualifiedName]
    read: frozenset[QualifiedName]

    @property
    def worst(self) -> LockMode:
        """The strongest lock, where rows were read or written meanwhile; else none to speak of."""
        takes_long = self.read or self.rewritten
        modes = self.locks.values() if takes_long else ()
        return max(modes, key=lambda mode: mode.strength, default=LockMode.ACCESS_SHARE)

    def lock_on(self, table: str) -> LockMode | None:
        """The lock on a table of the schema "public"."""
        return self.locks.get(QualifiedName("public", table))


def harms(url: str, sql: str, on: str = "") -> list[Harm]:
    """Run the statements as psql would, and look at each; ``on`` is a table that they lock without naming it.

    Only tables that stood before the first statement count: nobody uses the others yet.
    """
    with Session.open(url, settings=("statement_timeout=60s",)) as session:
        standing = frozenset(_scans(session))
        return [_among(standing, harm) for harm in _each(session, url, iter(split(sql)), on)]


def worst(found: list[Harm]) -> LockMode:
    """The strongest lock under which anything took long."""
    return max((harm.worst for harm in found), key=lambda mode: mode.strength)


def _among(standing: frozenset[QualifiedName], harm: Harm) -> Harm:
    locks = {table: mode for table, mode in harm.locks.items() if table in standing}
    return Harm(sql=harm.sql, locks=locks, rewritten=harm.rewritten & standing, read=harm.read & standing)


def _each(session: Session, url: str, statements: Iterator[str], on: str) -> Iterator[Harm]:
    for statement in statements:
        node = parse_sql(statement)[0].stmt
        if isinstance(node, ast.TransactionStmt):
            yield from _block(session, statements)
        elif any(word in statement for word in ALONE) and not isinstance(node, ast.RefreshMatViewStmt):
            yield _alone(session, url, statement, on)
        else:
            yield _watched(session, statement)


def _block(session: Session, statements: Iterator[str]) -> Iterator[Harm]:
    with session.transaction():
        for statement in statements:
            if isinstance(parse_sql(statement)[0].stmt, ast.TransactionStmt):
                return
            yield _watched(session, statement)


def _watched(session: Session, sql: str) -> Harm:
    with session.transaction():
        before = _scans(session)
        effect = observe(session, sql)
        after = _scans(session)
    read = frozenset(table for table, count in after.items() if table in before and count > before[table])
    return Harm(sql=sql, locks=effect.locks, rewritten=effect.rewritten, read=read)


def _scans(session: Session) -> dict[QualifiedName, int]:
    return {QualifiedName(schema, name): count for schema, name, count in session.rows(SCANS)}


def _alone(session: Session, url: str, sql: str, on: str) -> Harm:
    """A statement outside of a transaction: the lock it asks for on each table; it reads all that it locks."""
    tables = [QualifiedName(schema, name) for schema, name, _ in session.rows(SCANS)]
    asked = {table: _asked(url, sql, table) for table in tables if table.name == on or _is_named(table, sql)}
    if all(asked.values()):
        session.run(sql)
    locks = {table: mode for table, mode in asked.items() if mode is not None}
    return Harm(sql=sql, locks=locks, rewritten=frozenset(), read=frozenset(locks))


def _is_named(table: QualifiedName, sql: str) -> bool:
    return re.search(rf"(?<![\w]){re.escape(table.name)}(?![\w])", sql) is not None


def _asked(url: str, sql: str, table: QualifiedName) -> LockMode | None:
    """The lock for which the statement waits where somebody else's lock lets only rows change; None where it passes."""
    with (
        Session.open(url) as keeper,
        Session.open(url, settings=("lock_timeout=20s",)) as actor,
        ThreadPoolExecutor(max_workers=1) as pool,
        keeper.transaction(),
    ):
        keeper.run(f"LOCK TABLE {qualified(table)} IN SHARE UPDATE EXCLUSIVE MODE")
        acting = pool.submit(_try, actor, sql)
        found: list[tuple[str]] = []
        while not found and not acting.done():
            found = keeper.rows(WAITING, [actor.backend])
        keeper.run("SELECT pg_cancel_backend(%s)", [actor.backend])
        acting.result()
    return LockMode(found[0][0]) if found else None


def _try(actor: Session, sql: str) -> None:
    with suppress(StatementFailed):  # it is cancelled as soon as it waits
        actor.run(sql)
