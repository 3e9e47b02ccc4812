"""The views by which renamed tables are still found under their old names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from database_developer.migration.ddl.quoting import identifier, qualified
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Grant, Schema, Table, TableKind, View

SECURITY_INVOKER_SINCE = 15
BARE_COLUMNS_SINCE = 16  # from here on the server prints no table before the columns of a single one
WRITTEN_THROUGH = ("SELECT", "INSERT", "UPDATE", "DELETE")


def old_names(current: Schema, renamings: Iterable[Renaming], server_version: int) -> Iterator[View]:
    """A view for each renamed table; ``current`` has the tables under their new names."""
    for renaming in renamings:
        table = current.tables.get(renaming.after.name)
        if renaming.after.kind == "table" and table is not None and can_be_shown(table, server_version):
            yield _view(renaming.before.name, table, server_version)


def can_be_shown(table: Table, server_version: int) -> bool:
    """Whether a view can stand in for the table: before 15 it would look past row-level security."""
    return table.kind is not TableKind.FOREIGN and not (table.row_security and server_version < SECURITY_INVOKER_SINCE)


def _view(name: QualifiedName, table: Table, server_version: int) -> View:
    prefix = "" if server_version >= BARE_COLUMNS_SINCE else f"{identifier(table.name.name)}."
    columns = ",\n    ".join(f"{prefix}{identifier(column.name)}" for column in table.columns)
    return View(
        name=name,
        definition=f" SELECT {columns}\n   FROM {qualified(table.name)}",
        columns=tuple(_shown(column) for column in table.columns),
        options=("security_invoker=true",) if server_version >= SECURITY_INVOKER_SINCE else (),
        depends_on=(table.name,),
        comment=f"the old name of {table.name}, until the old application is gone",
        grants=_passed_on(table.grants),
    )


def _shown(column: Column) -> Column:
    return Column(name=column.name, type=column.type, collation=column.collation, grants=_passed_on(column.grants))


def _passed_on(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    return tuple(it for it in grants if it.privilege in WRITTEN_THROUGH)
