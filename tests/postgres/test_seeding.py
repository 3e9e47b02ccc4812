"""Seeds are run on a real server: no constraint is violated, and the same seed gives the same rows."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema
from database_developer.postgres.catalog import read_schema
from database_developer.postgres.session import Session
from database_developer.seeding.plan import SeedScript, seed
from database_developer.seeding.script import written
from support.schemas import Snippet, snippets
from unit.seeding.traps import TRAPS

ANCHOR = "TIMESTAMPTZ '2026-01-01 00:00:00+00'"
FEW = {"flags": 10, "countries": 30, "rooms": 5, "priorities": 4, "regions": 60}


@pytest.fixture
def session(database: Any) -> Any:
    with Session.open(database.url) as opened:
        yield opened


def tables_of(schema: Schema) -> tuple[QualifiedName, ...]:
    return tuple(name for name, table in schema.tables.items() if table.partition_of is None)


def planned(schema: Schema, rows: int = 200, **options: Any) -> SeedScript:
    tables = tables_of(schema)
    wanted = {name: FEW.get(name.name, rows) for name in tables}
    return seed(schema, tables, wanted, anchor_sql=ANCHOR, **options)


def build(session: Session, sql: str) -> Schema:
    session.connection.execute(sql.encode())
    return read_schema(session.connection)


def contents(session: Session, schema: Schema) -> dict[str, list[Any]]:
    return {
        str(name): sorted(str(row) for row in session.rows(f'SELECT t FROM "{name.schema}"."{name.name}" t'))
        for name in tables_of(schema)
    }


def filled(session: Session, script: SeedScript) -> dict[str, int]:
    counts = {}
    for statement in script.statements:
        touched = session.run(statement.sql)
        if statement.rows:
            counts[statement.table.name] = touched
    return counts


def test_every_trap_is_filled_without_a_violation(session: Session) -> None:
    schema = build(session, TRAPS)
    counts = filled(session, planned(schema))
    assert counts == {name.name: FEW.get(name.name, 200) for name in tables_of(schema)} | {"flags": 2}


@pytest.mark.parametrize("snippet", snippets(), ids=lambda snippet: snippet.name)
def test_the_corpus_is_filled_without_a_violation(session: Session, snippet: Snippet) -> None:
    schema = build(session, snippet.sql)
    script = seed(schema, tuple(schema.tables), dict.fromkeys(schema.tables, 50), anchor_sql=ANCHOR)
    for statement in script.statements:
        assert session.run(statement.sql) >= 0


def test_the_same_seed_gives_the_same_rows(database: Any, other_database: Any) -> None:
    found = []
    for one in (database, other_database):
        with Session.open(one.url) as session:
            schema = build(session, TRAPS)
            filled(session, planned(schema, rows=60))
            found.append(contents(session, schema))
    assert found[0] == found[1]


def test_another_seed_gives_other_rows(database: Any, other_database: Any) -> None:
    found = []
    for number, one in enumerate((database, other_database)):
        with Session.open(one.url) as session:
            schema = build(session, TRAPS)
            filled(session, planned(schema, rows=60, seed=number))
            found.append(contents(session, schema)["app.people"])
    assert found[0] != found[1]


def test_a_new_column_leaves_the_others_as_they_were(database: Any, other_database: Any) -> None:
    people = "CREATE TABLE people (id int PRIMARY KEY, email text UNIQUE, {} age int, city text, born_on date)"
    found = []
    for one, extra in ((database, ""), (other_database, "status text NOT NULL,")):
        with Session.open(one.url) as session:
            filled(session, planned(build(session, people.format(extra))))
            found.append(session.rows("SELECT id, email, age, city, born_on FROM people ORDER BY id"))
    assert found[0] == found[1]


def test_a_self_reference_makes_trees(session: Session) -> None:
    filled(session, planned(build(session, TRAPS)))
    roots = session.value("SELECT count(*) FROM app.people WHERE manager_id IS NULL")
    assert 0 < roots < 100
    assert session.value("SELECT count(*) FROM app.people WHERE manager_id >= id") == 0


def test_a_circle_is_closed_afterwards(session: Session) -> None:
    filled(session, planned(build(session, TRAPS)))
    assert session.value("SELECT count(DISTINCT b_id) FROM a") == 200
    assert session.value("SELECT count(*) FROM app.people WHERE home_team_id IS NOT NULL") == 200


def test_the_script_runs_as_one_file_and_gives_the_same_rows(database: Any, other_database: Any) -> None:
    found = []
    for one in (database, other_database):
        with Session.open(one.url) as session:
            schema = build(session, TRAPS)
            script = planned(schema, rows=40)
            if one is database:
                filled(session, script)
            else:
                session.connection.execute(written(script, "KAN-1: a\n; DROP TABLE people").encode())
            found.append(contents(session, schema))
    assert found[0] == found[1]


EVENTS = """
CREATE TABLE users (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, email varchar(255) NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id int NOT NULL REFERENCES users,
    event_type varchar(100) NOT NULL, event_data jsonb, created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE summaries (user_id int REFERENCES users, day date, event_counts jsonb NOT NULL,
    PRIMARY KEY (user_id, day));
"""


def seeded_events(session: Session, rows: int) -> None:
    schema = build(session, EVENTS)
    users, events, summaries = (QualifiedName("public", name) for name in ("users", "events", "summaries"))
    known = {
        (events, "event_type"): ("page_view", "button_click"),
        (events, "event_data"): ('{"page": "/pricing"}',),
    }
    script = seed(schema, tables_of(schema), {users: 100, events: rows, summaries: 700}, known_values=known)
    filled(session, script)


def test_queries_of_the_ticket_find_rows(session: Session) -> None:
    seeded_events(session, 5000)
    recent = "SELECT count(*) FROM events WHERE created_at >= CURRENT_DATE - INTERVAL '30 days'"
    assert 500 < session.value(recent) < 4000
    assert session.value("SELECT count(*) FROM events WHERE event_type = 'page_view'") > 1000
    assert session.value("SELECT count(*) FROM events WHERE event_type NOT IN ('page_view', 'button_click')") > 100
    assert 50 < session.value("""SELECT count(*) FROM events WHERE event_data @> '{"page": "/pricing"}'""") < 1000
    assert session.value("SELECT count(*) FROM users WHERE updated_at < created_at") == 0
    assert session.value("SELECT count(*) FROM users WHERE email NOT LIKE '%@example.com'") == 0
    assert session.value("SELECT count(DISTINCT day) FROM summaries") == 7
    assert session.value("SELECT count(*) FROM (SELECT DISTINCT jsonb_object_keys(event_counts) FROM summaries)") == 2
    most, least = session.rows("SELECT max(n), min(n) FROM (SELECT count(*) n FROM events GROUP BY user_id)")[0]
    assert most > 5 * least


def test_fifty_thousand_rows_take_a_moment(session: Session) -> None:
    started = perf_counter()
    seeded_events(session, 50_000)
    assert session.value("SELECT count(*) FROM events") == 50_000
    assert perf_counter() - started < 10  # about one second where nothing else runs


PAIRS = """
CREATE TABLE x (id int PRIMARY KEY);
CREATE TABLE y (id int PRIMARY KEY);
CREATE TABLE pairs (x_id int REFERENCES x, y_id int REFERENCES y, PRIMARY KEY (x_id, y_id));
CREATE TABLE child (id int PRIMARY KEY, x_id int NOT NULL REFERENCES x, y_id int REFERENCES y);
"""


def test_parents_that_are_there_already_are_used_and_no_pair_twice(session: Session) -> None:
    schema = build(session, PAIRS + "INSERT INTO x VALUES (3), (5), (9); INSERT INTO y VALUES (1), (2), (4), (8)")
    pairs, child = QualifiedName("public", "pairs"), QualifiedName("public", "child")
    assert filled(session, seed(schema, (pairs, child), {pairs: 50, child: 20})) == {"pairs": 12, "child": 20}


def test_without_parents_there_are_no_children(session: Session) -> None:
    schema = build(session, PAIRS)
    pairs, child = QualifiedName("public", "pairs"), QualifiedName("public", "child")
    assert filled(session, seed(schema, (pairs, child), {pairs: 50, child: 20})) == {"pairs": 0, "child": 0}


@pytest.mark.parametrize(
    ("column", "condition"),
    [
        ("v varchar(3) NOT NULL UNIQUE", "length(v) <= 3"),
        ("v char(2) PRIMARY KEY", "v ~ '^[A-Z]{2}$'"),
        ("v text CHECK (v ~ '^[a-z0-9_]+$')", "v ~ '^[a-z0-9_]+$'"),
        ("v text CHECK (v ~ '^[A-Z]{3}-[0-9]{4}$') UNIQUE", "v ~ '^[A-Z]{3}-[0-9]{4}$'"),
        ("v text CHECK (length(v) BETWEEN 30 AND 40)", "length(v) BETWEEN 30 AND 40"),
        ("v numeric(4,2) CHECK (v > 0 AND v < 10) UNIQUE", "v > 0 AND v < 10"),
        ("v int CHECK (v >= -5 AND v <= -1)", "v BETWEEN -5 AND -1"),
        ("v smallint NOT NULL UNIQUE", "v > 0"),
        ("v text CHECK (v IN ('a', 'it''s', 'b,c'))", "v IN ('a', 'it''s', 'b,c')"),
        ("v text CHECK (v IS NULL OR v IN ('a'))", "v = 'a' OR v IS NULL"),
        ("v jsonb CHECK (jsonb_typeof(v) = 'array')", "jsonb_typeof(v) = 'array'"),
        ("v text CHECK (v = lower(v) AND v <> '')", "v = lower(v)"),
        ("v int[] NOT NULL", "cardinality(v) BETWEEN 1 AND 3"),
        ("v bit(5) NOT NULL", "true"),
        ("v macaddr UNIQUE", "true"),
        ("v daterange UNIQUE NOT NULL", "NOT isempty(v)"),
        ("v int4range NOT NULL, EXCLUDE USING gist (v WITH &&)", "NOT isempty(v)"),
        ("v interval, w time NOT NULL", "true"),
        ("v tsvector NOT NULL, w cidr", "true"),
        ("v date UNIQUE", "v <= CURRENT_DATE"),
        ('v int, "w w" int, CHECK ("w w" > v)', '"w w" > v'),
    ],
)
def test_values_keep_to_types_and_checks(session: Session, column: str, condition: str) -> None:
    counts = filled(session, planned(build(session, f"CREATE TABLE t ({column})"), rows=500))
    assert counts == {"t": 500}
    assert session.value(f"SELECT count(*) FROM t WHERE ({condition}) IS FALSE") == 0
