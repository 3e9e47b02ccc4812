"""What an application that runs during a migration knows of the tables: their columns, keys and rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from database_developer.model.migration import Migration, Phase
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Column, Constraint, ConstraintKind, Schema, Table, TableKind, View

MOST_TABLES = 6  # what the migration touches itself comes first, then what refers to that
HELPERS = ("_dbd_new", "_dbd_old")  # how columns end that stand only for a while and that no application knows
UNIQUE = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE, ConstraintKind.EXCLUDE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """Columns that tell rows apart; ``can_be_null`` where a row without a value clashes with no other."""

    columns: frozenset[str]
    can_be_null: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A table as the application knows it, before, during and after the migration.

    ``table`` is as it stands before, ``later`` as it will stand, None where it goes or moves. ``columns``
    are those it uses, ``keys`` hold before or afterwards, and so do the checks that speak of ``checked``;
    ``changing`` are the columns that the migration is about.
    """

    table: Table
    later: Table | None
    columns: tuple[Column, ...]
    keys: tuple[Key, ...]
    checked: frozenset[str]
    changing: frozenset[str]

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The columns by which it finds one row; none where there is no such key."""
        constraint, names = self.table.primary_key, {column.name for column in self.columns}
        return constraint.columns if constraint is not None and names.issuperset(constraint.columns) else ()


def known_tables(migration: Migration) -> tuple[Known, ...]:
    """The standing tables that the migration touches or that refer to those, as the application knows them.

    Until the old form goes (the phase "contract") that is the application from before the migration;
    then it is the one that fits what is there afterwards.
    """
    return tuple(
        _known(migration, migration.before.tables[name])
        for name in _chosen(migration)
        if not _is_of_the_next(migration) or name in migration.after.tables
    )


def known_views(migration: Migration) -> tuple[View, ...]:
    """The views that show those tables or that the migration changes."""
    touched, after = touched_tables(migration), migration.after.views
    views = (it for name, it in sorted(migration.before.views.items()) if after.get(name) != it or _shows(it, touched))
    return tuple(
        view for view in views if view.populated and not (_is_of_the_next(migration) and after.get(view.name) != view)
    )[:MOST_TABLES]


def touched_tables(migration: Migration) -> frozenset[QualifiedName]:
    """The standing tables that the migration changes or locks; of partitions, the table they are parts of."""
    before, after = migration.before, migration.after
    named = {lock.relation for statement in migration.forward for lock in statement.locks}
    named |= {statement.table for statement in migration.forward if statement.table is not None}
    named |= {name for name, table in before.tables.items() if after.tables.get(name) != table}
    types = _changed_types(before, after)
    named |= {it.name for it in before.tables.values() if any(_base(column) in types for column in it.columns)}
    return frozenset(_root(before, name) for name in named if name in before.tables)


def _is_of_the_next(migration: Migration) -> bool:
    return migration.phase is Phase.CONTRACT


def _chosen(migration: Migration) -> tuple[QualifiedName, ...]:
    touched = touched_tables(migration)
    tables = migration.before.tables.values()
    children = {it.name for it in tables if it.partition_of is None and touched & set(_parents(it))}
    chosen = (*sorted(touched), *sorted(children - touched))
    return tuple(it for it in chosen if migration.before.tables[it].kind is not TableKind.FOREIGN)[:MOST_TABLES]


def _parents(table: Table) -> Iterator[QualifiedName]:
    return (key.reference.table for key in table.foreign_keys if key.reference is not None)


def _root(schema: Schema, name: QualifiedName) -> QualifiedName:
    part = schema.tables[name].partition_of
    return name if part is None or part.parent not in schema.tables else _root(schema, part.parent)


def _shows(view: View, tables: Iterable[QualifiedName]) -> bool:
    return bool(set(view.depends_on) & set(tables))


def _changed_types(before: Schema, after: Schema) -> frozenset[str]:
    """The types of the schema's own that change, as columns spell them."""
    kinds = ((before.enums, after.enums), (before.domains, after.domains), (before.composites, after.composites))
    return frozenset(qualified(name) for old, new in kinds for name, type_ in old.items() if new.get(name) != type_)


def _base(column: Column) -> str:
    return column.type.removesuffix("[]")


def _known(migration: Migration, table: Table) -> Known:
    later = migration.after.tables.get(table.name)
    columns = tuple(column for column in table.columns if not column.name.endswith(HELPERS))
    if _is_of_the_next(migration) and later is not None:
        columns = tuple(column for column in columns if later.column(column.name) is not None)
    versions = [table] if later is None else [table, later]
    checks = {name for one in versions for check in one.constraints_of(ConstraintKind.CHECK) for name in check.columns}
    return Known(
        table=table,
        later=later,
        columns=columns,
        keys=tuple(dict.fromkeys(key for one in versions for key in _keys(one))),
        checked=frozenset(checks),
        changing=frozenset(_changing(table, later)),
    )


def _keys(table: Table) -> Iterator[Key]:
    for constraint in table.constraints_of(*UNIQUE):
        yield Key(columns=frozenset(constraint.columns), can_be_null=_can_be_null(constraint))
    for index in table.indexes:
        if index.unique:
            columns = (column.name for column in table.columns if identifier(column.name) in index.definition)
            yield Key(columns=frozenset(columns))


def _can_be_null(constraint: Constraint) -> bool:
    return constraint.kind is ConstraintKind.UNIQUE and not constraint.nulls_not_distinct


def _changing(table: Table, later: Table | None) -> Iterator[str]:
    """The columns that look otherwise afterwards, or of which a new constraint or index speaks."""
    if later is None:
        return
    yield from (column.name for column in table.columns if later.column(column.name) != column)
    for constraint in set(later.constraints) ^ set(table.constraints):
        yield from constraint.columns
    for index in set(later.indexes) ^ set(table.indexes):
        yield from (column.name for column in table.columns if identifier(column.name) in index.definition)
