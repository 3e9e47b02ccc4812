"""What makes a renaming impossible, said before anything is renamed."""

from __future__ import annotations

from collections.abc import Container

from database_developer.errors import DesignImpossible
from database_developer.model.differences import Renaming
from database_developer.model.schema import Schema, Table


def ensure_free(renaming: Renaming, there: Container[str]) -> None:
    """Raise DesignImpossible unless the old name is there and the new one is not."""
    if renaming.before.name.name not in there:
        raise missing(renaming)
    if renaming.after.name.name in there:
        raise taken(renaming)


def missing(renaming: Renaming) -> DesignImpossible:
    """The old name does not exist."""
    return DesignImpossible(
        f'cannot rename "{renaming.before}" to "{renaming.after.name.name}": it does not exist',
        hint="check the old name",
    )


def taken(renaming: Renaming) -> DesignImpossible:
    """The new name is somebody else's."""
    return DesignImpossible(
        f'cannot rename "{renaming.before}" to "{renaming.after.name.name}": the name is taken',
        hint="free the name in a migration before this one",
    )


def owning_table(schema: Schema, renaming: Renaming) -> Table:
    """The table whose part is renamed; raises DesignImpossible where there is none."""
    owner = renaming.after.owner
    if owner is None or owner not in schema.tables:
        raise missing(renaming)
    return schema.tables[owner]
