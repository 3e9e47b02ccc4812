"""The pair of schemas that ``benchmarks.planning`` plans between: many tables, and a hundred changes of them."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.catalog import table_sql
from database_developer.model.differences import Renaming
from database_developer.model.names import QualifiedName, part_of

CHANGES = 100
KINDS = 20  # kinds of change; the number of a table tells which of them it can have
WITH_ENUM, WITH_VIEW = 18, 19


def standing(number: int) -> Iterator[str]:
    """A table of the schema before; every twentieth has an enumerated type, every twentieth a view."""
    yield from table_sql(number)
    if number % KINDS == WITH_ENUM:
        yield f"CREATE TYPE mood_{number} AS ENUM ('low', 'high')"
        yield f"ALTER TABLE {_table(number)} ADD COLUMN mood mood_{number}"
    if number % KINDS == WITH_VIEW:
        yield f"CREATE VIEW v_{number} AS SELECT id, status FROM {_table(number)} WHERE status <> 'done'"


def changes(tables: int) -> Iterator[str]:
    """A hundred changes, of each kind five, spread over all the tables; one of them may take several statements."""
    for place in range(CHANGES):
        yield from _change(_number(place, tables), place)


def renamings(tables: int) -> tuple[Renaming, ...]:
    """What the changes rename: somebody has to tell."""
    numbers = (_number(place, tables) for place in range(10, CHANGES, KINDS))
    return tuple(_renaming(QualifiedName("public", _table(number)), number) for number in numbers)


def _renaming(table: QualifiedName, number: int) -> Renaming:
    return Renaming(
        before=part_of("column", table, f"name_{number}"), after=part_of("column", table, f"full_name_{number}")
    )


def _number(place: int, tables: int) -> int:
    """The table that the change is of: its number, counted by twenties, is that of the kind."""
    number = place * (tables // CHANGES)
    return number + (place - number) % KINDS


def _table(number: int) -> str:
    return f"t_{number:05}"


def _change(number: int, place: int) -> Iterator[str]:
    alter = f"ALTER TABLE {_table(number)}"
    match place % KINDS:
        case 0:
            yield f"{alter} ADD COLUMN nickname text"
        case 1:
            yield f"DROP TABLE {_table(number)}"
        case 2:
            yield f"{alter} ADD COLUMN locale text NOT NULL DEFAULT 'en'"
        case 3:
            yield f"{alter} DROP CONSTRAINT {_table(number)}_parent_{number}_fkey"
        case 4:
            yield f"{alter} ALTER COLUMN email_{number} TYPE varchar(400)"
        case 5:
            yield f"{alter} ALTER COLUMN amount_{number} TYPE numeric(16, 4)"
        case 6:
            yield f"CREATE INDEX {_table(number)}_created ON {_table(number)} (created_at)"
        case 7:
            yield f"DROP INDEX {_table(number)}_tenant"
        case 8:
            yield f"{alter} ADD CONSTRAINT tenant_counts CHECK (tenant_id > 0)"
        case 9:
            yield f"{alter} DROP CONSTRAINT {_table(number)}_status_check"
        case 10:
            yield f"{alter} RENAME COLUMN name_{number} TO full_name_{number}"
        case 11:
            yield f"{alter} ALTER COLUMN notes SET NOT NULL"
        case 12:
            yield f"{alter} ALTER COLUMN notes SET DEFAULT ''"
        case 13:
            yield f"{alter} ALTER COLUMN status DROP DEFAULT"
        case 14:
            yield f"CREATE TABLE n_{number} (id bigint PRIMARY KEY, of bigint NOT NULL REFERENCES {_table(number)} (id))"
        case 15:
            yield f"{alter} ADD CONSTRAINT of_tenant FOREIGN KEY (tenant_id) REFERENCES {_table(number - 1)} (id)"
        case 16:
            yield f"COMMENT ON COLUMN {_table(number)}.status IS 'how far it got'"
        case 17:
            yield f"{alter} DROP COLUMN notes"
        case 18:
            yield f"ALTER TYPE mood_{number} ADD VALUE 'middle' BEFORE 'high'"
        case _:
            yield from _change_of_view(number, place // KINDS)


def _change_of_view(number: int, round_: int) -> Iterator[str]:
    """A view gets a column, goes, or comes."""
    if round_ % 3 == 0:
        yield (
            f"CREATE OR REPLACE VIEW v_{number} AS"
            f" SELECT id, status, tenant_id FROM {_table(number)} WHERE status <> 'done'"
        )
    elif round_ % 3 == 1:
        yield f"DROP VIEW v_{number}"
    else:
        yield f"CREATE VIEW w_{number} AS SELECT id, created_at FROM {_table(number)}"
