"""Rows that stand before are the same afterwards, and the same again after the rollback, value for value."""

from __future__ import annotations

import time
from collections.abc import Iterator

from database_developer.model.migration import Migration, Restores
from database_developer.model.names import QualifiedName
from database_developer.model.proof import Observation
from database_developer.postgres.rows import RowsFingerprint, fingerprint_rows
from database_developer.postgres.session import Session
from database_developer.proof.bench import Bench
from database_developer.proof.changes import kept_tables
from database_developer.proof.exercises.exercise import Exercise, observed
from database_developer.proof.seeded import few, fill

ID = "rows-kept"


def run(bench: Bench) -> Iterator[Observation]:
    """Seed the schema before, go forward and back, and compare the rows of every table that is kept."""
    migration = bench.migration
    tables = kept_tables(migration)
    if not tables:
        return
    started = time.perf_counter()
    with bench.copy("rows-kept") as shadow, shadow.session() as session:
        fill(session, migration.before, tables, few(migration.before), bench)
        before = _fingerprints(session, migration, tables)
        bench.forward(session)
        yield _compared("forward", before, _fingerprints(session, migration, tables), time.perf_counter() - started)
        bench.backward(session)
        if migration.restores is Restores.EVERYTHING:
            after = _fingerprints(session, migration, tables)
            yield _compared("backward", before, after, time.perf_counter() - started)


def _fingerprints(
    session: Session, migration: Migration, tables: tuple[QualifiedName, ...]
) -> dict[QualifiedName, RowsFingerprint]:
    """Over the columns that both schemas have under one name and type."""
    return {table: fingerprint_rows(session, table, _shared_columns(migration, table)) for table in tables}


def _shared_columns(migration: Migration, table: QualifiedName) -> list[str]:
    after = migration.after.tables[table]
    found = []
    for column in migration.before.tables[table].columns:
        later = after.column(column.name)
        if later is not None and later.type == column.type:
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
