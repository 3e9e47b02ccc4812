"""Plans the statements that fill a schema's tables with made-up rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema, TableKind
from database_developer.seeding.insert import insertion
from database_developer.seeding.order import Order, Waiting, in_order
from database_developer.seeding.partitions import parent_of
from database_developer.seeding.subjects import Demand
from database_developer.seeding.update import filling

USUAL_ROWS = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class SeedStatement:
    """One statement for one table; ``rows`` is how many it adds at most (0 for an UPDATE)."""

    table: QualifiedName
    sql: str
    rows: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SeedScript:
    """Statements in the order in which they must run; ``notes`` say what was not or not wholly done."""

    statements: tuple[SeedStatement, ...] = ()
    notes: tuple[str, ...] = ()


def seed(
    schema: Schema,
    tables: tuple[QualifiedName, ...],
    rows: Mapping[QualifiedName, int],
    known_values: Mapping[tuple[QualifiedName, str], tuple[str, ...]] | None = None,
    *,
    seed: int = 1,
    anchor_sql: str = "CURRENT_TIMESTAMP",
) -> SeedScript:
    """Statements that fill the tables, each with so many rows.

    ``known_values`` are values by table and column that queries look for; ``anchor_sql`` is the moment
    that time stamps lead up to. All else depends on ``seed`` alone. Parents that are not among the
    tables must hold rows already.
    """
    fillable = tuple(name for name in tables if _is_fillable(schema, name))
    counts = {name: rows.get(name, USUAL_ROWS) for name in fillable}
    demand = Demand(schema=schema, rows=counts, known_values=known_values or {}, seed=seed, anchor=anchor_sql)
    order = in_order(schema, fillable)
    notes = [
        f'"{name}": not filled by itself, because {_reason(schema, name)}' for name in tables if name not in fillable
    ]
    notes += [f'"{name}": not filled, because {reason}' for name, reason in order.impossible]
    return _collected(demand, order, notes)


def _collected(demand: Demand, order: Order, notes: list[str]) -> SeedScript:
    statements: list[SeedStatement] = []
    for name in order.tables:
        deferred = frozenset(one.constraint.name for one in order.waiting if one.table == name)
        made = insertion(demand, demand.schema.table(name), demand.rows[name], deferred)
        notes += made.notes
        if made.sql:
            statements.append(SeedStatement(table=name, sql=made.sql, rows=made.rows))
    for waiting in order.waiting:
        statements += _update(demand, waiting, notes)
    return SeedScript(statements=tuple(statements), notes=tuple(dict.fromkeys(notes)))


def _update(demand: Demand, waiting: Waiting, notes: list[str]) -> list[SeedStatement]:
    sql = filling(demand, waiting)
    if sql is None:
        notes.append(f'"{waiting.table}": foreign key "{waiting.constraint.name}" is left NULL')
        return []
    return [SeedStatement(table=waiting.table, sql=sql, rows=0)]


def _is_fillable(schema: Schema, name: QualifiedName) -> bool:
    table = schema.tables.get(name)
    return table is not None and table.kind is not TableKind.FOREIGN and parent_of(schema, name) is None


def _reason(schema: Schema, name: QualifiedName) -> str:
    if name not in schema.tables:
        return "the schema has no such table"
    parent = parent_of(schema, name)
    return f'its rows come through "{parent}"' if parent is not None else "it is a foreign table"
