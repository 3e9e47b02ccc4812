"""Something that goes although queries may still name it; nothing that is stored is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import ObjectType

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import script
from database_developer.model.migration import Hazard

KINDS = {
    ObjectType.OBJECT_VIEW: "view",
    ObjectType.OBJECT_MATVIEW: "materialized view",
    ObjectType.OBJECT_FUNCTION: "function",
    ObjectType.OBJECT_PROCEDURE: "procedure",
    ObjectType.OBJECT_TYPE: "type",
    ObjectType.OBJECT_DOMAIN: "domain",
    ObjectType.OBJECT_FOREIGN_TABLE: "foreign table",
    ObjectType.OBJECT_SEQUENCE: "sequence",
    ObjectType.OBJECT_EXTENSION: "extension",
}


def find(place: Place) -> Iterator[Found]:
    """DROP of a view, function, type or sequence that the same transaction does not make again."""
    node = place.node
    if not is_a(node, ast.DropStmt) or node.removeType not in KINDS:
        return
    made = {name for command in place.later for name in _made(place, command.node)}
    gone = [parts for parts in map(_parts, node.objects or ()) if place.known.name_of(parts) not in made]
    renamed = place.known.transaction.renamed
    gone = [one for one in gone if not place.known.is_new_name(place.known.name_of(one))]
    gone = [one for one in gone if place.known.name_of(one) not in renamed]
    if gone:
        names = ", ".join(quoted(place.known.name_of(parts)) for parts in gone)
        yield Found(
            message=f"queries that still name the {KINDS[node.removeType]} {names} fail",
            safe_sql=script("-- in a later migration, when no running code names it any more:", place.sql),
        )


def _parts(found: Any) -> tuple[Any, ...]:
    if isinstance(found, tuple):
        return found
    if is_a(found, ast.String):
        return (found,)
    return tuple(getattr(found, "objname", None) or found.names)


def _made(place: Place, node: Any) -> Iterator[Any]:
    """The names that a command gives to something new."""
    if is_a(node, ast.ViewStmt):
        yield place.known.name(node.view)
    elif is_a(node, ast.CreateTableAsStmt):
        yield place.known.name(node.into.rel)
    elif is_a(node, ast.CreateFunctionStmt):
        yield place.known.name_of(node.funcname)
    elif is_a(node, ast.RenameStmt) and node.relation is not None:
        yield place.known.name(node.relation).renamed(node.newname)


RULE = Rule(
    id="drop-view",
    looks_for="DROP of a view, function, type, sequence or extension that the same transaction does not make again",
    hurts="Running code that still uses it fails at once.",
    hazard=Hazard.CLIENT_BREAK,
    severity=Severity.ERROR,
    find=find,
)
