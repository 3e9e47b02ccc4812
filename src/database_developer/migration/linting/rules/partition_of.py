"""A new partition for which the whole partitioned table is locked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.known import KnownTable
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.partitions import belongs, default_freed, default_spared
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import printed, script, table
from database_developer.model.migration import Hazard

COPIED = "INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMMENTS"


def find(place: Place) -> Iterator[Found]:
    """CREATE TABLE ... PARTITION OF a table that is not new."""
    node: Any = place.node
    if not is_a(node, ast.CreateStmt) or node.partbound is None or place.known.is_new(node.inhRelations[0]):
        return
    whole = place.table(node.inhRelations[0])
    default = whole.default_part
    blocked = f"nobody reads or writes {place.told(node.inhRelations[0])} while {place.told(node.relation)} is made"
    reads = f", and all of {quoted(default)} is read meanwhile" if default else ""
    yield Found(
        message=f"{blocked}{reads}",
        hazard=Hazard.BLOCKING_SCAN if default else None,
        severity=Severity.ERROR if default else None,
        safe_sql=_safe(node, whole),
        replaces=place.is_alone,
    )


def _safe(node: Any, whole: KnownTable) -> str:
    if any(not is_a(element, ast.Constraint) for element in node.tableElts or ()):
        return ""
    parent, part = table(node.inhRelations[0]), table(node.relation)
    parts = "".join(f", {printed(element)}" for element in node.tableElts or ())
    condition = belongs(node.partbound, whole.partition_key) if whole.partition_key else None
    key = f" PARTITION BY {printed(node.partspec)}" if node.partspec is not None else ""
    spared = tuple(default_spared(whole, node.relation.relname, condition))
    return script(
        f"CREATE TABLE {part} (LIKE {parent} {COPIED}{parts}){key}",
        *spared,
        f"ALTER TABLE {parent} ATTACH PARTITION {part} {printed(node.partbound)}",
        *(default_freed(whole, node.relation.relname) if spared else ()),
    )


RULE = Rule(
    id="partition-of",
    looks_for="CREATE TABLE ... PARTITION OF",
    hurts="It takes ACCESS EXCLUSIVE on the partitioned table, so every query on any part waits; a table that is "
    "attached takes SHARE UPDATE EXCLUSIVE there, which lets all of them go on.",
    severity=Severity.WARNING,
    find=find,
)
