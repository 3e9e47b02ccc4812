"""An extension moves to another namespace: its types, functions and operators are called otherwise from then on."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from database_developer.diff.qualified_names import with_strangers
from database_developer.diff.renaming.moving import Move, moved
from database_developer.diff.renaming.refusals import missing
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName, of
from database_developer.model.schema import Schema


def moved_extensions(before: Schema, after: Schema) -> tuple[Renaming, ...]:
    """The extensions that stand in another namespace afterwards; their addresses name the namespace too."""
    return tuple(
        Renaming(
            before=of("extension", QualifiedName(old.schema, name)),
            after=of("extension", QualifiedName(after.extensions[name].schema, name)),
        )
        for name, old in before.extensions.items()
        if name in after.extensions and after.extensions[name].schema != old.schema
    )


def move_extension(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after an extension was moved.

    What belongs to it is not in the model: a name that nothing in the schema has is taken for its own.
    """
    name = renaming.before.name.name
    extension = schema.extensions.get(name)
    if extension is None:
        raise missing(renaming)
    old, new = extension.schema, renaming.after.name.schema
    known = _known(schema)

    def text(said: str, own: QualifiedName | None) -> str:
        return with_strangers(said, old, new, known)

    changed = moved(schema, Move(text=text))
    return replace(changed, extensions={**schema.extensions, name: replace(extension, schema=new)})


def _known(schema: Schema) -> Container[QualifiedName]:
    functions = (function.name for function in schema.functions.values())
    holders = (schema.tables, schema.views, schema.enums, schema.domains, schema.composites, schema.sequences)
    return {*functions, *(name for holder in holders for name in holder)}
