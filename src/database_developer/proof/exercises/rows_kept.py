"""Rows that stand before are the same afterwards, and the same again after the rollback, value for value."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

from database_developer.migration.phases import carrying
from database_developer.model.design import RowMove
from database_developer.model.migration import Migration, Restores
from database_developer.model.names import QualifiedName
from database_developer.model.proof import Observation
from database_developer.model.schema import TableKind
from database_developer.postgres.rows import RowsFingerprint, fingerprint_rows
from database_developer.postgres.session import Session
from database_developer.proof.bench import Bench
from database_developer.proof.changes import filled_columns, kept_tables, moved_rows, taking_tables
from database_developer.proof.exercises.exercise import Exercise, observed
from database_developer.proof.seeded import few, fill

ID = "rows-kept"


def run(bench: Bench) -> Iterator[Observation]:
    """Seed the schema before, go forward and back, and compare: all that both have, then all that there was."""
    migration = bench.migration
    shared, stood = shared_columns(migration), standing_columns(migration)
    if not stood:
        return
    started = time.perf_counter()
    with bench.copy("rows-kept") as shadow, shadow.session() as session:
        fill(session, migration.before, sorted(stood), few(migration.before), bench)
        kept, everything = _fingerprints(session, shared), _fingerprints(session, stood)
        moves = moved_rows(migration)
        wanted = [_rows(session, carrying.wanted(it)) for it in moves]
        bench.forward(session)
        for move, rows in zip(moves, wanted, strict=True):
            yield _carried(move, rows, _rows(session, carrying.found(move)), time.perf_counter() - started)
        if shared:
            yield _compared("forward", kept, _fingerprints(session, shared), time.perf_counter() - started)
        bench.backward(session)
        if migration.restores is Restores.EVERYTHING:
            yield _compared("backward", everything, _fingerprints(session, stood), time.perf_counter() - started)


def _fingerprints(session: Session, columns: dict[QualifiedName, list[str]]) -> dict[QualifiedName, RowsFingerprint]:
    return {table: fingerprint_rows(session, table, names) for table, names in columns.items()}


def _rows(session: Session, sql: str) -> Counter[str]:
    """What a query gives, whatever the order."""
    return Counter(map(repr, session.rows(sql)))


def _carried(move: RowMove, wanted: Counter[str], found: Counter[str], seconds: float) -> Observation:
    """Whether all that the old rows said is said by the new ones, as often; others may have been there before."""
    claim = f"what moves from {move.source} to {move.target} arrives there, value for value"
    lost = (wanted - found).total()
    seen = f"{wanted.total()} rows, {lost} of them not found"
    evidence = {"rows": wanted.total(), "not found": lost}
    return observed(f"{ID}/moved-to-{move.target}", claim, not lost, seen, evidence, seconds=seconds)


def standing_columns(migration: Migration) -> dict[QualifiedName, list[str]]:
    """Every column of every table of before, also of removed ones; the rows of a partition are those of the whole.

    Columns that the migration fills and tables that take rows are left out: they are meant to change.
    """
    taking = taking_tables(migration)
    return {
        name: [column.name for column in table.columns if (name, column.name) not in filled_columns(migration)]
        for name, table in migration.before.tables.items()
        if table.partition_of is None and table.kind is not TableKind.FOREIGN and name not in taking
    }


def shared_columns(migration: Migration) -> dict[QualifiedName, list[str]]:
    """For each table of both schemas the columns that both have under one name and type, filled ones left out."""
    kept = (table for table in kept_tables(migration) if table not in taking_tables(migration))
    return {table: _shared_columns(migration, table) for table in kept}


def _shared_columns(migration: Migration, table: QualifiedName) -> list[str]:
    """The columns that both schemas have under one name and type."""
    after = migration.after.tables[table]
    found = []
    for column in migration.before.tables[table].columns:
        later = after.column(column.name)
        is_same = later is not None and later.type == column.type
        if is_same and (table, column.name) not in filled_columns(migration):
            found.append(column.name)
    return found


def _compared(
    name: str,
    before: dict[QualifiedName, RowsFingerprint],
    after: dict[QualifiedName, RowsFingerprint],
    seconds: float,
) -> Observation:
    changed = [str(table) for table in before if after[table] != before[table]]
    total = sum(content.rows for content in before.values())
    words = "by the migration" if name == "forward" else "by the migration and its rollback"
    seen = (
        f"{total} rows of {len(before)} tables have the same hash" if not changed else f"{', '.join(changed)} changed"
    )
    evidence = {str(table): {"rows": content.rows, "hash": str(content.hash)} for table, content in before.items()}
    return observed(
        f"{ID}/{name}", f"rows that stood before are unchanged {words}", not changed, seen, evidence, seconds=seconds
    )


EXERCISE = Exercise(id=ID, title="Rows kept", run=run)
