"""A name that changes under the feet of whoever uses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import ObjectType

from database_developer.migration.ddl.quoting import identifier, literal
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import beside, named, script, table
from database_developer.model.migration import Hazard
from database_developer.model.names import QualifiedName

SEEN = {
    ObjectType.OBJECT_TABLE: "table",
    ObjectType.OBJECT_COLUMN: "column",
    ObjectType.OBJECT_VIEW: "view",
    ObjectType.OBJECT_MATVIEW: "materialized view",
    ObjectType.OBJECT_SCHEMA: "schema",
    ObjectType.OBJECT_TYPE: "type",
    ObjectType.OBJECT_DOMAIN: "domain",
    ObjectType.OBJECT_FUNCTION: "function",
    ObjectType.OBJECT_PROCEDURE: "procedure",
    ObjectType.OBJECT_ATTRIBUTE: "attribute",
    ObjectType.OBJECT_FOREIGN_TABLE: "foreign table",
    ObjectType.OBJECT_SEQUENCE: "sequence",
    ObjectType.OBJECT_EXTENSION: "extension",
}


TYPES = (ObjectType.OBJECT_TYPE, ObjectType.OBJECT_DOMAIN)


def find(place: Place) -> Iterator[Found]:
    """RENAME and SET SCHEMA of what queries name, unless a view takes the old name in the same transaction."""
    node = place.node
    if is_a(node, ast.RenameStmt) and node.renameType in SEEN:
        yield from _renamed(place, node)
    elif is_a(node, ast.AlterObjectSchemaStmt) and node.objectType in SEEN:
        yield from _moved(place, node)
    elif is_a(node, ast.AlterEnumStmt) and node.oldVal is not None:
        yield _relabelled(place, node)


def _renamed(place: Place, node: Any) -> Iterator[Found]:
    if node.relation is not None and (place.known.is_new(node.relation) or _is_covered(place, node)):
        return
    if node.renameType in TYPES and _is_made_again(place, place.known.name_of(node.object)):
        return
    kind = SEEN[node.renameType]
    old = node.subname or _named(place, node.relation, node.object)
    of = f" of {place.told(node.relation)}" if node.renameType == ObjectType.OBJECT_COLUMN else ""
    yield Found(
        message=f"queries that still name the {kind} {quoted(old)}{of} fail once it is called {quoted(node.newname)}",
        safe_sql=_safe(place, node),
        severity=_severity(node.renameType),
    )


def _severity(kind: ObjectType) -> Severity | None:
    """A column finds its sequence under any name; only code that names the sequence itself does not."""
    return Severity.NOTE if kind == ObjectType.OBJECT_SEQUENCE else None


def _is_covered(place: Place, node: Any) -> bool:
    """Whether a view, or another table, stands under the table's old name when the transaction ends."""
    name = place.known.name(node.relation)
    return any(_takes(place, command.node) == name for command in place.later)


def _takes(place: Place, node: Any) -> QualifiedName | None:
    """The name that a table or view has from this command on."""
    if is_a(node, ast.ViewStmt):
        return place.known.name(node.view)
    if is_a(node, ast.CreateStmt):
        return place.known.name(node.relation)
    if is_a(node, ast.RenameStmt) and node.renameType == ObjectType.OBJECT_TABLE:
        return place.known.name(node.relation).renamed(node.newname)
    return None


def _is_made_again(place: Place, name: QualifiedName) -> bool:
    """Whether a type of the old name is made in the same transaction."""
    return any(_made(place, command.node) == name for command in place.later)


def _made(place: Place, node: Any) -> QualifiedName | None:
    if is_a(node, ast.CompositeTypeStmt):
        return place.known.name(node.typevar)
    if is_a(node, ast.CreateEnumStmt):
        return place.known.name_of(node.typeName)
    return place.known.name_of(node.domainname) if is_a(node, ast.CreateDomainStmt) else None


def _safe(place: Place, node: Any) -> str:
    if node.renameType == ObjectType.OBJECT_TABLE:
        name, new = table(node.relation), beside(node.relation, node.newname)
        return _covered(place.sql, f"CREATE VIEW {name} AS SELECT * FROM {new}")
    if node.renameType == ObjectType.OBJECT_COLUMN and node.relationType == ObjectType.OBJECT_TABLE:
        return _column(node)
    return _after_the_code(place.sql)


def _column(node: Any) -> str:
    """The table under another name, and a view with both names of the column under its own."""
    name, rows = table(node.relation), f"{node.relation.relname}_rows"
    under = beside(node.relation, rows)
    both = f"SELECT *, {identifier(node.newname)} AS {identifier(node.subname)} FROM {under}"
    return _covered(
        f"ALTER TABLE {name} RENAME COLUMN {identifier(node.subname)} TO {identifier(node.newname)}",
        f"ALTER TABLE {name} RENAME TO {identifier(rows)}",
        f"CREATE VIEW {name} AS {both}",
    )


def _covered(*statements: str) -> str:
    """All in one transaction; the view is one that can be written through."""
    first = "-- The view takes INSERT, UPDATE and DELETE too; grant on it what was granted on the table."
    return script(first, "BEGIN", "SET LOCAL lock_timeout = '2s'", *statements, "COMMIT")


def _moved(place: Place, node: Any) -> Iterator[Found]:
    if node.relation is not None and (place.known.is_new(node.relation) or _is_covered(place, node)):
        return
    kind = SEEN[node.objectType]
    old = _named(place, node.relation, node.object)
    safe = _after_the_code(place.sql)
    if node.objectType == ObjectType.OBJECT_TABLE:
        new = f"{identifier(node.newschema)}.{identifier(node.relation.relname)}"
        safe = _covered(place.sql, f"CREATE VIEW {table(node.relation)} AS SELECT * FROM {new}")
    yield Found(
        message=f"queries that look for the {kind} {quoted(old)} where it was fail once it is in "
        f"{quoted(node.newschema)}",
        safe_sql=safe,
        severity=_severity(node.objectType),
    )


def _named(place: Place, relation: Any, found: Any) -> QualifiedName:
    if relation is not None:
        return place.known.name(relation)
    parts = getattr(found, "objname", found)
    return place.known.name_of((parts,) if is_a(parts, ast.String) else parts)


def _relabelled(place: Place, node: Any) -> Found:
    old, type_ = quoted(node.oldVal), quoted(place.known.name_of(node.typeName))
    return Found(
        message=f"code that still writes or compares with {old} of {type_} fails",
        safe_sql=script(
            f"ALTER TYPE {named(node.typeName)} ADD VALUE IF NOT EXISTS {literal(node.newVal)}",
            f"-- Let the code cope with both values, then change the rows in batches; {old} may stay.",
        ),
    )


def _after_the_code(sql: str) -> str:
    return script("-- when no running code uses the old name any more:", sql)


RULE = Rule(
    id="rename",
    looks_for="RENAME or SET SCHEMA of what queries name",
    hurts="Code that runs while the migration is deployed knows only one of the two names; all its queries fail until "
    "it is replaced, and after a rollback of the code as well.",
    hazard=Hazard.CLIENT_BREAK,
    severity=Severity.ERROR,
    find=find,
)
