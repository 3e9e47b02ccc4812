"""A schema as the catalog shows it after objects were renamed or moved, everything that mentions them included."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from database_developer.diff.remembering import remembered
from database_developer.diff.renaming.columns import rename_column
from database_developer.diff.renaming.extensions import move_extension
from database_developer.diff.renaming.functions import rename_function
from database_developer.diff.renaming.labels import rename_label
from database_developer.diff.renaming.namespaces import rename_namespace
from database_developer.diff.renaming.parts import rename_part
from database_developer.diff.renaming.relations import rename_sequence, rename_table, rename_view
from database_developer.diff.renaming.steps import steps_of
from database_developer.diff.renaming.types import rename_type
from database_developer.errors import NoPlan
from database_developer.model.differences import Renaming
from database_developer.model.schema import Schema

RENAMERS: Mapping[str, Callable[[Schema, Renaming], Schema]] = {
    "namespace": rename_namespace,
    "extension": move_extension,
    "enum": rename_type,
    "domain": rename_type,
    "composite": rename_type,
    "sequence": rename_sequence,
    "table": rename_table,
    "view": rename_view,
    "function": rename_function,
    "enum value": rename_label,
    "column": rename_column,
    "constraint": rename_part,
    "index": rename_part,
    "trigger": rename_part,
    "policy": rename_part,
    "statistics": rename_part,
}


@remembered
def renamed(schema: Schema, renamings: tuple[Renaming, ...]) -> Schema:
    """The schema after all the renamings, one step after the other.

    Raises DesignImpossible where an old name is missing or a new one is taken, NoPlan where objects of
    that kind cannot be renamed.
    """
    for renaming in in_order(renamings):
        schema = RENAMERS[renaming.after.kind](schema, renaming)
    return schema


def in_order(renamings: tuple[Renaming, ...]) -> tuple[Renaming, ...]:
    """The renamings as steps that each change a name or a namespace, in the order in which they take place.

    Namespaces come first, then what moves to another namespace, what gets another name, functions (whose
    argument types are renamed by then), and parts, whose owners have their names of afterwards.
    """
    for renaming in renamings:
        if renaming.after.kind not in RENAMERS or renaming.before.kind != renaming.after.kind:
            raise NoPlan(
                f'no operation renames "{renaming.before}" to "{renaming.after}"',
                hint=f"what can be renamed: {', '.join(RENAMERS)}",
            )
    return steps_of(renamings, tuple(RENAMERS))
