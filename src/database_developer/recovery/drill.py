"""The drill: a logical backup is taken, restored into an empty database, and held against the original."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from database_developer.diff.compare import compare
from database_developer.diff.describe import describe_all
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema
from database_developer.postgres.dump import dump_database, restore_database
from database_developer.postgres.rows import RowsFingerprint, fingerprint_rows
from database_developer.postgres.server import Run
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow

NEXT_VALUES = """
SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class DrillResult:
    """What the drill saw; the drill succeeded where ``complaints`` is empty."""

    backup_seconds: float
    restore_seconds: float
    bytes: int
    rows: Mapping[QualifiedName, int] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()


def rehearse(run: Run, source: Shadow) -> DrillResult:
    """Back up ``source``, restore it beside it, and compare schema, rows and sequences."""
    with tempfile.TemporaryDirectory(prefix="dbd-drill-") as folder, run.shadow("restored") as target:
        archive = Path(folder) / "backup.dump"
        started = time.perf_counter()
        dump_database(source.binaries, source.url, archive)
        backed_up = time.perf_counter()
        said = restore_database(source.binaries, target.url, archive)
        restored = time.perf_counter()
        rows, complaints = _compare(source, target)
        return DrillResult(
            backup_seconds=backed_up - started,
            restore_seconds=restored - backed_up,
            bytes=archive.stat().st_size,
            rows=rows,
            complaints=(*((f"pg_restore said: {said}",) if said else ()), *complaints),
        )


def _compare(source: Shadow, target: Shadow) -> tuple[dict[QualifiedName, int], tuple[str, ...]]:
    wanted, found = source.schema(), target.schema()
    complaints = [f"schema: {line}" for line in describe_all(compare(wanted, found))]
    with source.session() as original, target.session() as copy:
        before, after = _contents(original, wanted), _contents(copy, found)
        if original.rows(NEXT_VALUES) != copy.rows(NEXT_VALUES):
            complaints.append("sequences: their next values differ")
    for table, content in before.items():
        if after.get(table) != content:
            complaints.append(f"rows of {table} differ: {content} before, {after.get(table)} restored")
    return {table: content.rows for table, content in before.items()}, tuple(complaints)


def _contents(session: Session, schema: Schema) -> dict[QualifiedName, RowsFingerprint]:
    return {
        name: fingerprint_rows(session, name, [column.name for column in table.columns])
        for name, table in schema.tables.items()
        if table.partition_of is None
    }
