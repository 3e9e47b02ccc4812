"""An enumerated type, a domain or a composite type gets another name or namespace."""

from __future__ import annotations

from database_developer.diff.addresses import MAPPINGS
from database_developer.diff.qualified_names import with_relation
from database_developer.diff.renaming.moving import Move, moved, swapping
from database_developer.diff.renaming.refusals import missing, taken
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema


def rename_type(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after a type was renamed or moved; columns, functions and definitions follow."""
    old, new = renaming.before.name, renaming.after.name
    if old not in getattr(schema, MAPPINGS[renaming.after.kind]):
        raise missing(renaming)
    if any(new in holder for holder in (schema.enums, schema.domains, schema.composites, schema.tables, schema.views)):
        raise taken(renaming)

    def text(said: str, own: QualifiedName | None) -> str:
        return with_relation(said, old, new)

    return moved(schema, Move(text=text, type=swapping(old, new)))
