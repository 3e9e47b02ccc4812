"""An index rebuilt while writers wait."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import ReindexObjectType

from database_developer.migration.ddl.quoting import identifier
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.options import is_on
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import inserted, script, table
from database_developer.model.migration import Hazard

WORDS = {
    ReindexObjectType.REINDEX_OBJECT_INDEX: "INDEX",
    ReindexObjectType.REINDEX_OBJECT_TABLE: "TABLE",
    ReindexObjectType.REINDEX_OBJECT_SCHEMA: "SCHEMA",
    ReindexObjectType.REINDEX_OBJECT_DATABASE: "DATABASE",
}


def find(place: Place) -> Iterator[Found]:
    """REINDEX of whatever is not new, system catalogs left out: they cannot be rebuilt CONCURRENTLY."""
    node = place.node
    if not is_a(node, ast.ReindexStmt) or is_on(node.params, "concurrently") or node.kind not in WORDS:
        return
    if _is_new(place, node):
        return
    name = place.known.name(node.relation) if node.relation is not None else node.name
    what = f"{WORDS[node.kind].lower()} {quoted(name)}" if name else "database"
    yield Found(
        message=f"everybody who writes to what is indexed waits until the {what} is indexed again",
        safe_sql=_safe(place),
        replaces=place.is_alone,
    )


def _safe(place: Place) -> str:
    node: Any = place.node
    if all(option.defname != "concurrently" for option in node.params or ()):
        return script(inserted(place.sql, "CONCURRENTLY", WORDS[node.kind]))
    name = table(node.relation) if node.relation is not None else identifier(node.name)
    return script(f"REINDEX {WORDS[node.kind]} CONCURRENTLY {name}")


def _is_new(place: Place, node: Any) -> bool:
    if node.relation is None:
        return False
    index = place.known.indexes.get(place.known.name(node.relation))
    return place.known.is_new(node.relation) or (index is not None and place.known.is_new_name(index.table))


RULE = Rule(
    id="reindex-without-concurrently",
    looks_for="REINDEX without CONCURRENTLY",
    hurts="REINDEX holds a SHARE lock on the table and ACCESS EXCLUSIVE on the index until it is done: writers wait, "
    "and so do readers that need the index.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
