"""A schema as the catalog shows it after objects were renamed, everything that mentions them included."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from database_developer.diff.renaming.columns import rename_column
from database_developer.diff.renaming.labels import rename_label
from database_developer.diff.renaming.parts import rename_constraint, rename_index
from database_developer.diff.renaming.tables import rename_table
from database_developer.errors import NoPlan
from database_developer.model.differences import Renaming
from database_developer.model.schema import Schema

RENAMERS: Mapping[str, Callable[[Schema, Renaming], Schema]] = {
    "table": rename_table,
    "enum value": rename_label,
    "column": rename_column,
    "constraint": rename_constraint,
    "index": rename_index,
}


def renamed(schema: Schema, renamings: tuple[Renaming, ...]) -> Schema:
    """The schema after all the renamings: tables first, then labels, columns, constraints and indexes.

    Raises DesignImpossible where an old name is missing or a new one is taken, NoPlan where objects of
    that kind cannot be renamed.
    """
    for renaming in in_order(renamings):
        schema = RENAMERS[renaming.after.kind](schema, renaming)
    return schema


def in_order(renamings: tuple[Renaming, ...]) -> tuple[Renaming, ...]:
    """The renamings in the order in which they take place."""
    for renaming in renamings:
        if renaming.after.kind not in RENAMERS:
            raise NoPlan(
                f'no operation renames "{renaming.before}"', hint=f"what can be renamed: {', '.join(RENAMERS)}"
            )
    kinds = list(RENAMERS)
    return tuple(sorted(renamings, key=lambda renaming: (kinds.index(renaming.after.kind), str(renaming.after))))
