"""How many rows tables have, as far as the server knows without counting."""

from __future__ import annotations

from database_developer.model.names import QualifiedName
from database_developer.postgres.session import Session

ESTIMATES = """
SELECT n.nspname, c.relname,
    CASE WHEN pg_relation_size(c.oid) = 0 AND c.relkind = 'r' THEN 0 ELSE c.reltuples END::bigint
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
"""


def row_estimates(session: Session) -> dict[QualifiedName, int]:
    """The rows by table, from the server's last count; tables that it never counted are left out."""
    return {QualifiedName(schema, name): rows for schema, name, rows in session.rows(ESTIMATES) if rows >= 0}
