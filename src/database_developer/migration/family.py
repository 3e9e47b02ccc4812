"""A table with the tables that inherit from it: its partitions, its children, and theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from database_developer.diff.remembering import remembered
from database_developer.migration.ddl.locks import locks, strongest
from database_developer.model.migration import Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema, Table, TableKind


def family(parent: QualifiedName, schema: Schema) -> tuple[QualifiedName, ...]:
    """The table itself first, each other one after those that it inherits from."""
    return tuple(dict.fromkeys((parent, *_below(parent, schema))))


def parents_of(table: Table) -> tuple[QualifiedName, ...]:
    """The tables that this one is a part or child of."""
    return (table.partition_of.parent,) if table.partition_of else table.inherits


def stands_alone(table: Table, schema: Schema) -> bool:
    """Whether the table is an ordinary one that neither inherits nor is inherited from."""
    return table.kind is TableKind.PLAIN and not parents_of(table) and table.name not in _children(schema)


def has_heirs_of_its_own(parent: QualifiedName, column: str, schema: Schema) -> bool:
    """Whether a table below has the column by itself or from elsewhere too, so that it stays there."""
    members = family(parent, schema)
    for name in members[1:]:
        own, above = schema.tables[name].column(column), parents_of(schema.tables[name])
        elsewhere = (schema.tables[it] for it in above if it not in members and it in schema.tables)
        if own is not None and (not own.inherited or any(it.column(column) for it in elsewhere)):
            return True
    return False


def on_family(statement: Statement, schema: Schema) -> Statement:
    """The statement, with each lock on a table taken on those below it too: so the server does."""
    below = (it for lock in statement.locks for it in locks(lock.mode, *family(lock.relation, schema)))
    return replace(statement, locks=strongest(below))


def _below(parent: QualifiedName, schema: Schema) -> Iterator[QualifiedName]:
    for child in _children(schema).get(parent, ()):
        yield child
        yield from _below(child, schema)


@remembered
def _children(schema: Schema) -> Mapping[QualifiedName, list[QualifiedName]]:
    """The partitions and children of each table that has any."""
    found: dict[QualifiedName, list[QualifiedName]] = {}
    for table in schema.tables.values():
        if table.partition_of is not None:
            found.setdefault(table.partition_of.parent, []).append(table.name)
        for parent in table.inherits:
            found.setdefault(parent, []).append(table.name)
    return found
