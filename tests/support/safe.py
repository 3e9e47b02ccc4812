"""Who has to wait while a rollout is run, transaction by transaction, on tables that have rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from database_developer.migration.formats.transactions import Transaction, transactions
from database_developer.model.migration import LockMode, Migration, Statement
from database_developer.model.names import QualifiedName
from database_developer.postgres.locks import observe
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from database_developer.proof.exercises.locks import watch

SCANNED = """
SELECT schemaname, relname, seq_scan FROM pg_stat_xact_all_tables
WHERE schemaname NOT LIKE 'pg\\_%' AND schemaname <> 'information_schema'
"""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a transaction held on the tables that stood before the migration, and what it read or wrote meanwhile."""

    sql: tuple[str, ...]
    locks: dict[QualifiedName, LockMode]
    scans: frozenset[QualifiedName]
    rewrites: frozenset[QualifiedName]
    needed: tuple[frozenset[QualifiedName], ...] = ()
    """For each statement the tables that it alone takes from writers."""

    def hold_ups(self) -> Iterator[str]:
        """Where writers wait for a whole table to be read or written, or for another table, a line each."""
        taken = {table for table, mode in self.locks.items() if mode.blocks_writes}
        if len(taken) > 1 and not any(taken <= tables for tables in self.needed):
            yield f"{sorted(map(str, taken))} are taken together: {'; '.join(self.sql)}"
        for table in sorted(self.scans | self.rewrites):
            mode = self.locks.get(table)
            if mode is not None and mode.blocks_writes:
                work = "rewritten" if table in self.rewrites else "read"
                yield f'"{table}" is {work} under {mode}: {"; ".join(self.sql)}'


def carry_out(shadow: Shadow, migration: Migration) -> Iterator[Held]:
    """Run the migration in the transactions that it is written in; what each of them held."""
    views = (name for name, view in migration.before.views.items() if view.materialized)
    existing = frozenset((*migration.before.tables, *views))
    with shadow.session() as session:
        for part in transactions(migration.forward, existing):
            held = _in_block(session, part) if part.in_block else _alone(session, shadow.url, part)
            yield _only(held, existing)


def _in_block(session: Session, part: Transaction) -> Held:
    rewrites: set[QualifiedName] = set()
    locks: dict[QualifiedName, LockMode] = {}
    with session.transaction():
        before = _scanned(session)
        for statement in part.statements:
            effect = observe(session, statement.sql)
            rewrites |= effect.rewritten
            locks |= effect.locks  # locks pile up until the end
        scans = {name for name, count in _scanned(session).items() if count > before.get(name, 0)}
    return Held(
        sql=_told(part),
        locks=locks,
        scans=frozenset(scans),
        rewrites=frozenset(rewrites),
        needed=tuple(map(_blocked, part.statements)),
    )


def _blocked(statement: Statement) -> frozenset[QualifiedName]:
    return frozenset(lock.relation for lock in statement.locks if lock.mode.blocks_writes)


def _alone(session: Session, url: str, part: Transaction) -> Held:
    """What runs outside of a block reads and rewrites what it says."""
    statement = part.statements[0]
    effect = watch(session, url, statement)
    locks = {lock.relation: lock.mode for lock in statement.locks} | effect.locks
    rewrites = frozenset(statement.rewrites) | effect.rewritten
    return Held(
        sql=_told(part), locks=locks, scans=frozenset(statement.scans), rewrites=rewrites, needed=(_blocked(statement),)
    )


def _told(part: Transaction) -> tuple[str, ...]:
    return tuple(" ".join(statement.sql.split())[:300] for statement in part.statements)


def _only(held: Held, existing: Collection[QualifiedName]) -> Held:
    return Held(
        sql=held.sql,
        locks={name: mode for name, mode in held.locks.items() if name in existing},
        scans=held.scans & frozenset(existing),
        rewrites=held.rewrites & frozenset(existing),
        needed=held.needed,
    )


def _scanned(session: Session) -> dict[QualifiedName, int]:
    return {QualifiedName(schema, name): count for schema, name, count in session.rows(SCANNED)}


def hold_ups(parts: Sequence[Held]) -> list[str]:
    """All of them."""
    return [line for part in parts for line in part.hold_ups()]
