"""What the linter says that a statement breaks is broken on a server, and works with the safe SQL."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from psycopg import errors

from conftest import Database
from database_developer.migration.formats.statements import split
from database_developer.migration.linting import Knowledge, lint
from database_developer.model.migration import LockMode
from database_developer.postgres.locks import WAITING
from support.harm import harms, worst


def safe_sql(rule: str, sql: str, schema: str = "") -> str:
    (finding, *_) = (one for one in lint(sql, origin="x", knowledge=Knowledge(schema_sql=schema)) if one.rule == rule)
    return finding.safe_sql


def run(database: Database, sql: str) -> None:
    with database.connect() as connection:
        for statement in split(sql):
            connection.execute(statement.encode())


def rows(database: Database, sql: str) -> list[tuple[object, ...]]:
    with database.connect() as connection:
        return connection.execute(sql.encode()).fetchall()


def value(database: Database, sql: str) -> object:
    return rows(database, sql)[0][0]


def test_a_required_column_fails_where_there_are_rows(database: Database) -> None:
    run(database, "CREATE TABLE t (a int); INSERT INTO t VALUES (1)")
    sql = "ALTER TABLE t ADD COLUMN b text NOT NULL"
    with pytest.raises(errors.NotNullViolation):
        run(database, sql)
    steps = split(safe_sql("required-column-without-default", sql))
    run(database, f"{steps[0]}; UPDATE t SET b = ''; {'; '.join(steps[1:])}")
    with pytest.raises(errors.NotNullViolation):
        run(database, "INSERT INTO t VALUES (2, NULL)")


def test_a_new_enum_value_cannot_be_used_at_once(database: Database) -> None:
    run(database, "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE people (id int, mood mood)")
    sql = "BEGIN;\nALTER TYPE mood ADD VALUE 'glad';\nINSERT INTO people VALUES (1, 'glad');\nCOMMIT;"
    with pytest.raises(errors.UnsafeNewEnumValueUsage):
        run(database, sql)
    run(database, f"BEGIN; ALTER TYPE mood ADD VALUE 'glad'; {safe_sql('enum-value-used-at-once', sql)} COMMIT")
    assert value(database, "SELECT count(*) FROM people WHERE mood = 'glad'") == 1


@pytest.mark.parametrize(
    "command",
    [
        "CREATE INDEX CONCURRENTLY j ON t (a)",
        "DROP INDEX CONCURRENTLY i",
        "REINDEX TABLE CONCURRENTLY t",
        "VACUUM t",
    ],
)
def test_what_must_be_alone_fails_in_a_transaction(database: Database, command: str) -> None:
    run(database, "CREATE TABLE t (a int); CREATE INDEX i ON t (a)")
    sql = f"BEGIN;\nSET LOCAL lock_timeout = '2s';\n{command};\nCOMMIT;"
    with pytest.raises(errors.ActiveSqlTransaction):
        run(database, sql)
    run(database, f"BEGIN; {safe_sql('inside-transaction', sql)} COMMIT")


def test_a_block_that_commits_fails_in_a_transaction(database: Database) -> None:
    sql = "BEGIN;\nDO $$ BEGIN COMMIT; END $$;\nCOMMIT;"
    assert "inside-transaction" in [one.rule for one in lint(sql, origin="x")]
    with pytest.raises(errors.InvalidTransactionTermination):
        run(database, sql)


def test_an_index_that_is_not_valid_stays_so(database: Database) -> None:
    run(database, "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)")
    valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"
    with pytest.raises(errors.UniqueViolation):
        run(database, "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)")
    run(database, "DELETE FROM t")
    sql = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)"
    run(database, sql)
    assert value(database, valid) is False
    run(database, safe_sql("index-if-not-exists", sql))
    assert value(database, valid) is True


def test_an_index_is_never_gone_with_the_safe_sql(database: Database) -> None:
    run(database, "CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a)")
    sql = "DROP INDEX CONCURRENTLY i;\nCREATE INDEX CONCURRENTLY i ON t (a, b);"
    with database.connect() as connection:
        for statement in split(safe_sql("index-dropped-before-replaced", sql)):
            connection.execute(statement.encode())
            counted = "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid"
            assert connection.execute(counted.encode()).fetchone() != (0,)
    assert value(database, "SELECT indnatts FROM pg_index WHERE indexrelid = 'i'::regclass") == 2


def test_a_renamed_column_is_read_and_written_under_both_names(database: Database) -> None:
    run(database, "CREATE TABLE t (id int PRIMARY KEY, note text DEFAULT 'none'); INSERT INTO t VALUES (1, 'x')")
    sql = "ALTER TABLE t RENAME COLUMN note TO remark"
    run(database, safe_sql("rename", sql))
    run(database, "INSERT INTO t (id, note) VALUES (2, 'old'); INSERT INTO t (id, remark) VALUES (3, 'new')")
    run(database, "UPDATE t SET note = upper(note) WHERE id = 1; DELETE FROM t WHERE remark = 'new'")
    run(database, "INSERT INTO t (id) VALUES (4)")
    assert rows(database, "SELECT id, note, remark FROM t ORDER BY id") == [
        (1, "X", "X"),
        (2, "old", "old"),
        (4, "none", "none"),
    ]


@pytest.mark.parametrize("sql", ["ALTER TABLE t RENAME TO u", "ALTER TABLE t SET SCHEMA shop"])
def test_a_renamed_table_is_read_and_written_under_its_old_name(
    database: Database, other_database: Database, sql: str
) -> None:
    before = "CREATE SCHEMA shop; CREATE TABLE t (id int); INSERT INTO t VALUES (1)"
    run(database, f"{before}; {sql}")
    with pytest.raises(errors.UndefinedTable):
        rows(database, "SELECT * FROM t")
    run(other_database, f"{before}; {safe_sql('rename', sql)}")
    run(other_database, "INSERT INTO t VALUES (2)")
    assert rows(other_database, "SELECT id FROM t ORDER BY id") == [(1,), (2,)]


def test_foreign_keys_go_with_all_triggers_and_stay_with_those_of_users(
    database: Database, other_database: Database
) -> None:
    before = "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int REFERENCES p)"
    sql = "ALTER TABLE t DISABLE TRIGGER ALL"
    broken = "INSERT INTO t VALUES (9)"
    run(database, f"{before}; {sql}; {broken}")
    assert value(database, "SELECT count(*) FROM t") == 1
    run(other_database, f"{before}; {safe_sql('disable-trigger-all', sql)}")
    with pytest.raises(errors.ForeignKeyViolation):
        run(other_database, broken)


def test_restarting_holds_up_whoever_counts(database: Database) -> None:
    run(database, "CREATE SEQUENCE s")
    sql = "ALTER SEQUENCE s RESTART WITH 50"
    with database.connect() as connection:
        held = {}
        for name, statement in (("plain", sql), ("safe", safe_sql("restart-sequence", sql))):
            with connection.transaction():
                connection.execute(statement.encode())
                modes = "SELECT mode FROM pg_locks WHERE relation = 's'::regclass AND pid = pg_backend_pid()"
                held[name] = {mode for (mode,) in connection.execute(modes.encode())}
        assert "ShareRowExclusiveLock" in held["plain"]
        assert held["safe"] <= {"RowExclusiveLock", "AccessShareLock"}
        assert connection.execute("SELECT nextval('s')").fetchone() == (50,)


def test_one_update_is_one_transaction_and_batches_are_many(database: Database, other_database: Database) -> None:
    before = """
        CREATE TABLE t (a int, note text);
        INSERT INTO t SELECT n, repeat('x', 400) FROM generate_series(1, 6000) AS n"""
    sql = "UPDATE t SET note = 'short' WHERE a > 10"
    transactions = "SELECT count(DISTINCT xmin::text) FROM t WHERE note = 'short'"
    run(database, f"{before}; {sql}")
    run(other_database, f"{before}; {safe_sql('unbatched-change', sql)}")
    done = "SELECT count(*) FROM t WHERE note = 'short'"
    assert value(database, done) == value(other_database, done) == 5990
    assert value(database, transactions) == 1
    assert int(str(value(other_database, transactions))) > 1


def test_an_update_that_counts_on_its_own_value_is_done_once_for_each_row(database: Database) -> None:
    schema = "CREATE TABLE t (id int PRIMARY KEY, n int, note text);"
    run(database, f"{schema} INSERT INTO t SELECT n, n, repeat('x', 400) FROM generate_series(1, 500) AS n")
    run(database, safe_sql("unbatched-change", "UPDATE t AS x SET n = x.n + 1 WHERE x.n > 0", schema))
    assert value(database, "SELECT count(*) FROM t WHERE n = id + 1") == 500
    assert safe_sql("unbatched-change", "UPDATE t SET n = n + 1") == ""


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE t SET name = lower(t.name) WHERE t.name <> lower(t.name)",
        "UPDATE t AS x SET name = o.name FROM o WHERE o.id = x.id",
        "UPDATE t SET (name, id) = (SELECT 'y', 7) WHERE id < 3",
        "DELETE FROM t USING o WHERE o.id = t.id",
        "DELETE FROM t WHERE name LIKE 'A%' AND id <> 3",
        "WITH big AS (SELECT id FROM o) UPDATE t SET name = 'b' WHERE id IN (SELECT id FROM big)",
    ],
)
def test_batches_do_what_the_statement_did(database: Database, other_database: Database, sql: str) -> None:
    before = """
        CREATE TABLE t (id int, name text);
        CREATE TABLE o (id int, name text);
        INSERT INTO t SELECT n, 'A' || n FROM generate_series(1, 40) AS n;
        INSERT INTO o SELECT n, 'O' || n FROM generate_series(1, 40, 3) AS n"""
    run(database, f"{before}; {sql}")
    run(other_database, f"{before}; {safe_sql('unbatched-change', sql)}")
    assert rows(database, "SELECT * FROM t ORDER BY 1, 2") == rows(other_database, "SELECT * FROM t ORDER BY 1, 2")


def test_a_lock_that_is_waited_for_without_end_and_one_that_is_given_up(database: Database) -> None:
    run(database, "CREATE TABLE t (a int)")
    sql = "ALTER TABLE t ADD COLUMN b int"
    safe = safe_sql("no-lock-timeout", sql).replace("'2s'", "'50ms'")
    with database.connect() as reader, database.connect() as actor, ThreadPoolExecutor(max_workers=1) as pool:
        with reader.transaction():
            reader.execute("SELECT * FROM t")
            with pytest.raises(errors.LockNotAvailable):
                run(database, safe)
            acting = pool.submit(actor.execute, sql.encode())
            while not reader.execute(WAITING, [actor.info.backend_pid]).fetchall():
                assert not acting.done()
        acting.result()


def test_without_a_key_a_published_table_cannot_be_changed(database: Database, other_database: Database) -> None:
    schema = "CREATE TABLE t (id int CONSTRAINT t_pkey PRIMARY KEY, a int);"
    before = f"{schema} INSERT INTO t VALUES (1, 1); CREATE PUBLICATION p FOR TABLE t"
    sql = "ALTER TABLE t DROP CONSTRAINT t_pkey"
    run(database, f"{before}; {sql}")
    with pytest.raises(errors.ObjectNotInPrerequisiteState):
        run(database, "UPDATE t SET a = 2")
    run(other_database, before)
    for safe in (safe_sql("drop-key", sql, schema), "ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (id)"):
        run(other_database, f"{safe.removesuffix(';')}; UPDATE t SET a = a + 1")
    run(other_database, f"ALTER TABLE t REPLICA IDENTITY DEFAULT; {safe_sql('drop-key', sql)} UPDATE t SET a = 9")


def test_without_a_policy_nothing_is_found(database: Database, other_database: Database) -> None:
    before = "CREATE TABLE t (a int); INSERT INTO t VALUES (1)"
    sql = "ALTER TABLE t ENABLE ROW LEVEL SECURITY"
    counts = []
    for place, change in ((database, sql), (other_database, safe_sql("row-security-before-policy", sql))):
        run(place, f"{before}; {change}")
        with place.connect() as connection, connection.transaction(force_rollback=True):
            connection.execute("CREATE ROLE dbd_test_reader; GRANT SELECT ON t TO dbd_test_reader")
            connection.execute("SET LOCAL ROLE dbd_test_reader")
            counts.append(connection.execute("SELECT count(*) FROM t").fetchone())
    assert counts == [(0,), (1,)]


def test_the_query_for_parts_writes_statements_that_make_the_index_whole(database: Database) -> None:
    parted = 'CREATE TABLE "Events" (id int, at date) PARTITION BY RANGE (at);'
    run(database, f"CREATE SCHEMA shop; {parted}")
    run(database, """CREATE TABLE shop."E 1" PARTITION OF "Events" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')""")
    run(database, 'CREATE TABLE rest PARTITION OF "Events" DEFAULT')
    (parent, query) = split(safe_sql("index-on-partitioned-table", 'CREATE INDEX ON "Events" (id)', parted))
    run(database, parent)
    for (statements,) in rows(database, query):
        run(database, str(statements))
    assert value(database, "SELECT indisvalid FROM pg_index WHERE indexrelid = '\"Events_id_idx\"'::regclass") is True


def test_the_query_for_a_domain_writes_queries_that_count_what_breaks_it(database: Database) -> None:
    run(database, 'CREATE DOMAIN percent AS int; CREATE TABLE "T" ("A" percent, b text, c percent)')
    run(database, """INSERT INTO "T" VALUES (7, '', 200), (101, '', NULL)""")
    sql = "ALTER DOMAIN percent ADD CHECK (VALUE <= 100 AND VALUE::text <> 'value %')"
    (added, query) = split(safe_sql("domain-constraint", sql))
    run(database, added)
    queries = [str(one) for (one,) in rows(database, query)]
    assert sorted(str(value(database, one)) for one in queries) == ["1", "1"]
    with pytest.raises(errors.CheckViolation):
        run(database, """INSERT INTO "T" VALUES (101)""")


def test_what_was_set_aside_comes_back(database: Database) -> None:
    run(database, "CREATE TABLE t (a int); INSERT INTO t VALUES (1)")
    run(database, safe_sql("drop-table", "DROP TABLE t"))
    with pytest.raises(errors.UndefinedTable):
        rows(database, "SELECT * FROM t")
    run(database, "ALTER TABLE t_deprecated RENAME TO t")
    assert rows(database, "SELECT * FROM t") == [(1,)]


@pytest.mark.parametrize("sql", ["TRUNCATE t", "DELETE FROM t", "ALTER TABLE t DROP COLUMN a"])
def test_what_is_removed_is_kept_elsewhere(database: Database, sql: str) -> None:
    schema = "CREATE TABLE t (id int PRIMARY KEY, a int);"
    run(database, f"{schema} INSERT INTO t SELECT n, n FROM generate_series(1, 20) AS n")
    rule = "drop-column" if "COLUMN" in sql else "all-rows"
    run(database, safe_sql(rule, sql, schema))
    kept = "t_a_kept" if "COLUMN" in sql else "t_kept"
    assert value(database, f"SELECT sum(a) FROM {kept}") == 210
    assert value(database, "SELECT count(*) FROM t") == (20 if "COLUMN" in sql else 0)


def test_nulls_come_to_light_when_the_constraint_is_validated(database: Database) -> None:
    run(database, "CREATE TABLE t (a int); INSERT INTO t VALUES (NULL)")
    first, second = split(safe_sql("set-not-null", "ALTER TABLE t ALTER a SET NOT NULL"))
    run(database, first)
    for refused in ("INSERT INTO t VALUES (NULL)", second):
        with pytest.raises(errors.NotNullViolation):
            run(database, refused)


def test_a_changed_type_is_kept_in_step_until_it_takes_over(database: Database) -> None:
    run(database, "CREATE TABLE t (id int, total int); INSERT INTO t SELECT n, n FROM generate_series(1, 100) AS n")
    steps = split(safe_sql("change-column-type", "ALTER TABLE t ALTER total TYPE bigint"))
    filled = next(number for number, step in enumerate(steps) if step.startswith("DO")) + 1
    run_each(database, steps[:filled])
    run(database, "INSERT INTO t VALUES (101, 5000); UPDATE t SET total = -1 WHERE id = 1")
    assert value(database, "SELECT count(*) FROM t WHERE total_new IS DISTINCT FROM total") == 0
    run_each(database, steps[filled:])
    run(database, "UPDATE t SET total = 3000000000 WHERE id = 2")
    assert value(database, "SELECT sum(total) FROM t WHERE id IN (1, 2, 101)") == 3000004999


def run_each(database: Database, statements: Iterable[str]) -> None:
    with database.connect() as connection:
        for statement in statements:
            connection.execute(statement.encode())


MADE_AGAIN = {
    "a view": ("CREATE VIEW v AS SELECT 1 AS a", "DROP VIEW v; CREATE VIEW v AS SELECT 2 AS a", "SELECT a FROM v"),
    "a function": (
        "CREATE FUNCTION v() RETURNS int RETURN 1",
        "DROP FUNCTION v(); CREATE FUNCTION v() RETURNS int RETURN 2",
        "SELECT v()",
    ),
    "a default": (
        "CREATE TABLE v (a int DEFAULT 1)",
        "ALTER TABLE v ALTER a DROP DEFAULT; ALTER TABLE v ALTER a SET DEFAULT 2",
        "INSERT INTO v DEFAULT VALUES RETURNING a",
    ),
}


@pytest.mark.parametrize(("before", "change", "query"), MADE_AGAIN.values(), ids=MADE_AGAIN)
def test_what_is_made_again_in_its_transaction_is_always_there(
    database: Database, before: str, change: str, query: str
) -> None:
    run(database, before)
    with database.connect() as actor, ThreadPoolExecutor(max_workers=1) as pool:
        with actor.transaction():
            for statement in split(change):
                actor.execute(statement.encode())
            reading = pool.submit(value, database, query)
        assert reading.result() in (1, 2)
    assert value(database, query) == 2


def test_a_schema_is_dropped_only_when_nothing_is_in_it(database: Database) -> None:
    run(database, "CREATE SCHEMA shop; CREATE TABLE shop.t (a int)")
    with pytest.raises(errors.DependentObjectsStillExist):
        run(database, "DROP SCHEMA shop")


def test_a_partitioned_table_without_parts_has_no_rows(database: Database) -> None:
    run(database, "CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE t_1 PARTITION OF t DEFAULT")
    run(database, "INSERT INTO t VALUES (1); ALTER TABLE t DETACH PARTITION t_1; DROP TABLE t")
    assert value(database, "SELECT count(*) FROM t_1") == 1


def test_no_query_names_constraints_indexes_or_the_sequence_of_a_column(database: Database) -> None:
    run(database, "CREATE TABLE t (id serial PRIMARY KEY, a int CONSTRAINT c CHECK (a > 0))")
    renames = (
        "ALTER TABLE t RENAME CONSTRAINT c TO d",
        "ALTER INDEX t_pkey RENAME TO t_key",
        "ALTER SEQUENCE t_id_seq RENAME TO numbers",
    )
    for number, rename in enumerate(renames, 1):
        run(database, rename)
        assert value(database, "INSERT INTO t (a) VALUES (1) RETURNING id") == number


def test_an_index_of_parts_cannot_be_dropped_concurrently(database: Database) -> None:
    run(database, "CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE INDEX i ON t (a)")
    with pytest.raises(errors.FeatureNotSupported):
        run(database, "DROP INDEX CONCURRENTLY i")


def test_beside_a_default_part_no_part_can_be_taken_out_concurrently(database: Database) -> None:
    run(database, "CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE t_d PARTITION OF t DEFAULT")
    run(database, "CREATE TABLE t_1 PARTITION OF t FOR VALUES IN (1)")
    with pytest.raises(errors.ObjectNotInPrerequisiteState):
        run(database, "ALTER TABLE t DETACH PARTITION t_1 CONCURRENTLY")


def test_who_brings_numbers_is_refused_by_always_and_served_by_default(database: Database) -> None:
    sql = "ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY"
    for table, change in (("t", sql), ("u", safe_sql("identity-always", sql).replace("TABLE t", "TABLE u"))):
        run(database, f"CREATE TABLE {table} (id int NOT NULL); {change}")
    with pytest.raises(errors.GeneratedAlways):
        run(database, "INSERT INTO t VALUES (7)")
    run(database, "INSERT INTO u VALUES (7); INSERT INTO u DEFAULT VALUES")
    assert rows(database, "SELECT id FROM u ORDER BY id") == [(1,), (7,)]


def test_a_type_that_a_table_uses_keeps_the_types_of_its_attributes(database: Database) -> None:
    run(database, "CREATE TYPE place AS (town text); CREATE TABLE t (at place)")
    with pytest.raises(errors.FeatureNotSupported):
        run(database, "ALTER TYPE place ALTER ATTRIBUTE town TYPE varchar(9)")


def test_a_new_domain_is_used_by_nothing(database: Database) -> None:
    run(database, "CREATE TABLE t (a int); INSERT INTO t VALUES (1)")
    sql = "CREATE DOMAIN percent AS int CHECK (VALUE <= 100); ALTER DOMAIN percent ADD CHECK (VALUE >= 0);"
    assert worst(harms(database.url, sql)) is LockMode.ACCESS_SHARE
