"""A table or a whole schema that goes, with what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast
from pglast.enums import DropBehavior, ObjectType

from database_developer.migration.ddl.quoting import identifier
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import named, script
from database_developer.model.migration import Hazard

KINDS = {ObjectType.OBJECT_TABLE: "TABLE", ObjectType.OBJECT_SCHEMA: "SCHEMA"}


def find(place: Place) -> Iterator[Found]:
    """DROP TABLE and DATABASE, of what the file did not make itself; a schema only where CASCADE empties it."""
    node = place.node
    if is_a(node, ast.DropdbStmt):
        yield Found(message=f"everything in the database {quoted(node.dbname)} is lost")
    elif is_a(node, ast.DropStmt) and node.removeType in KINDS:
        gone = [parts for parts in map(_parts, node.objects or ()) if not _has_no_rows(place, parts)]
        if gone:
            word = KINDS[node.removeType]
            if word == "SCHEMA" and node.behavior != DropBehavior.DROP_CASCADE:
                return
            names = ", ".join(quoted(_told(place, word, parts)) for parts in gone)
            safe = [_set_aside(word, parts) for parts in gone]
            names_later = ", ".join(_later(parts) for parts in gone)
            later = f"-- in a later migration, when nobody has missed it for a while: DROP {word} {names_later}"
            yield Found(
                message=f"everything in the {word.lower()} {names} is lost, and queries that name it fail",
                safe_sql=script(*safe, later),
            )


def _has_no_rows(place: Place, parts: tuple[Any, ...]) -> bool:
    """Whether the file made the table, or it is partitioned and has no part any more."""
    known = place.known.tables.get(place.known.name_of(parts))
    return known is not None and (known.new or (known.partitioned and not known.parts))


def _parts(found: Any) -> tuple[Any, ...]:
    return found if isinstance(found, tuple) else (found,)


def _later(parts: tuple[Any, ...]) -> str:
    """What it is called once it is set aside."""
    return ".".join((*(identifier(part.sval) for part in parts[:-1]), identifier(f"{parts[-1].sval}_deprecated")))


def _told(place: Place, word: str, parts: tuple[Any, ...]) -> str:
    return str(parts[-1].sval) if word == "SCHEMA" else str(place.known.name_of(parts))


def _set_aside(word: str, parts: tuple[Any, ...]) -> str:
    return f"ALTER {word} {named(parts)} RENAME TO {identifier(f'{parts[-1].sval}_deprecated')}"


RULE = Rule(
    id="drop-table",
    looks_for="DROP TABLE, DROP SCHEMA ... CASCADE or DROP DATABASE",
    hurts="No rollback brings the rows back. A new name is as good a test of whether anybody misses them, and can be "
    "taken back in a moment.",
    hazard=Hazard.DATA_LOSS,
    severity=Severity.ERROR,
    find=find,
)
