"""What statements outside a transaction leave behind when they are cut short, and how it is cleared away."""

from __future__ import annotations

from enum import StrEnum

from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier
from database_developer.postgres.session import Session

INDEX = """
SELECT n.nspname, c.relname, i.indisvalid AND i.indisready AND i.indislive
FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.oid = pg_catalog.to_regclass(%s)
"""
PARTITION = """
SELECT i.inhdetachpending, pn.nspname, p.relname, cn.nspname, c.relname
FROM pg_catalog.pg_inherits AS i
JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid JOIN pg_catalog.pg_namespace AS cn ON cn.oid = c.relnamespace
WHERE i.inhrelid = pg_catalog.to_regclass(%s) AND p.relkind = 'p'
"""
# The indexes of the table, of its TOAST table, or of the table that the index belongs to.
LEFTOVERS = """
SELECT n.nspname, c.relname
FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS t ON t.oid = (
    SELECT coalesce((SELECT x.indrelid FROM pg_catalog.pg_index AS x WHERE x.indexrelid = r.oid), r.oid)
    FROM pg_catalog.pg_class AS r WHERE r.oid = pg_catalog.to_regclass(%s))
WHERE i.indrelid IN (t.oid, t.reltoastrelid) AND NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'
ORDER BY 1, 2
"""


class IndexState(StrEnum):
    """How an index stands."""

    GONE = "gone"
    INVALID = "invalid"
    VALID = "valid"


def spelled(name: QualifiedName) -> str:
    """The name for ``to_regclass``; without a schema the search path decides."""
    schema = f"{identifier(name.schema)}." if name.schema else ""
    return f"{schema}{identifier(name.name)}"


def index_state(session: Session, index: QualifiedName) -> IndexState:
    """Whether the index is there, and complete."""
    found = session.rows(INDEX, [spelled(index)])
    if not found:
        return IndexState.GONE
    return IndexState.VALID if found[0][2] else IndexState.INVALID


def drop_invalid(session: Session, index: QualifiedName) -> bool:
    """Drop the index CONCURRENTLY where it is invalid; whether it was."""
    found = session.rows(INDEX, [spelled(index)])
    if not found or found[0][2]:
        return False
    _drop(session, found[0][0], found[0][1])
    return True


def drop_leftovers(session: Session, rebuilt: QualifiedName) -> int:
    """Drop the invalid indexes that REINDEX CONCURRENTLY of an index or table left; how many there were."""
    found = session.rows(LEFTOVERS, [spelled(rebuilt)])
    for schema, name in found:
        _drop(session, schema, name)
    return len(found)


def detach_pending(session: Session, partition: QualifiedName) -> str | None:
    """What finishes a detachment that was cut short; "" where it is not under way, None where it is over."""
    found = session.rows(PARTITION, [spelled(partition)])
    if not found:
        return None
    pending, parent_schema, parent, schema, name = found[0]
    if not pending:
        return ""
    whole, part = f"{identifier(parent_schema)}.{identifier(parent)}", f"{identifier(schema)}.{identifier(name)}"
    return f"ALTER TABLE {whole} DETACH PARTITION {part} FINALIZE"


def _drop(session: Session, schema: str, name: str) -> None:
    session.run(f"DROP INDEX CONCURRENTLY IF EXISTS {identifier(schema)}.{identifier(name)}")
