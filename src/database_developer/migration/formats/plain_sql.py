"""A migration as two files of plain SQL, one forward and one back, that any tool or person can run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from database_developer.migration.formats.file_names import stem
from database_developer.migration.formats.transactions import Transaction, transactions
from database_developer.model.migration import LockMode, Migration, Restores, Rollout, Statement
from database_developer.model.names import QualifiedName

LOCK_TIMEOUT = "2s"  # nobody queues longer behind a migration that waits for its lock
STARTS_FROM = "Starts from the schema with the hash "
PHASE = "Phase: "
FROM_HALF_WAY = "also from half way: each statement does nothing where there is nothing to undo."
EFFECTS = {
    Restores.EVERYTHING: "everything that was there before",
    Restores.STRUCTURE: "the structure, but not all of the data",
    Restores.NOTHING: "nothing",
}


def write(
    migration: Migration, ticket_key: str, title: str, at: datetime, server_version: int | None = None
) -> Mapping[str, str]:
    """The texts of the ``.up.sql`` and ``.down.sql`` files by their names; ``at`` must know its time zone.

    ``server_version`` is the major version of the server whose spelling the schema's hash depends on.
    """
    name = stem(ticket_key, title, at, migration.phase or "")
    existing = frozenset((*migration.before.tables, *migration.before.views))
    heading = f"{ticket_key}: {title}" if ticket_key else title
    return {
        f"{name}.up.sql": _file(_up_header(migration, heading, existing, server_version), migration.forward, existing),
        f"{name}.down.sql": _file(_down_header(migration, heading, existing), migration.backward, existing),
    }


def write_all(
    rollout: Rollout, ticket_key: str, title: str, at: datetime, server_version: int | None = None
) -> dict[str, str]:
    """The files of all migrations of a rollout; their versions are a second apart, so that they stay in order."""
    found: dict[str, str] = {}
    for number, migration in enumerate(rollout.migrations):
        found.update(write(migration, ticket_key, title, at + timedelta(seconds=number), server_version))
    return found


def comment(text: str) -> str:
    """The text as one comment line: no kind of line break, and so no SQL, can hide in it."""
    return f"-- {' '.join(text.replace(chr(0), ' ').split())}".rstrip()


def _up_header(
    migration: Migration, heading: str, existing: Collection[QualifiedName], server_version: int | None
) -> Iterator[str]:
    yield heading
    server = f" on PostgreSQL {server_version}" if server_version else ""
    yield f"{STARTS_FROM}{migration.before_hash}{server}."
    if migration.phase is not None:
        yield f"{PHASE}{migration.phase}"
    yield from migration.notes
    yield from _lock_lines(migration.forward, existing)
    yield f"The rollback brings back {EFFECTS[migration.restores]}."
    yield from _notes(migration)


def _down_header(migration: Migration, heading: str, existing: Collection[QualifiedName]) -> Iterator[str]:
    yield f"Rollback of {heading}"
    yield f"Leads back to the schema with the hash {migration.before_hash},"
    yield FROM_HALF_WAY
    yield from _lock_lines(migration.backward, existing)
    yield f"It brings back {EFFECTS[migration.restores]}."
    yield from _notes(migration)


def _notes(migration: Migration) -> Iterator[str]:
    notes = (step.reversal.note for step in migration.steps)
    yield from (f"- {note}" for note in dict.fromkeys(notes) if note)


def _lock_lines(statements: Sequence[Statement], existing: Collection[QualifiedName]) -> Iterator[str]:
    """Each lock on a table that was there before, in words, the hardest first."""
    found = {
        (lock.relation, lock.mode, _how_long(statement, lock.relation))
        for statement in statements
        for lock in statement.locks
        if lock.relation in existing
    }
    if not found:
        yield "Locks no table that is there already."
        return
    yield "Locks on tables that are there already:"
    for table, mode, how_long in sorted(found, key=lambda it: (str(it[0]), -it[1].strength, it[2])):
        yield f"- {table}: {_who_waits(mode)} {how_long} ({_sql_name(mode)})"


def _how_long(statement: Statement, table: QualifiedName) -> str:
    if table in statement.rewrites:
        return "while it is written anew"
    if table in statement.scans:
        return "while its rows are read"
    return "for a moment"


def _who_waits(mode: LockMode) -> str:
    if mode.blocks_reads:
        return "nobody reads or writes"
    return "everybody reads, nobody writes" if mode.blocks_writes else "everybody reads and writes"


def _sql_name(mode: LockMode) -> str:
    return mode.name.replace("_", " ")


def _file(header: Iterable[str], statements: Sequence[Statement], existing: Collection[QualifiedName]) -> str:
    parts = ["\n".join(map(comment, header)), f"SET lock_timeout = '{LOCK_TIMEOUT}';\nSET statement_timeout = 0;"]
    parts += [_transaction(group) for group in transactions(statements, existing)]
    parts.append("RESET statement_timeout;\nRESET lock_timeout;")
    return "\n\n".join(parts) + "\n"


def _transaction(group: Transaction) -> str:
    body = "\n\n".join(f"{comment(it.why)}\n{it.sql};" for it in group.statements)
    if group.in_block:
        return f"BEGIN;\n\n{body}\n\nCOMMIT;"
    alone = "-- Outside a transaction; it may wait for others without holding them up."
    return f"{alone}\nSET lock_timeout = 0;\n\n{body}\n\nSET lock_timeout = '{LOCK_TIMEOUT}';"
