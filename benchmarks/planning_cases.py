"""The pair of schemas that ``benchmarks.planning`` plans between: many tables, and a hundred changes of them."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.catalog import table_sql
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName, part_of

CHANGES = 100
# The number of a table, counted by these, tells which kind of change it can have.
KINDS = (
    "ALTER TABLE {t} ADD COLUMN nickname text",
    "DROP TABLE {t}",
    "ALTER TABLE {t} ADD COLUMN locale text NOT NULL DEFAULT 'en'",
    "ALTER TABLE {t} DROP CONSTRAINT {t}_parent_{n}_fkey",
    "ALTER TABLE {t} ALTER COLUMN email_{n} TYPE varchar(400)",
    "ALTER TABLE {t} ALTER COLUMN amount_{n} TYPE numeric(16, 4)",
    "CREATE INDEX {t}_created ON {t} (created_at)",
    "DROP INDEX {t}_tenant",
    "ALTER TABLE {t} ADD CONSTRAINT tenant_counts CHECK (tenant_id > 0)",
    "ALTER TABLE {t} DROP CONSTRAINT {t}_status_check",
    "ALTER TABLE {t} RENAME COLUMN name_{n} TO full_name_{n}",
    "ALTER TABLE {t} ALTER COLUMN notes SET NOT NULL",
    "ALTER TABLE {t} ALTER COLUMN notes SET DEFAULT ''",
    "ALTER TABLE {t} ALTER COLUMN status DROP DEFAULT",
    "CREATE TABLE n_{n} (id bigint PRIMARY KEY, of bigint NOT NULL REFERENCES {t} (id))",
    "ALTER TABLE {t} ADD CONSTRAINT of_tenant FOREIGN KEY (tenant_id) REFERENCES {other} (id)",
    "COMMENT ON COLUMN {t}.status IS 'how far it got'",
    "ALTER TABLE {t} DROP COLUMN notes",
    "ALTER TYPE mood_{n} ADD VALUE 'middle' BEFORE 'high'",
    "",  # a view's, see below
)
OF_VIEWS = (
    "CREATE OR REPLACE VIEW v_{n} AS SELECT id, status, tenant_id FROM {t} WHERE status <> 'done'",
    "DROP VIEW v_{n}",
    "CREATE VIEW w_{n} AS SELECT id, created_at FROM {t}",
)
RENAMED, WITH_ENUM, WITH_VIEW = 10, 18, 19


def standing(number: int) -> Iterator[str]:
    """A table of the schema before; every twentieth has an enumerated type, every twentieth a view."""
    yield from table_sql(number)
    if number % len(KINDS) == WITH_ENUM:
        yield f"CREATE TYPE mood_{number} AS ENUM ('low', 'high')"
        yield f"ALTER TABLE {_table(number)} ADD COLUMN mood mood_{number}"
    if number % len(KINDS) == WITH_VIEW:
        yield f"CREATE VIEW v_{number} AS SELECT id, status FROM {_table(number)} WHERE status <> 'done'"


def changes(tables: int) -> Iterator[str]:
    """A hundred changes, of each kind five, spread over all the tables."""
    for place in range(CHANGES):
        number = _number(place, tables)
        change = KINDS[place % len(KINDS)]
        if place % len(KINDS) == WITH_VIEW:
            change = OF_VIEWS[place // len(KINDS) % len(OF_VIEWS)]
        yield change.format(t=_table(number), n=number, other=_table(number - 1))


def renamings(tables: int) -> tuple[Renaming, ...]:
    """What the changes rename: somebody has to tell."""
    numbers = (_number(place, tables) for place in range(RENAMED, CHANGES, len(KINDS)))
    return tuple(_renaming(QualifiedName("public", _table(number)), number) for number in numbers)


def _renaming(table: QualifiedName, number: int) -> Renaming:
    return Renaming(
        before=part_of("column", table, f"name_{number}"), after=part_of("column", table, f"full_name_{number}")
    )


def _number(place: int, tables: int) -> int:
    """The table that the change is of: its number, counted by twenties, is that of the kind."""
    number = place * (tables // CHANGES)
    return number + (place - number) % len(KINDS)


def _table(number: int) -> str:
    return f"t_{number:05}"
