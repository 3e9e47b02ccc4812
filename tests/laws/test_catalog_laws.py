"""What holds of every schema that is read: it is what stands there, and it is spelled in one way."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Schema, Table, View
from database_developer.postgres.catalog import read_schema
from database_developer.postgres.server import Run
from database_developer.postgres.session import Session
from database_developer.postgres.shadow import Shadow
from support.lending import lent
from support.schemas import Snippet, generated_schema_sql, snippets

SERVERS_CONSTRAINTS = """
    SELECT n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid), pg_get_expr(k.conbin, k.conrelid)
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype IN ('p', 'u', 'f', 'c', 'x')
"""
SERVERS_INDEXES = """
    SELECT n.nspname, c.relname, pg_get_indexdef(i.indexrelid),
        ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, false) FROM generate_series(1, i.indnkeyatts) AS k)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
"""
SERVERS_DEFAULTS = """
    SELECT n.nspname, c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid)
    FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
"""


@pytest.fixture(scope="module")
def corpus(run: Run) -> Iterator[Shadow]:
    """A database with the whole corpus."""
    with run.shadow("corpus") as shadow:
        fill(shadow, *(snippet.sql for snippet in snippets(run.version)))
        yield shadow


def fill(shadow: Shadow, *statements: str) -> None:
    with shadow.session() as session:
        for statement in statements:
            session.run(statement)


def restored(run: Run, shadow: Shadow) -> Schema:
    """The schema of a database that was made of another one's dump."""
    with lent(run) as copy:
        command = [run.binaries.program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", copy.url]
        subprocess.run(command, input=shadow.dump(), text=True, check=True, capture_output=True)
        return copy.schema()


def unpopulated(schema: Schema) -> Schema:
    """The schema with materialized views as a dump without rows leaves them."""
    return replace(
        schema,
        views={
            name: replace(view, populated=view.populated and not view.materialized)
            for name, view in schema.views.items()
        },
    )


def assert_equal(found: Schema, expected: Schema) -> None:
    """Equal, or a complaint that is short enough to be read."""
    for kind in Schema.__dataclass_fields__:
        ours, theirs = getattr(found, kind), getattr(expected, kind)
        assert sorted(map(str, ours)) == sorted(map(str, theirs)), kind
        for name in ours:
            assert ours[name] == theirs[name], f"{kind}: {name}"


def test_reading_twice_gives_the_same(corpus: Shadow) -> None:
    assert_equal(corpus.schema(), corpus.schema())


def test_a_restored_dump_reads_the_same(run: Run, corpus: Shadow) -> None:
    assert_equal(restored(run, corpus), unpopulated(corpus.schema()))


@pytest.mark.parametrize("snippet", snippets(), ids=lambda snippet: snippet.name)
def test_each_part_of_the_corpus_stands_alone(run: Run, snippet: Snippet) -> None:
    if snippet.since > run.version:
        pytest.skip(f"PostgreSQL {snippet.since}")
    with lent(run) as shadow:
        fill(shadow, snippet.sql)
        schema = shadow.schema()
        assert schema.tables or schema.functions


def test_no_setting_of_a_session_changes_what_is_read(corpus: Shadow) -> None:
    odd = (
        'search_path="Mixed Case",counting,extras',
        "quote_all_identifiers=on",
        "datestyle=German",
        "intervalstyle=iso_8601",
        "timezone=Asia/Tokyo",
        "bytea_output=escape",
        "extra_float_digits=-3",
    )
    with Session.open(corpus.url) as session:
        for setting in odd:
            name, _, value = setting.partition("=")
            session.run(f"SET {name} = {value if name == 'search_path' else repr(value)}")
        assert_equal(read_schema(session.connection), corpus.schema())


def test_definitions_are_spelled_as_the_server_does(corpus: Shadow) -> None:
    assert_spelled(corpus)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(statements=generated_schema_sql())
def test_generated_schemas_are_read_as_the_server_spells_them(run: Run, statements: list[str]) -> None:
    with lent(run) as shadow:
        fill(shadow, *statements)
        assert_spelled(shadow)
        assert_equal(restored(run, shadow), shadow.schema())


def assert_spelled(shadow: Shadow) -> None:
    schema = shadow.schema()
    with shadow.session("search_path=") as session:
        assert_constraints_spelled(schema, session)
        assert_indexes_spelled(schema, session)
        assert_defaults_spelled(schema, session)


def assert_constraints_spelled(schema: Schema, session: Session) -> None:
    servers = {
        (QualifiedName(namespace, table), name): (definition, expression)
        for namespace, table, name, definition, expression in session.rows(SERVERS_CONSTRAINTS)
    }
    ours = {
        (table.name, constraint.name): (constraint.definition, constraint.expression)
        for table in schema.tables.values()
        for constraint in table.constraints
    }
    assert ours.items() <= servers.items(), sorted(ours.items() - servers.items(), key=str)


def assert_indexes_spelled(schema: Schema, session: Session) -> None:
    servers = {
        QualifiedName(namespace, name): (definition, keys)
        for namespace, name, definition, keys in session.rows(SERVERS_INDEXES)
    }
    holders: list[Table | View] = [*schema.tables.values(), *schema.views.values()]
    for holder in holders:
        for index in holder.indexes:
            definition, keys = servers[holder.name.renamed(index.name)]
            assert definition.endswith(f" USING {index.definition}"), index
            assert [key.text for key in index.keys] == [
                text if key.is_expression else text.strip('"').replace('""', '"')
                for key, text in zip(index.keys, keys, strict=True)
            ]


def assert_defaults_spelled(schema: Schema, session: Session) -> None:
    expressions = {
        (QualifiedName(namespace, table), column): expression
        for namespace, table, column, expression in session.rows(SERVERS_DEFAULTS)
    }
    for table in schema.tables.values():
        for column in table.columns:
            ours = column.generated.expression if column.generated else column.default
            assert ours == expressions.get((table.name, column.name)), f"{table.name}.{column.name}"


def test_a_reading_leaves_no_trace(corpus: Shadow) -> None:
    with psycopg.connect(corpus.url) as connection:
        connection.execute("SET search_path = counting")
        connection.commit()
        connection.execute("SELECT 1")
        before = connection.execute(
            "SELECT pg_current_xact_id_if_assigned(), current_setting('search_path')"
        ).fetchone()
        read_schema(connection)
        after = connection.execute("SELECT pg_current_xact_id_if_assigned(), current_setting('search_path')").fetchone()
    assert before == after == (None, "counting")


def test_temporary_objects_are_not_read(corpus: Shadow) -> None:
    with corpus.session() as session:
        session.run(
            "CREATE TEMP TABLE passing (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a mood CHECK (a > 'ok'))"
        )
        session.run("CREATE INDEX ON passing (a)")
        session.run("CREATE TEMP TABLE part (id int GENERATED ALWAYS AS IDENTITY, n int) PARTITION BY LIST (n)")
        session.run("CREATE TEMP TABLE part_1 PARTITION OF part FOR VALUES IN (1)")
        session.run("CREATE TEMP VIEW passing_view AS SELECT * FROM passing")
        session.run("CREATE TEMP SEQUENCE passing_sequence")
        session.run("CREATE TYPE pg_temp.passing_type AS (a int)")
        session.run("CREATE FUNCTION pg_temp.passing_function() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        assert_equal(read_schema(session.connection), corpus.schema())


def test_what_a_transaction_did_so_far_is_read(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("CREATE TABLE unfinished (a int)")
        assert QualifiedName("public", "unfinished") in read_schema(connection).tables
        connection.rollback()
        assert not read_schema(connection).tables


@pytest.fixture
def database_url(run: Run) -> Iterator[str]:
    with lent(run) as shadow:
        yield shadow.url
