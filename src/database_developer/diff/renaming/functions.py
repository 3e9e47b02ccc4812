"""A function or procedure gets another name or namespace: those who call it follow, bodies in quotes do not."""

from __future__ import annotations

from dataclasses import replace

from database_developer.diff.qualified_names import with_function
from database_developer.diff.renaming.moving import Move, moved, same, swapping
from database_developer.diff.renaming.refusals import missing, taken
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Function, Schema


def rename_function(schema: Schema, renaming: Renaming) -> Schema:
    """The schema after a function was renamed or moved; addresses name it with its argument types.

    Where another function has the old name too, a definition does not say which of them it calls: it is
    left as it is, and made anew where it is another afterwards.
    """
    old, new = renaming.before.name, renaming.after.name
    if old not in schema.functions:
        raise missing(renaming)
    if new in schema.functions:
        raise taken(renaming)
    function = schema.functions[old]
    name = QualifiedName(new.schema, new.name.partition("(")[0])
    is_only_one = not any(it.name == function.name for key, it in schema.functions.items() if key != old)

    def text(said: str, own: QualifiedName | None) -> str:
        return with_function(said, function.name, name) if is_only_one else said

    swap = swapping(function.name, name) if is_only_one else same
    changed = moved(schema, Move(text=text, function=swap))
    if is_only_one:
        return changed
    return replace(changed, functions={_key(it, old, new): _named(it, old, name) for it in changed.functions.values()})


def _key(function: Function, old: QualifiedName, new: QualifiedName) -> QualifiedName:
    return new if function.signature == old else function.signature


def _named(function: Function, old: QualifiedName, name: QualifiedName) -> Function:
    """The function under its new name, if it is the one; its body cannot call itself without quotes."""
    if function.signature != old:
        return function
    return replace(function, name=name, definition=with_function(function.definition, function.name, name))
