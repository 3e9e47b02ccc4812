"""What the model has no place for is named."""

from __future__ import annotations

from conftest import Database
from database_developer.postgres.catalog.unmodelled import unmodelled

STATEMENTS = (
    "CREATE TABLE users (id bigint PRIMARY KEY, name text)",
    "CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING",
    "CREATE AGGREGATE total(numeric) (SFUNC = numeric_add, STYPE = numeric)",
    "CREATE TYPE span AS RANGE (SUBTYPE = time)",
    "CREATE FUNCTION same(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2'",
    "CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = same)",
    "CREATE PUBLICATION changes FOR TABLE users",
    "CREATE EXTENSION citext",
    "CREATE EXTENSION postgres_fdw",
    "CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw",
    "CREATE FOREIGN TABLE far (id bigint) SERVER elsewhere OPTIONS (table_name 'near')",
    "CREATE MATERIALIZED VIEW names AS SELECT id, name FROM users",
    "CREATE STATISTICS names_both ON id, name FROM names",
    "CREATE INDEX users_lower ON users (lower(name))",
    "ALTER INDEX users_lower ALTER COLUMN 1 SET STATISTICS 500",
    "ALTER TABLE users CLUSTER ON users_pkey",
    "CREATE TYPE pair AS (a integer, b integer)",
    "CREATE TABLE pairs OF pair",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
)


def test_nothing_is_named_where_all_is_looked_at(database: Database) -> None:
    with database.shadow.session() as session:
        session.run("CREATE TABLE users (id bigint PRIMARY KEY, name text)")
        session.run("CREATE VIEW names AS SELECT name FROM users")
        session.run("CREATE EXTENSION citext")
        session.run("CREATE STATISTICS users_both ON id, name FROM users")
        assert unmodelled(session) == ()


def test_each_thing_that_is_left_out_is_named(database: Database) -> None:
    with database.shadow.session() as session:
        for statement in STATEMENTS:
            session.run(statement)
        found = unmodelled(session)
    role = next(line for line in found if line.startswith("default privileges"))
    assert set(found) - {role} == {
        "aggregate: public.total(numeric)",
        "clustering by the index: public.users_pkey",
        "foreign server: elsewhere",
        "operator: public.===(text, text)",
        "publication: changes",
        "range type: public.span",
        "rule: keep of public.users",
        "server and options of the foreign table: public.far",
        "statistics object of a view: public.names_both",
        "statistics target of a column of the index: public.users_lower",
        "type of the typed table: public.pairs",
    }
