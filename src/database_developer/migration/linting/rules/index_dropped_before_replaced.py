"""An index that is gone while its replacement is built."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast

from database_developer.migration.ddl.quoting import identifier
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import beside, inserted, script, without


def find(place: Place) -> Iterator[Found]:
    """CREATE INDEX under the name of an index that the file dropped in a transaction before."""
    node = place.node
    if not is_a(node, ast.IndexStmt) or not node.idxname or place.known.is_new(node.relation):
        return
    name = place.known.name(node.relation).renamed(node.idxname)
    dropped = place.known.dropped_indexes.get(name)
    if dropped is None or dropped.invalid or dropped.dropped_in is place.known.transaction:
        return
    old, index = beside(node.relation, node.idxname), identifier(node.idxname)
    kept = beside(node.relation, f"{node.idxname}_old")
    built = without(place.sql, "IF_P", "NOT", "EXISTS")
    built = built if node.concurrent else inserted(built, "CONCURRENTLY", "INDEX")
    yield Found(
        message=f"queries have no {quoted(index)} from where it is dropped until it is built again",
        safe_sql=script(
            f"ALTER INDEX {old} RENAME TO {identifier(f'{node.idxname}_old')}",
            built,
            f"DROP INDEX CONCURRENTLY {kept}",
        ),
    )


RULE = Rule(
    id="index-dropped-before-replaced",
    looks_for="an index that is dropped and then built again under the same name",
    hurts="Until the new index is ready, queries that counted on the old one read the whole table.",
    severity=Severity.WARNING,
    find=find,
)
