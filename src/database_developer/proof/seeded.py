"""Rows for the exercises: which tables get how many, and how they are put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from database_developer.migration.phases.keeper import LAST_USED
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import qualified
from database_developer.model.schema import Schema
from database_developer.postgres.session import Session
from database_developer.proof.bench import FEW_ROWS, Bench
from database_developer.seeding.parents import with_parents
from database_developer.seeding.plan import SeedScript, seed

LEAST_ROWS = 200


def fill(
    session: Session, schema: Schema, tables: Iterable[QualifiedName], rows: Mapping[QualifiedName, int], bench: Bench
) -> SeedScript:
    """Put rows into the tables and whatever they refer to; return what was run."""
    script = seed(schema, with_parents(schema, tables), rows, known_values=known_values(bench, schema))
    for statement in script.statements:
        session.run(statement.sql)
    for name, counter in schema.sequences.items():
        if counter.comment == LAST_USED:  # seeds are no application at work
            session.run("SELECT setval(%s::regclass, 1, false)", [qualified(name)])
    return script


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
