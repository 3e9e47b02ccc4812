"""VACUUM FULL and CLUSTER, which write the table anew."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from database_developer.migration.ddl.quoting import identifiers
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.options import is_on
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.safe_forms import copied, twin
from database_developer.migration.linting.spelling import script, table
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """VACUUM FULL, and CLUSTER of one table or of all."""
    node = place.node
    if is_a(node, ast.VacuumStmt) and is_on(node.options, "full"):
        tables = [one.relation for one in node.rels or ()]
        told = ", ".join(map(place.told, tables)) or "each table of the database"
        names = ", ".join(map(table, tables))
        yield Found(
            message=f"nobody reads or writes {told} while it is written anew",
            safe_sql=script(f"VACUUM (ANALYZE) {names}".rstrip()),
        )
    elif is_a(node, ast.ClusterStmt):
        told = place.told(node.relation) if node.relation is not None else "each clustered table"
        yield Found(message=f"nobody reads or writes {told} while it is written anew", safe_sql=_copied(place))


def _copied(place: Place) -> str:
    relation = place.node.relation
    if relation is None:
        return ""
    index = place.known.indexes.get(place.known.name(relation).renamed(place.node.indexname or ""))
    order = f" ORDER BY {identifiers(index.columns)}" if index is not None and index.columns else ""
    return copied(relation, (twin(relation),), order)


RULE = Rule(
    id="table-written-anew",
    looks_for="VACUUM FULL and CLUSTER",
    hurts="ACCESS EXCLUSIVE is held until the table and all its indexes are written again. A plain VACUUM makes the "
    "space free for new rows, and lets everybody go on.",
    hazard=Hazard.REWRITE,
    severity=Severity.ERROR,
    find=find,
)
