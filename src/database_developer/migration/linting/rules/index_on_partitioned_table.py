"""An index on a partitioned table, which cannot be built CONCURRENTLY at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from database_developer.migration.ddl.quoting import qualified
from database_developer.migration.linting.altering import indexed_columns
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import beside, changed, printed, script, usual_name
from database_developer.model.migration import Hazard
from database_developer.model.names import QualifiedName


def find(place: Place) -> Iterator[Found]:
    """CREATE INDEX on a table known to be partitioned, with all of its parts."""
    node = place.node
    if not is_a(node, ast.IndexStmt) or place.known.is_new(node.relation) or not node.relation.inh:
        return
    table = place.table(node.relation)
    if not table.partitioned:
        return
    told = place.told(node.relation)
    message = f"everybody who writes to {told} or any of its parts waits until all of them are indexed"
    if node.concurrent:
        message = f"the server refuses to build an index CONCURRENTLY on {told}, because it is partitioned"
    yield Found(message=message, safe_sql=_safe(node, table.parts), replaces=place.is_alone and bool(table.parts))


def _safe(node: Any, parts: list[QualifiedName]) -> str:
    name = node.idxname or usual_name(node.relation, indexed_columns(node.indexParams), "idx")
    whole = changed(node.relation, inh=False)
    made = printed(changed(node, idxname=name, relation=whole, concurrent=False, if_not_exists=False))
    steps = _each(node, name, parts) if parts else (_writing(node, name),)
    return script(made, *steps)


def _each(node: Any, name: str, parts: list[QualifiedName]) -> Iterator[str]:
    for part in parts:
        own = f"{part.name}_{name}"
        relation = ast.RangeVar(schemaname=part.schema, relname=part.name, inh=True, relpersistence="p")
        yield printed(changed(node, idxname=own, relation=relation, concurrent=True, if_not_exists=False))
        index = qualified(part.renamed(own))
        yield f"ALTER INDEX {beside(node.relation, name)} ATTACH PARTITION {index}"


def _writing(node: Any, name: str) -> str:
    """A query that writes the statements for parts that the file does not name."""
    relation = ast.RangeVar(relname="%2$s", inh=True, relpersistence="p")
    built = printed(changed(node, idxname="%1$I", relation=relation, concurrent=True, if_not_exists=False))
    built = built.replace('"%1$I"', "%1$I").replace('"%2$s"', "%2$s").replace("'", "''")
    parent = beside(node.relation, name)
    table = beside(node.relation, node.relation.relname)
    return (
        "-- This query writes the statements for every part; run what it writes, one by one, outside a transaction.\n"
        f"SELECT format('{built}; ALTER INDEX {parent} ATTACH PARTITION %3$s;',\n"
        f"    c.relname || '_{name}', c.oid::regclass, c.relnamespace::regnamespace || '.'"
        f" || quote_ident(c.relname || '_{name}'))\n"
        f"FROM pg_partition_tree('{table}') AS t JOIN pg_class AS c ON c.oid = t.relid WHERE t.isleaf"
    )


RULE = Rule(
    id="index-on-partitioned-table",
    looks_for="CREATE INDEX on a partitioned table without ONLY",
    hurts="The SHARE lock is held on the table and all its parts until the last one is indexed, and CONCURRENTLY is "
    "refused for a partitioned table.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
