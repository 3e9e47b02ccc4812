"""Fingerprints of a table's rows, to say that two states hold the same rows, value for value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, qualified
from database_developer.postgres.session import Session

FIXED_SPELLING = (
    "SET timezone = 'UTC'",
    "SET datestyle = 'ISO, YMD'",
    "SET intervalstyle = 'postgres'",
    "SET extra_float_digits = 1",
    "SET bytea_output = 'hex'",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RowsFingerprint:
    """How many rows, and the sum of their 64-bit hashes: unlike a XOR it also sees rows that are doubled."""

    rows: int
    hash: int


def fingerprint_rows(session: Session, table: QualifiedName, columns: Sequence[str]) -> RowsFingerprint:
    """The fingerprint of a table's rows as text, over the named columns in their order."""
    for setting in FIXED_SPELLING:
        session.run(setting)
    row = ", ".join(f"t.{identifier(column)}" for column in columns)
    source = f"{qualified(table)} AS t"
    query = f"SELECT count(*), coalesce(sum(hashtextextended(ROW({row})::text, 0)::numeric), 0) FROM {source}"
    count, total = session.rows(query)[0]
    return RowsFingerprint(rows=int(count), hash=int(total))
