"""Foreign tables: what is refused of them, for the model does not hold their servers and options."""

from __future__ import annotations

from database_developer.errors import NoPlan
from database_developer.model.schema import Table, TableKind


def refuse_foreign(table: Table) -> None:
    """Raise NoPlan for a foreign table: its server and options are not in the model."""
    if table.kind is TableKind.FOREIGN:
        raise NoPlan(
            f'the foreign table "{table.name}" is neither made nor removed: its server and options are not looked at',
            hint="make or remove it by hand in a migration of its own",
        )
