"""A namespace gets another name: everything in it is called otherwise wherever it is mentioned."""

from __future__ import annotations

from dataclasses import replace

from database_developer.diff.qualified_names import with_namespace
from database_developer.diff.renaming.moving import Move, moved
from database_developer.diff.renaming.refusals import missing, taken
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema, Table


def rename_namespace(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after a namespace was renamed; what functions say between quotes, and their settings, stays."""
    old, new = renaming.before.name.name, renaming.after.name.name
    if old not in schema.namespaces:
        raise missing(renaming)
    if new in schema.namespaces:
        raise taken(renaming)

    def swap(name: QualifiedName) -> QualifiedName:
        return QualifiedName(new, name.name) if name.schema == old else name

    def text(said: str, own: QualifiedName | None) -> str:
        return with_namespace(said, old, new)

    changed = moved(schema, Move(text=text, relation=swap, type=swap, function=swap))
    changed = replace(changed, tables={name: _statistics_in(it, old, new) for name, it in changed.tables.items()})
    return replace(
        changed,
        namespaces={
            (new if name == old else name): replace(it, name=new) if name == old else it
            for name, it in schema.namespaces.items()
        },
        extensions={
            name: replace(it, schema=new) if it.schema == old else it for name, it in schema.extensions.items()
        },
    )


def _statistics_in(table: Table, old: str, new: str) -> Table:
    if not any(it.schema == old for it in table.statistics):
        return table
    named = (replace(it, schema=new) if it.schema == old else it for it in table.statistics)
    return replace(table, statistics=tuple(named))
