"""A constraint, index, trigger or policy gets another name; nothing mentions it but its owner."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from database_developer.diff.addresses import PARTS
from database_developer.diff.renaming.refusals import ensure_free, missing
from database_developer.diff.rewriting import trigger_named
from database_developer.model.differences import Renaming
from database_developer.model.schema import Schema, Table, Trigger, View

Part = TypeVar("Part", bound=Any)


def rename_part(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after a part of a table or view was renamed."""
    owner = renaming.after.owner
    attribute = PARTS[renaming.after.kind]
    if owner is not None and owner in schema.views and hasattr(schema.views[owner], attribute):
        view: View = _with_part(schema.views[owner], attribute, renaming)
        return replace(schema, views={**schema.views, owner: view})
    if owner is None or owner not in schema.tables:
        raise missing(renaming)
    table: Table = _with_part(schema.tables[owner], attribute, renaming)
    return replace(schema, tables={**schema.tables, owner: table})


def _with_part(holder: Any, attribute: str, renaming: Renaming) -> Any:
    parts = getattr(holder, attribute)
    ensure_free(renaming, [part.name for part in parts])
    old, new = renaming.before.name.name, renaming.after.name.name
    changed = (_named(part, new) if part.name == old else part for part in parts)
    return replace(holder, **{attribute: tuple(sorted(changed, key=lambda part: part.name))})


def _named(part: Part, name: str) -> Part:
    if isinstance(part, Trigger):
        part = replace(part, definition=trigger_named(part.definition, name))
    renamed: Part = replace(part, name=name)
    return renamed
