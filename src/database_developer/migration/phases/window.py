"""The schemas between the old one and the new one, in which both versions of the application work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from database_developer.diff.default_names import default_name
from database_developer.migration.mentions import needs
from database_developer.migration.phases.loosening import loosened
from database_developer.model.names import Address, QualifiedName, part_of, shortened
from database_developer.model.schema import Column, Constraint, ConstraintKind, Index, Schema, Table

P = TypeVar("P", Constraint, Index)
STANDING = ("namespaces", "extensions", "enums", "domains", "composites", "sequences", "tables", "views", "functions")


@dataclass(frozen=True, kw_only=True)
class Window:
    """``current`` is the old schema under the new names of tables; ``after`` the new one.

    ``twice`` are the columns that stand under an old and a new name, as (table, old, new); ``filled`` the new
    columns whose rows are filled before anything is demanded of them.
    """

    current: Schema
    after: Schema
    twice: frozenset[tuple[QualifiedName, str, str]] = frozenset()
    filled: frozenset[tuple[QualifiedName, str]] = frozenset()
    shed: frozenset[tuple[QualifiedName, str]] = frozenset()
    """Old columns of which nothing is demanded any more: they only follow."""
    eased: frozenset[tuple[QualifiedName, str]] = frozenset()
    """New columns that must come without NOT NULL, for their default is for new rows only."""
    early: frozenset[tuple[QualifiedName, str]] = frozenset()
    """Constraints and indexes of filled columns that must stand before the rows are filled, by table and name."""

    def migrated(self) -> Schema:
        """The new schema with everything that only the old application uses."""
        return self._migrated

    @cached_property
    def _migrated(self) -> Schema:
        both: dict[str, Any] = {kind: {**getattr(self.current, kind), **getattr(self.after, kind)} for kind in STANDING}
        both["tables"] = {name: self._table(table) for name, table in both["tables"].items()}
        return replace(self.after, **both)

    def expanded(self) -> Schema:
        """As ``migrated``, but nothing is demanded yet of the columns that have to be filled."""
        migrated = self.migrated()
        if not self.filled and not self.eased:
            return migrated
        filled = {part_of("column", table, name) for table, name in self.filled}
        empty = filled | {part_of("column", table, name) for table, name in self.eased}
        places = {table for table, _ in (*self.filled, *self.eased)}
        return replace(
            migrated,
            tables={
                name: self._bare(table, filled, empty) if _is_concerned(table, places) else table
                for name, table in migrated.tables.items()
            },
            views=_undone(migrated.views, self.current.views, filled),
            functions={
                key: it
                for key, it in migrated.functions.items()
                if key in self.current.functions or not _touches(it, None, filled)
            },
        )

    def _table(self, table: Table) -> Table:
        """A table of both: its new form, with the old columns and what hangs on them."""
        old = self.current.tables.get(table.name)
        if old is None or old is table or table.name not in self.after.tables:
            return table
        stays = {column.name for column in table.columns}
        gone = tuple(column for column in old.columns if column.name not in stays)
        if not gone:
            return table
        defaults = {new: None for name, _, new in self.twice if name == table.name}
        own = tuple(replace(it, default=None) if it.name in defaults else it for it in table.columns)
        demands = {_demand(table.name, it) for it in table.columns}
        kept = tuple(self._kept(it, old, demands) for it in gone)
        addresses = {part_of("column", table.name, it.name) for it in gone}
        constraints: tuple[Constraint, ...] = _leaning(old.constraints, old.name, addresses)
        indexes: tuple[Index, ...] = _leaning(old.indexes, old.name, addresses)
        names = _names(table)
        wanted = _without_second_key(table.constraints, constraints)
        return replace(
            table,
            columns=(*own, *kept),
            constraints=_by_name((*wanted, *_set_apart(constraints, names))),
            indexes=_by_name((*table.indexes, *_set_apart(indexes, names))),
        )

    def _kept(self, column: Column, table: Table, demands: set[str | None]) -> Column:
        """An old column as it stands beside the new ones."""
        if (table.name, column.name) in self.shed:
            return replace(column, not_null=None, default=None)
        if any((name, old) == (table.name, column.name) for name, old, _ in self.twice):
            return _demand_apart(table.name, column, demands)
        return loosened(column, table, self.current)

    def _bare(self, table: Table, filled: set[Address], empty: set[Address]) -> Table:
        """The table without what is demanded of columns that are still empty."""
        old = self.current.tables.get(table.name)
        kept_names = {name for place, name in self.early if place == table.name}

        def kept(parts: tuple[P, ...]) -> tuple[P, ...]:
            return tuple(it for it in parts if it.name in kept_names or not _touches(it, table.name, empty))

        policies = {it.name: it for it in (old.policies if old else ())}
        return replace(
            table,
            columns=tuple(self._bare_column(table.name, it) for it in table.columns),
            constraints=kept(table.constraints),
            indexes=kept(table.indexes),
            policies=tuple(
                policies.get(it.name, it)
                for it in table.policies
                if it.name in policies or not _touches(it, table.name, filled)
            ),
            triggers=tuple(it for it in table.triggers if not _touches(it, table.name, filled)),
        )

    def _bare_column(self, table: QualifiedName, column: Column) -> Column:
        if (table, column.name) in self.filled:
            return replace(column, not_null=None, default=None, identity=None, generated=None)
        return replace(column, not_null=None) if (table, column.name) in self.eased else column


def renamed_apart(window: Window) -> tuple[tuple[str, QualifiedName, str, str], ...]:
    """What gives up its name to its successor: kind, table, old name, name for the time in between."""
    found = []
    for name, old in window.current.tables.items():
        table = window.after.tables.get(name)
        if table is None or old is table:
            continue
        stays = {it.name for it in table.columns}
        gone = {part_of("column", name, it.name) for it in old.columns if it.name not in stays}
        if not gone:
            continue
        names = _names(table)
        leaning = [("constraint", it.name) for it in _leaning(old.constraints, name, gone)]
        leaning += [("index", it.name) for it in _leaning(old.indexes, name, gone)]
        found += [(kind, name, part, apart(part)) for kind, part in leaning if part in names]
    return tuple(found)


def _is_concerned(table: Table, places: set[QualifiedName]) -> bool:
    """Whether anything of the table may lean on columns of these tables; policies may read any."""
    if table.name in places or table.policies:
        return True
    return any(it.reference is not None and it.reference.table in places for it in table.constraints)


def apart(name: str) -> str:
    """The name of what gives up its own."""
    return f"{shortened(name, 59)}_old"


def _leaning(parts: Iterable[P], owner: QualifiedName, columns: set[Address]) -> tuple[P, ...]:
    return tuple(it for it in parts if _touches(it, owner, columns))


def _touches(thing: Any, owner: QualifiedName | None, columns: set[Address]) -> bool:
    return not columns.isdisjoint(needs(thing, owner))


def _set_apart(parts: tuple[P, ...], names: set[str]) -> tuple[P, ...]:
    return tuple(replace(it, name=apart(it.name)) if it.name in names else it for it in parts)


def _without_second_key(wanted: tuple[Constraint, ...], kept: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
    """The new constraints, less the primary key where the old one still stands."""
    if not any(it.kind is ConstraintKind.PRIMARY_KEY for it in kept):
        return wanted
    return tuple(it for it in wanted if it.kind is not ConstraintKind.PRIMARY_KEY)


def _demand(table: QualifiedName, column: Column) -> str | None:
    """The name of the column's NOT NULL constraint."""
    if column.not_null is None:
        return None
    return column.not_null.name or default_name(table.name, column.name, "not_null")


def _demand_apart(table: QualifiedName, column: Column, demands: set[str | None]) -> Column:
    """The column, its NOT NULL under another name where the successor's has that name."""
    name = _demand(table, column)
    if column.not_null is None or name is None or name not in demands:
        return column
    return replace(column, not_null=replace(column.not_null, name=apart(name)))


def _names(table: Table) -> set[str]:
    return {it.name for it in table.constraints} | {it.name for it in table.indexes}


def _by_name(parts: Iterable[P]) -> tuple[P, ...]:
    return tuple(sorted(parts, key=lambda it: it.name))


def _undone(views: Mapping[Any, Any], old: Mapping[Any, Any], filled: set[Address]) -> dict[Any, Any]:
    """The views that do not show filled columns, and the others as they were, if they were."""
    found = {}
    owners = {address.owner for address in filled}
    for name, view in views.items():
        if owners.isdisjoint(view.depends_on) or not _touches(view, None, filled):
            found[name] = view
        elif name in old:
            found[name] = old[name]
    return found
