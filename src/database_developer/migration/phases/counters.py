"""A column that is going to count by itself counts with a sequence of its own until its rows are filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from database_developer.migration.ddl.quoting import literal, qualified
from database_developer.migration.editing import put, put_column
from database_developer.migration.family import stands_alone
from database_developer.model.design import Filling
from database_developer.model.migration import Facts, Hazard
from database_developer.model.names import QualifiedName, shortened
from database_developer.model.schema import Column, Grant, Identity, Schema, Sequence, Table

UNTIL_THEN = "counts until the column does so by itself"


@dataclass(frozen=True, kw_only=True, slots=True)
class Counter:
    """A new identity ``column``, as it will be, of a ``table`` with many rows; ``writers`` insert into it."""

    table: QualifiedName
    column: Column
    identity: Identity
    writers: tuple[str, ...] = ()

    @property
    def sequence(self) -> Sequence:
        """What counts until then; whoever inserts rows may use it, as no identity would ask of them."""
        stem = shortened(f"{self.table.name}_{self.column.name}", 53)
        return Sequence(
            name=QualifiedName(self.table.schema, f"{stem}_dbd_count"),
            options=self.identity.options,
            comment=UNTIL_THEN,
            grants=tuple(Grant(role=role, privilege="USAGE") for role in self.writers),
        )

    @property
    def default(self) -> str:
        """The column's default until then."""
        return f"nextval({literal(qualified(self.sequence.name))}::regclass)"

    def filling(self) -> Filling:
        """What rows that are there get."""
        return Filling(table=self.table, column=self.column.name, expression=self.default)


def counters_of(current: Schema, after: Schema, facts: Facts, fillings: Iterable[Filling]) -> tuple[Counter, ...]:
    """The new identity columns that would have every row of a large table written anew under a lock."""
    if Hazard.REWRITE in facts.allowed:
        return ()
    told = {(it.table, it.column) for it in fillings}
    return tuple(it for it in _counters(current, after, facts) if (it.table, it.column.name) not in told)


def _counters(current: Schema, after: Schema, facts: Facts) -> Iterator[Counter]:
    for name, table in after.tables.items():
        old = current.tables.get(name)
        if old is None or old.columns == table.columns or facts.is_small(name) or not _is_plain(table, current, after):
            continue
        for column in table.columns:
            if column.identity is not None and old.column(column.name) is None:
                yield Counter(table=name, column=column, identity=column.identity, writers=_writers(table))


def _is_plain(table: Table, current: Schema, after: Schema) -> bool:
    return stands_alone(table, after) and stands_alone(current.tables[table.name], current)


def _writers(table: Table) -> tuple[str, ...]:
    """The roles that may insert rows."""
    given = (*table.grants, *(grant for column in table.columns for grant in column.grants))
    return tuple(sorted({grant.role for grant in given if grant.privilege == "INSERT"}))


def counting_apart(schema: Schema, counters: Iterable[Counter]) -> Schema:
    """The schema while these columns count with the sequences."""
    for counter in counters:
        there = schema.tables[counter.table].column(counter.column.name) or counter.column
        schema = put(schema, counter.sequence)
        schema = put_column(schema, counter.table, replace(there, identity=None, default=counter.default))
    return schema
