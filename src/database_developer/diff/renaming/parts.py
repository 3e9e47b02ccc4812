"""A constraint or an index gets another name; nothing mentions it but its owner."""

from __future__ import annotations

from dataclasses import replace

from database_developer.diff.renaming.refusals import ensure_free, owning_table
from database_developer.model.differences import Renaming
from database_developer.model.schema import Index, Schema


def rename_constraint(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after a constraint of a table was renamed."""
    table = owning_table(schema, renaming)
    ensure_free(renaming, [constraint.name for constraint in table.constraints])
    old, new = renaming.before.name.name, renaming.after.name.name
    changed = (replace(it, name=new) if it.name == old else it for it in table.constraints)
    table = replace(table, constraints=tuple(sorted(changed, key=lambda it: it.name)))
    return replace(schema, tables={**schema.tables, table.name: table})


def rename_index(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after an index of a table or a materialized view was renamed."""
    view = schema.views.get(renaming.after.owner) if renaming.after.owner else None
    if view is not None:
        changed = replace(view, indexes=_renamed_index(view.indexes, renaming))
        return replace(schema, views={**schema.views, view.name: changed})
    table = owning_table(schema, renaming)
    table = replace(table, indexes=_renamed_index(table.indexes, renaming))
    return replace(schema, tables={**schema.tables, table.name: table})


def _renamed_index(indexes: tuple[Index, ...], renaming: Renaming) -> tuple[Index, ...]:
    ensure_free(renaming, [index.name for index in indexes])
    old, new = renaming.before.name.name, renaming.after.name.name
    return tuple(sorted((replace(it, name=new) if it.name == old else it for it in indexes), key=lambda it: it.name))
