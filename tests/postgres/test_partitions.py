"""Partitions on a real server, as far as no lock shows it: what is not read, what is not lost, what is finished."""

from __future__ import annotations

import re

import psycopg
import pytest
from psycopg import errors

from conftest import Database
from database_developer.errors import StatementFailed
from database_developer.migration.planner import plan
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Migration
from database_developer.model.names import QualifiedName, of
from database_developer.model.schema import PartitionOf
from support.journeys import assert_same, execute

PROVEN = re.compile(r'partition constraint for (?:default partition|table) "(\w+)" is implied by existing constraints')
COLUMNS = "(id bigint NOT NULL, at date, area varchar(9), size integer)"
PLACES = {
    "range": ("RANGE (at)", "FROM ('2024-01-01') TO ('2025-01-01')", "(1, '2024-02-29', 'de', 1)"),
    "range without a beginning": ("RANGE (at)", "FROM (MINVALUE) TO ('2025-01-01')", "(1, '1999-01-01', '', 1)"),
    "range over two columns": (
        "RANGE (size, at)",
        "FROM (1, MINVALUE) TO (5, '2024-01-01')",
        "(1, '2030-01-01', '', 4)",
    ),
    "range up to the whole of a value": ("RANGE (size, id)", "FROM (1, 3) TO (5, MAXVALUE)", "(9, NULL, '', 5)"),
    "range within one value": ("RANGE (size, id)", "FROM (1, -5) TO (1, 9)", "(8, NULL, NULL, 1)"),
    "range of an expression": ("RANGE (lower(area))", "FROM ('a') TO ('f')", "(1, NULL, 'DE', 1)"),
    "list": ("LIST (area)", "IN ('de', 'it''s')", "(1, NULL, 'it''s', 1)"),
    "list with NULL": ("LIST (size)", "IN (NULL, 7)", "(1, NULL, 'x', NULL)"),
    "hash": ("HASH (id, at)", "WITH (MODULUS 1, REMAINDER 0)", "(1, NULL, 'x', NULL)"),
}


def public(name: str) -> QualifiedName:
    return QualifiedName("public", name)


def planned(before: Database, after: Database, *renamings: Renaming, rows: int | None = None) -> Migration:
    """The plan from the one database to the other; without a number of rows every table counts as large."""
    start = before.shadow.schema()
    counts = {} if rows is None else dict.fromkeys(start.tables, rows)
    with before.shadow.session() as session:
        facts = Facts(server_version=session.version, rows=counts)
    return plan(start, after.shadow.schema(), renamings, facts)


def run_on(database: Database, *statements: str) -> None:
    with database.connect() as connection:
        for statement in statements:
            connection.execute(statement.encode())


def rows_of(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.connect() as connection:
        return connection.execute(query.encode()).fetchall()


def proven_by(database: Database, migration: Migration) -> set[str]:
    """The tables of which the server says, while the migration runs, that it need not read them."""
    said: list[str] = []
    with database.connect() as connection:
        connection.add_notice_handler(lambda it: said.append(it.message_primary or ""))
        connection.execute("SET client_min_messages = debug1")
        for statement in migration.forward:
            connection.execute(statement.sql.encode())
    return {found[1] for line in said if (found := PROVEN.search(line))}


@pytest.mark.parametrize("place", PLACES)
def test_attaching_reads_no_row(database: Database, other_database: Database, place: str) -> None:
    key, bound, row = PLACES[place]
    both = (f"CREATE TABLE events {COLUMNS} PARTITION BY {key}", f"CREATE TABLE one {COLUMNS}")
    run_on(database, *both, f"INSERT INTO one VALUES {row}")
    run_on(other_database, *both, f"ALTER TABLE events ATTACH PARTITION one FOR VALUES {bound}")
    assert proven_by(database, planned(database, other_database)) == {"one"}


@pytest.mark.parametrize("place", [it for it in PLACES if it != "hash"])
def test_neither_is_the_default_partition_read(database: Database, other_database: Database, place: str) -> None:
    key, bound, _ = PLACES[place]
    both = (
        f"CREATE TABLE events {COLUMNS} PARTITION BY {key}",
        "CREATE TABLE rest PARTITION OF events DEFAULT",
        "INSERT INTO rest VALUES (100, '2040-01-01', 'zz', 100)",
    )
    run_on(database, *both)
    run_on(other_database, *both, f"CREATE TABLE one PARTITION OF events FOR VALUES {bound}")
    assert "rest" in proven_by(database, planned(database, other_database))


def test_a_default_partition_to_be_is_not_read_either(database: Database, other_database: Database) -> None:
    both = (
        "CREATE TABLE events (at date, area text) PARTITION BY LIST (area)",
        "CREATE TABLE b PARTITION OF events FOR VALUES IN ('z', 'b')",
        "CREATE TABLE a PARTITION OF events FOR VALUES IN ('a', NULL)",
        "CREATE TABLE rest (at date, area text)",
        "INSERT INTO rest VALUES (now(), 'x')",
    )
    run_on(database, *both)
    run_on(other_database, *both, "ALTER TABLE events ATTACH PARTITION rest DEFAULT")
    assert proven_by(database, planned(database, other_database)) == {"rest"}


def test_where_the_server_takes_no_proof_the_reading_is_declared(database: Database, other_database: Database) -> None:
    both = (f"CREATE TABLE events {COLUMNS} PARTITION BY HASH (area)", f"CREATE TABLE one {COLUMNS}")
    run_on(database, *both)
    whole = "ALTER TABLE events ATTACH PARTITION one FOR VALUES WITH (MODULUS 1, REMAINDER 0)"
    run_on(other_database, *both, whole)
    migration = planned(database, other_database)
    (attached,) = (it for it in migration.forward if " ATTACH PARTITION " in it.sql)
    assert attached.scans == (public("one"),)


def test_below_the_second_level_all_bounds_count(database: Database, other_database: Database) -> None:
    both = (
        f"CREATE TABLE events {COLUMNS} PARTITION BY RANGE (at)",
        "CREATE TABLE y2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"
        " PARTITION BY LIST (area)",
        f"CREATE TABLE one {COLUMNS}",
        "INSERT INTO one VALUES (1, '2024-05-05', 'de', 1)",
    )
    run_on(database, *both)
    run_on(other_database, *both, "ALTER TABLE y2024 ATTACH PARTITION one FOR VALUES IN ('de')")
    assert proven_by(database, planned(database, other_database)) == {"one"}


def test_rows_in_the_default_partition_are_named_by_the_refusal(database: Database, other_database: Database) -> None:
    both = (
        "CREATE TABLE events (at date) PARTITION BY RANGE (at)",
        "CREATE TABLE rest PARTITION OF events DEFAULT",
    )
    run_on(database, *both, "INSERT INTO events VALUES ('2024-06-01'), ('2030-01-01')")
    one = "CREATE TABLE y2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"
    run_on(other_database, *both, one)
    before, migration = database.shadow.schema(), planned(database, other_database)
    with pytest.raises(StatementFailed, match='"no_rows_of_y2024" of relation "rest" is violated by some row'):
        execute(database.shadow, migration.forward)
    looking = next(it for it in migration.forward if "VALIDATE CONSTRAINT no_rows_of_y2024" in it.sql)
    assert "they have to be moved or deleted first" in looking.why
    execute(database.shadow, migration.backward)
    assert_same(database.shadow.schema(), before, "after the rollback")
    assert rows_of(database, "SELECT count(*) FROM events") == [(2,)]


def cut_short(database: Database, statement: str) -> None:
    """Run DETACH CONCURRENTLY while somebody uses the table, and give up."""
    with database.connect() as other, psycopg.connect(database.url, autocommit=True) as acting, other.transaction():
        other.execute("SELECT * FROM events")
        acting.execute("SET lock_timeout = '200ms'")
        with pytest.raises(errors.LockNotAvailable):
            acting.execute(statement.encode())


def partitioned_by_year(database: Database) -> None:
    years = (
        f"CREATE TABLE y{it} PARTITION OF events FOR VALUES FROM ('{it}-01-01') TO ('{it}-12-31')"
        for it in (2024, 2025)
    )
    run_on(database, "CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at)", *years)


def test_a_detach_that_was_cut_short_is_taken_back(database: Database, other_database: Database) -> None:
    partitioned_by_year(database)
    partitioned_by_year(other_database)
    run_on(other_database, "ALTER TABLE events DETACH PARTITION y2024")
    before, migration = database.shadow.schema(), planned(database, other_database)
    assert not migration.forward[0].transactional
    cut_short(database, migration.forward[0].sql)
    pending = PartitionOf(
        parent=public("events"), bound="FOR VALUES FROM ('2024-01-01') TO ('2024-12-31')", detaching=True
    )
    assert database.shadow.schema().tables[public("y2024")].partition_of == pending
    execute(database.shadow, migration.backward)
    assert_same(database.shadow.schema(), before, "after the rollback")


def test_a_detach_that_was_cut_short_is_a_difference_and_is_finished(
    database: Database, other_database: Database
) -> None:
    partitioned_by_year(database)
    cut_short(database, "ALTER TABLE events DETACH PARTITION y2024 CONCURRENTLY")
    partitioned_by_year(other_database)
    run_on(other_database, "ALTER TABLE events DETACH PARTITION y2024")
    migration = planned(database, other_database)
    assert migration.forward[0].sql.endswith("FINALIZE")
    execute(database.shadow, migration.forward)
    assert_same(database.shadow.schema(), other_database.shadow.schema(), "afterwards")


ORDERS = "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, PRIMARY KEY (id, at))"
CUT = (
    f"{ORDERS} PARTITION BY RANGE (at)",
    "CREATE TABLE orders_rest PARTITION OF orders DEFAULT",
    "CREATE TABLE orders_new PARTITION OF orders FOR VALUES FROM ('2030-01-01') TO ('2040-01-01')",
)


def test_a_cut_table_counts_on_and_gets_all_its_rows_back(database: Database, other_database: Database) -> None:
    run_on(database, ORDERS, "INSERT INTO orders (at) VALUES ('2020-01-01'), ('2021-01-01')")
    run_on(other_database, *CUT)
    migration = planned(database, other_database)
    execute(database.shadow, migration.forward)
    run_on(database, "INSERT INTO orders (at) VALUES ('2022-01-01'), ('2033-01-01')")
    assert rows_of(database, "SELECT id, tableoid::regclass::text FROM orders ORDER BY id") == [
        (1, "orders_rest"),
        (2, "orders_rest"),
        (3, "orders_rest"),
        (4, "orders_new"),
    ]
    execute(database.shadow, migration.backward)
    run_on(database, "INSERT INTO orders (at) VALUES ('2023-01-01')")
    assert rows_of(database, "SELECT id FROM orders ORDER BY id") == [(1,), (2,), (3,), (4,), (5,)]


def test_the_rows_of_a_cut_table_are_not_read_while_others_wait(database: Database, other_database: Database) -> None:
    run_on(database, ORDERS, "INSERT INTO orders (at) VALUES ('2020-01-01')")
    run_on(other_database, *CUT)
    assert "orders_rest" in proven_by(database, planned(database, other_database))


def test_a_partition_that_somebody_added_stops_the_rollback(database: Database, other_database: Database) -> None:
    run_on(database, ORDERS)
    run_on(other_database, *CUT)
    migration = planned(database, other_database)
    execute(database.shadow, migration.forward)
    run_on(database, "CREATE TABLE orders_later PARTITION OF orders FOR VALUES FROM ('2050-01-01') TO ('2060-01-01')")
    run_on(database, "INSERT INTO orders (at) VALUES ('2055-01-01')")
    with pytest.raises(StatementFailed, match="orders has other partitions by now: detach them first"):
        execute(database.shadow, migration.backward)
    assert rows_of(database, "SELECT count(*) FROM orders") == [(1,)]


def test_what_is_set_aside_goes_along_with_a_cut_table(database: Database, other_database: Database) -> None:
    run_on(
        database, ORDERS.replace("at date", "note text, at date"), "INSERT INTO orders (note, at) VALUES ('x', now())"
    )
    run_on(other_database, *CUT)
    migration = planned(database, other_database)
    execute(database.shadow, migration.forward)
    assert_same(database.shadow.schema(), other_database.shadow.schema(), "afterwards")
    execute(database.shadow, migration.backward)
    assert rows_of(database, "SELECT id, note FROM orders") == [(1, "x")]


def test_a_partition_comes_to_a_table_that_has_something_set_aside(
    database: Database, other_database: Database
) -> None:
    partitioned_by_year(database)
    partitioned_by_year(other_database)
    run_on(database, "ALTER TABLE events ADD COLUMN note text")
    execute(database.shadow, planned(database, other_database).forward)
    run_on(other_database, "CREATE TABLE y2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')")
    execute(database.shadow, planned(database, other_database).forward)
    assert_same(database.shadow.schema(), other_database.shadow.schema(), "afterwards")


def test_a_table_renamed_to_its_partition_takes_its_rows_there(database: Database, other_database: Database) -> None:
    run_on(database, ORDERS, "INSERT INTO orders (at) VALUES ('2020-01-01')")
    old = "CREATE TABLE orders_old PARTITION OF orders FOR VALUES FROM (MINVALUE) TO ('2030-01-01')"
    run_on(other_database, *CUT, old)
    told = Renaming(before=of("table", public("orders")), after=of("table", public("orders_old")))
    execute(database.shadow, planned(database, other_database, told).forward)
    assert rows_of(database, "SELECT id FROM ONLY orders_old") == [(1,)]
