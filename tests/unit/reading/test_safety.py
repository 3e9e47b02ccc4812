"""SQL of a ticket: what is let through, and that all the rest is refused by its name."""

from __future__ import annotations

import pytest
from pglast.parser import ParseError

from database_developer.errors import StatementRefused
from database_developer.model.request import DefinitionAsk, LookupAsk, QueryAsk
from database_developer.reading.safety import admitted, is_safe_condition
from unit.reading.tickets import request

REFUSED = [
    ("copy t to program 'x'", "COPY ... TO PROGRAM"),
    ("copy t from '/etc/passwd'", "COPY ... FROM a file or the client"),
    ("do $$begin end$$", "DO"),
    ("alter system set x=1", "ALTER SYSTEM SET"),
    ("create role bob superuser", "CREATE ROLE ... SUPERUSER"),
    ("alter role bob superuser", "ALTER ROLE ... SUPERUSER"),
    ("grant pg_read_all_data to bob", "GRANT pg_read_all_data"),
    ("grant select on t to bob", "GRANT SELECT ON"),
    ("set role x", "SET ROLE"),
    ("set session authorization x", "SET SESSION AUTHORIZATION"),
    ("reset all", "RESET ALL"),
    ("create function f() returns int language c as 'a','b'", "CREATE FUNCTION ... LANGUAGE c"),
    ("create function f() returns int language plpython3u as 'x'", "CREATE FUNCTION ... LANGUAGE plpython3u"),
    (
        "create function f() returns int language sql security definer as 'select 1'",
        "CREATE FUNCTION ... SECURITY DEFINER",
    ),
    ("load 'x'", "LOAD"),
    ("vacuum full", "VACUUM FULL"),
    ("insert into t values(1)", "INSERT INTO"),
    ("update t set a=1", "UPDATE"),
    ("delete from t", "DELETE FROM"),
    ("merge into t using s on true when matched then delete", "MERGE INTO"),
    ("drop database x", "DROP DATABASE"),
    ("drop table t", "DROP TABLE"),
    ("truncate t", "TRUNCATE"),
    ("begin", "BEGIN"),
    ("commit", "COMMIT"),
    ("savepoint a", "SAVEPOINT"),
    ("select pg_read_file('x')", "pg_read_file()"),
    ("select pg_catalog.pg_read_file('x')", "pg_read_file()"),
    ('select "pg_catalog"."pg_read_file"(\'x\')', "pg_read_file()"),
    ("select * from pg_ls_dir('.')", "pg_ls_dir()"),
    ("select 1 into t", "SELECT ... INTO"),
    ("with d as (delete from t returning *) select * from d", "DELETE inside another statement"),
    ("select * from t for update", "SELECT ... FOR UPDATE or SHARE"),
    ("select lo_import('x')", "lo_import()"),
    ("select dblink_exec('x')", "dblink_exec()"),
    ("select pg_sleep(10)", "pg_sleep()"),
    ("select a from t where b = (select set_config('x','y',false))", "set_config()"),
    ("select query_to_xml('drop table',true,true,'')", "query_to_xml()"),
    ("select 1; drop table x", "DROP TABLE"),
    ("create table t(a text default pg_read_file('/etc/passwd'))", "pg_read_file()"),
    ("create view v as select pg_read_file('x')", "pg_read_file()"),
    ("create index i on t ((pg_read_file(a)))", "pg_read_file()"),
    ("create function f() returns int language sql as 'select 1; drop table x'", "DROP in a function"),
    ("create function f() returns text language sql as $$select pg_read_file('x')$$", "pg_read_file()"),
    ("create function f() returns text language plpgsql as $$begin return pg_read_file('x'); end$$", "pg_read_file()"),
    (
        (
            "create function f() returns text language plpgsql as $$declare x text := "
            "pg_read_file('x'); begin return x; end$$"
        ),
        "pg_read_file()",
    ),
    (
        (
            "create function f() returns text language plpgsql as $$declare x text; begin x := "
            "pg_read_file('x'); return x; end$$"
        ),
        "pg_read_file()",
    ),
    (
        "create function f() returns text language plpgsql as $$begin execute 'drop table x'; return 1; end$$",
        "EXECUTE of text put together at run time",
    ),
    (
        "create function f() returns setof text language plpgsql as $$begin return query execute 'drop table x'; end$$",
        "EXECUTE of text put together at run time",
    ),
    (
        (
            "create function f() returns setof text language plpgsql as $$declare r record; begin for "
            "r in execute 'drop table x' loop end loop; end$$"
        ),
        "EXECUTE of text put together at run time",
    ),
    (
        (
            "create function f() returns text language plpgsql as $$declare c refcursor; begin open c "
            "for execute 'x'; return 1; end$$"
        ),
        "EXECUTE of text put together at run time",
    ),
    (
        "create function f() returns text language plpgsql as $$begin copy t to program 'x'; return 1; end$$",
        "COPY in a function",
    ),
    ("create function f() returns text language plpgsql as $$begin commit; end$$", "COMMIT in a function"),
    ("create function f() returns text language plpgsql as $$begin call p(); end$$", "CALL or DO in a function"),
    ("create function f() returns text language sql begin atomic select pg_read_file('x'); end", "pg_read_file()"),
    ("create function f() returns text language sql return pg_read_file('x')", "pg_read_file()"),
    (
        "create function f() returns text language sql set session_replication_role=replica as 'select 1'",
        "CREATE FUNCTION ... SET session_replication_role",
    ),
    ("create trigger a before insert on t for each row execute function pg_reload_conf()", "pg_reload_conf()"),
    ("create extension plpython3u", "CREATE EXTENSION plpython3u"),
    ("create extension hstore cascade", "CREATE EXTENSION hstore"),
    ("alter table t owner to bob", "ALTER TABLE ... OWNER TO"),
    ("alter table t add column b int, owner to bob", "ALTER TABLE ... OWNER TO"),
    ("alter table t disable trigger all", "ALTER TABLE ... DISABLE TRIG ALL"),
    ("create table t as select 1", "CREATE TABLE ... AS"),
    ("create schema s authorization bob", "CREATE SCHEMA ... AUTHORIZATION"),
    ("create schema s create table t(a int) grant select on t to bob", "GRANT inside another statement"),
    ("create table pg_catalog.foo(a int)", "a change that names pg_catalog.foo"),
    ("create table t(a int) tablespace x", "CREATE TABLE ... TABLESPACE or USING"),
    ("create event trigger e on ddl_command_start execute function f()", "CREATE EVENT TRIGGER"),
    ("explain analyze delete from t", "EXPLAIN ANALYZE DELETE FROM"),
    ("prepare x as delete from t", "PREPARE"),
    ("declare c cursor for select 1", "DECLARE"),
    ("notify x", "NOTIFY"),
    ("listen x", "LISTEN"),
    ("lock table t", "LOCK TABLE"),
    ("checkpoint", "CHECKPOINT"),
    ("create tablespace x location '/tmp'", "CREATE TABLESPACE"),
    ("create subscription s connection 'x' publication p", "CREATE SUBSCRIPTION"),
    ("create server s foreign data wrapper f", "CREATE SERVER"),
    ("create policy p on t", "CREATE POLICY"),
    ("create rule r as on insert to t do also delete from x", "CREATE RULE"),
    ("refresh materialized view v", "REFRESH MATERIALIZED VIEW"),
    ("analyze t", "ANALYZE"),
    ("cluster t", "CLUSTER"),
    ("reindex table t", "REINDEX TABLE"),
    ("security label on table t is 'x'", "SECURITY LABEL ON TABLE"),
    ("import foreign schema s from server x into y", "IMPORT FOREIGN SCHEMA"),
    ("comment on role x is 'y'", "COMMENT ON ROLE"),
    ("comment on database x is 'y'", "COMMENT ON DATABASE"),
    ("alter table t enable always trigger x", "ALTER TABLE ... ENABLE ALWAYS TRIG"),
    ("alter function f() owner to bob", "ALTER FUNCTION"),
    ("alter database x set a=b", "ALTER DATABASE"),
    ("reassign owned by a to b", "REASSIGN OWNED BY"),
    ("drop owned by a", "DROP OWNED BY"),
    ("create cast (a as b) without function", "CREATE CAST"),
    ("create type x as (a int)", "CREATE TYPE"),
    ("create type x (input = f, output = g)", "CREATE TYPE"),
    ("create language plperlu", "CREATE EXTENSION plperlu"),
    ("create procedure p() language sql as 'select 1'", "CREATE PROCEDURE"),
    ("call p()", "CALL"),
    ("execute x", "EXECUTE"),
    ("show x", "SHOW"),
    ("discard all", "DISCARD ALL"),
    ("create user mapping for bob server x", "CREATE USER MAPPING FOR"),
    ("select ts_stat('select 1')", "ts_stat()"),
]

ALLOWED = [
    "select 1",
    "with x as (select 1) select * from x",
    "(select 1) union all (select 2)",
    "values (1)",
    "select count(*), current_setting('x') from t where a @> '{}' group by 1 having count(*)>1 order by 2",
    "create table t(a int primary key references b(c) on delete cascade, check (a>0))",
    "create table t (like x including all)",
    "create table t(a int) partition by range(a)",
    "create table t1 partition of t for values from (1) to (2)",
    "create unique index concurrently i on t(lower(a)) where b",
    "create type x as enum ('a')",
    "create domain d as text check (value ~ 'x')",
    "create sequence s",
    "create view v as select 1",
    "create or replace view v as select * from t",
    "create materialized view v as select 1",
    "create function f() returns int language sql as 'select 1'",
    "create function f() returns int language sql return 1",
    "create function f() returns trigger language plpgsql as $$ begin new.updated_at := now(); return new; end $$",
    (
        "create function f() returns trigger language plpgsql set search_path = '' as $$ declare x "
        "int; r record; begin select 1 into x; insert into log values (new.*); if tg_op = 'DELETE' "
        "then x = 3; end if; for r in select * from t loop perform 1; end loop; raise notice 'a "
        "%', x; return new; exception when others then return null; end $$"
    ),
    "create trigger a before insert on t for each row when (old.a is distinct from new.a) execute function f()",
    "create schema s",
    "create schema s create table t(a int)",
    "create extension if not exists citext",
    "alter table t add column b int not null default 1",
    "alter table t add constraint c foreign key (a) references b(c) not valid",
    "alter table t rename column a to b",
    "alter table t rename to u",
    "alter table t alter column a type bigint using a::bigint",
    "comment on column t.a is 'x'",
]


@pytest.mark.parametrize(("sql", "name"), REFUSED)
def test_refused_by_name(sql: str, name: str) -> None:
    with pytest.raises(StatementRefused) as refusal:
        request(f"text\n\n```sql\n-- harmless\nSELECT 1;\n{sql};\n```\n")
    assert refusal.value.what == f'ticket asks to run "{name}"'
    assert refusal.value.where == "T-1.md:6"
    assert "take it out" in refusal.value.hint


@pytest.mark.parametrize("sql", ALLOWED)
def test_allowed(sql: str) -> None:
    (found,) = admitted(f"-- what it is for\n\n{sql};\n-- the end\n", line=10, origin="T-1")
    assert found.sql == sql
    assert found.line == 12
    assert found.only_reads is not sql.lower().startswith(("create", "alter", "comment"))


def test_statements_become_asks_with_their_lines() -> None:
    found = request("The page runs:\n\n```sql\nSELECT 1;\n\n/* é */ SELECT 'é', 2;\nCREATE TABLE t (a int)\n```\n").asks
    assert [(type(ask), ask.quote.line) for ask in found] == [(QueryAsk, 4), (QueryAsk, 6), (DefinitionAsk, 7)]
    assert found[1].quote.text == "SELECT 'é', 2"
    assert isinstance(found[0], QueryAsk)
    assert found[0].purpose == "The page runs"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT pg_catalog . pg_read_file ('x')",
        "SELECT /* c */ pg_read_file/**/('x')",
        "SELECT PG_READ_FILE('x')",
        "SELECT U&\"\\0070g_read_file\"('x')",
        "SELECT 1 FROM t ORDER BY pg_read_file('x')",
        "SELECT count(*) FILTER (WHERE pg_read_file('x') = '') OVER (PARTITION BY pg_sleep(1)) FROM t",
        "SELECT * FROM t JOIN LATERAL pg_ls_dir(t.a) d ON true",
        "SELECT * FROM ROWS FROM (generate_series(1, 2), pg_ls_dir('.'))",
        "VALUES (pg_read_file('x'))",
        "SELECT (SELECT (SELECT pg_read_file('x')))",
        "SELECT CASE WHEN true THEN pg_read_file('x') END",
        "SELECT * FROM t TABLESAMPLE bernoulli (pg_sleep(1))",
        "CREATE TABLE t (a text GENERATED ALWAYS AS (pg_read_file('x')) STORED)",
        "CREATE TABLE t (a text, CHECK (pg_read_file(a) = ''))",
        "ALTER TABLE t ALTER COLUMN a TYPE text USING pg_read_file(a)",
        "CREATE DOMAIN d AS text CHECK (pg_read_file(value) = '')",
        "CREATE INDEX i ON t (a) WHERE pg_sleep(1) IS NULL",
        "CREATE MATERIALIZED VIEW v AS WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
        "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW WHEN (pg_sleep(1) IS NULL) EXECUTE FUNCTION f()",
        "CREATE FUNCTION f(a text DEFAULT pg_read_file('x')) RETURNS text LANGUAGE sql AS 'SELECT a'",
        (
            "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ begin if pg_sleep(1) is null then "
            "return 1; end if; end $$"
        ),
        (
            "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ begin perform 1 from t where "
            "pg_sleep(1) is null; end $$"
        ),
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'begin this is no plpgsql'",
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ begin truncate t; return 1; end $$",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1' SET role = postgres",
    ],
)
def test_no_way_round(sql: str) -> None:
    with pytest.raises(StatementRefused):
        admitted(sql, line=1, origin="T-1")


def test_sql_that_does_not_parse_is_a_question_with_its_line() -> None:
    found = request("```sql\nSELECT 1;\nSELEC 2;\n```\n")
    (question,) = (entry for entry in found.questions if entry.id.startswith("sql-"))
    assert question.blocking
    assert "line 3" in question.text
    assert 'syntax error at or near "SELEC"' in question.text
    assert found.asks == ()


@pytest.mark.parametrize(
    "sql", ["SELECT 1\x00; DROP TABLE t", "SELECT " + "+".join("1" * 50_000), "SELECT " + "(" * 20_000]
)
def test_what_the_parser_could_choke_on_is_a_question(sql: str) -> None:
    with pytest.raises(ParseError):
        admitted(sql, line=1, origin="T-1")


def test_unmarked_fences_are_sql_only_if_they_parse() -> None:
    assert isinstance(request("```\nSELECT 1\n```").asks[0], QueryAsk)
    trace = request("```\nTraceback (most recent call last)\n```")
    assert trace.asks == ()
    assert not any(question.id.startswith("sql-") for question in trace.questions)
    assert request("```\nbegin\n```").asks == ()
    assert request("```python\nDROP TABLE users\n```").asks == ()
    with pytest.raises(StatementRefused):
        request("```\nDROP TABLE users\n```")


def test_sql_out_of_scope_is_not_asked_for() -> None:
    assert request("## Out of scope\n\n```sql\nDROP TABLE users\n```\n").asks == ()


SEARCH = (
    "An order has a note and some order data, a JSON document.\n\n"
    "We search orders by a key in the order data, e.g. `{}`."
)


def test_a_sample_that_is_no_condition_is_left_out() -> None:
    for text, kept in (("data @> '{}'", True), ("1) ; DROP TABLE orders; --", False), ("a) ORDER BY (b", False)):
        (found,) = (ask for ask in request(SEARCH.replace("{}", text, 1)).asks if isinstance(ask, LookupAsk))
        assert found.sample == (text if kept else None)


def test_a_sample_that_reads_files_is_refused() -> None:
    with pytest.raises(StatementRefused, match="pg_read_file"):
        request(SEARCH.replace("{}", "pg_read_file('x') = ''", 1))


@pytest.mark.parametrize(
    ("fragment", "is_safe"),
    [
        ("a = 1", True),
        ("a -- x", True),
        ("a; SELECT 1", False),
        ("a) FROM t WHERE (b", False),
        ("a, b", False),
        ("", False),
    ],
)
def test_conditions(fragment: str, is_safe: bool) -> None:
    assert is_safe_condition(fragment, line=1, origin="T-1") is is_safe
