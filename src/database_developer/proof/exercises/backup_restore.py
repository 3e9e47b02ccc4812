"""A backup of the migrated, seeded database is restored and compared: schema, rows and sequences."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.proof import Observation
from database_developer.proof.bench import Bench
from database_developer.proof.exercises.exercise import Exercise, observed
from database_developer.proof.seeded import few, fill
from database_developer.recovery.drill import rehearse

ID = "backup-restore"


def run(bench: Bench) -> Iterator[Observation]:
    """Migrate a copy, seed it, and rehearse the recovery."""
    after = bench.migration.after
    with bench.copy("backup") as shadow:
        with shadow.session() as session:
            bench.forward(session)
            fill(session, after, sorted(after.tables), few(after), bench)
        result = rehearse(bench.run, shadow)
    rows = sum(result.rows.values())
    seconds = result.backup_seconds + result.restore_seconds
    seen = f"{rows} rows of {len(result.rows)} tables came back, hash for hash"
    evidence = {
        "bytes": result.bytes,
        "backup seconds": round(result.backup_seconds, 3),
        "restore seconds": round(result.restore_seconds, 3),
        "rows": {str(table): count for table, count in result.rows.items()},
        "complaints": list(result.complaints),
    }
    yield observed(
        f"{ID}/logical",
        "a logical backup of the migrated database restores to the same schema, rows and sequences",
        not result.complaints,
        result.complaints[0] if result.complaints else seen,
        evidence,
        seconds=seconds,
    )


EXERCISE = Exercise(id=ID, title="Backup and restore", run=run, at_the_end=True)
