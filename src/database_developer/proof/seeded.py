"""Rows for the exercises: which tables get how many, and how they are put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from database_developer.migration.phases.carrying import Carrier
from database_developer.migration.phases.keeper import LAST_USED, Keeper
from database_developer.model.design import Design, RowMove
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Schema
from database_developer.postgres.session import Session
from database_developer.proof.bench import FEW_ROWS, Bench
from database_developer.proof.changes import filled_columns, moved_rows, waiting_columns
from database_developer.proof.rules_to_come import with_rules_to_come
from database_developer.proof.unmoved import before_moving, with_values_found, without
from database_developer.seeding.parents import with_parents
from database_developer.seeding.plan import SeedScript, seed

LEAST_ROWS = 200


def fill(
    session: Session, schema: Schema, tables: Iterable[QualifiedName], rows: Mapping[QualifiedName, int], bench: Bench
) -> SeedScript:
    """Put rows into the tables and whatever they refer to; return what was run."""
    old = _as_found(schema, bench) if schema is bench.migration.before else schema
    old = with_values_found(old, bench.design.fillings)
    script = seed(old, with_parents(old, tables), rows, known_values=known_values(bench, old))
    with _untaken(session, schema, bench.design):
        for statement in script.statements:
            session.run(statement.sql)
    for name, counter in schema.sequences.items():
        if counter.comment == LAST_USED:  # seeds are no application at work
            session.run("SELECT setval(%s::regclass, 1, false)", [qualified(name)])
    return script


def _as_found(schema: Schema, bench: Bench) -> Schema:
    """The schema as the rows know it that the migration finds."""
    migration, fillings = bench.migration, bench.design.fillings
    filled = filled_columns(migration) | {(filling.table, filling.column) for filling in fillings}
    found = without(before_moving(schema, moved_rows(migration)), waiting_columns(migration))
    return with_rules_to_come(found, migration.after, filled)


@contextmanager
def _untaken(session: Session, schema: Schema, design: Design) -> Iterator[None]:
    """No trigger of ours takes the rows along meanwhile: they are older than those."""
    found = [(move.source, name) for move in design.moves for name in _keeping(schema, move)]
    looked_up = {filling.table for filling in design.fillings if filling.found_by is not None}
    found += [(table, name) for table in looked_up for name in _in_step(schema, table)]
    found = list(dict.fromkeys(found))
    _switch(session, "DISABLE", found)
    yield
    _switch(session, "ENABLE", found)


def _switch(session: Session, how: str, triggers: Iterable[tuple[QualifiedName, str]]) -> None:
    for table, name in triggers:
        session.run(f"ALTER TABLE {qualified(table)} {how} TRIGGER {identifier(name)}")


def _keeping(schema: Schema, move: RowMove) -> set[str]:
    """The names of the triggers that stand on the old table only meanwhile."""
    own = {trigger.name for trigger in Carrier(move=move, columns=()).triggers()}
    return _in_step(schema, move.source) | (own & _triggers(schema, move.source))


def _in_step(schema: Schema, table: QualifiedName) -> set[str]:
    return {Keeper(table=table).trigger().name} & _triggers(schema, table)


def _triggers(schema: Schema, table: QualifiedName) -> set[str]:
    return {trigger.name for trigger in schema.tables[table].triggers} if table in schema.tables else set()


def few(schema: Schema) -> dict[QualifiedName, int]:
    """A few rows for each table."""
    return dict.fromkeys(schema.tables, FEW_ROWS)


def scaled(bench: Bench, schema: Schema) -> dict[QualifiedName, int]:
    """Row counts in the ticket's proportions, the largest table having ``bench.rows``.

    A table without a volume in the ticket gets half of the rows where it refers to others (it is
    likely to grow), a twentieth where it does not.
    """
    told = {volume.table: volume.rows for volume in bench.design.volumes if volume.rows}
    largest = max(told.values(), default=0)
    factor = min(1.0, bench.rows / largest) if largest else 1.0
    counts = {}
    for name, table in schema.tables.items():
        guess = bench.rows // 2 if table.foreign_keys else bench.rows // 20
        counts[name] = max(LEAST_ROWS, int(told[name] * factor) if name in told else guess)
    return counts


def known_values(bench: Bench, schema: Schema) -> dict[tuple[QualifiedName, str], tuple[str, ...]]:
    """The values and documents that the ticket quotes, by column, so that its own queries find rows."""
    found: dict[tuple[QualifiedName, str], tuple[str, ...]] = {}
    for sample in bench.design.samples:
        if sample.table in schema.tables and schema.tables[sample.table].column(sample.column):
            place = sample.table, sample.column
            found[place] = (*found.get(place, ()), *sample.values)
    return found
