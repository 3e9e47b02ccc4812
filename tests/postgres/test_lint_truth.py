"""What the linter says about locks, scans and rewrites is what the server shows, for the safe SQL as well."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from conftest import Database
from database_developer.migration.formats.statements import split
from database_developer.migration.linting import Knowledge, lint
from database_developer.model.migration import LockMode
from database_developer.model.names import QualifiedName
from database_developer.postgres.server import Run
from support.harm import harms, worst

ACCESS_EXCLUSIVE, SHARE = LockMode.ACCESS_EXCLUSIVE, LockMode.SHARE
SHARE_ROW_EXCLUSIVE = LockMode.SHARE_ROW_EXCLUSIVE
LETS_WRITE = LockMode.SHARE_UPDATE_EXCLUSIVE

ORDERS = """
CREATE TABLE users (id bigint PRIMARY KEY);
INSERT INTO users SELECT n FROM generate_series(1, 50) AS n;
CREATE TABLE orders (id bigint NOT NULL, user_id bigint, total integer, code text, during int8range);
INSERT INTO orders SELECT n, n % 50 + 1, n, 'c' || n, int8range(n, n + 1) FROM generate_series(1, 3000) AS n;
"""
EVENTS = """
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE TABLE old (id bigint NOT NULL, at date NOT NULL, kind text);
"""
EVENT_ROWS = """
INSERT INTO events SELECT n, '2025-01-01'::date + n % 300, 'x' FROM generate_series(1, 1000) AS n;
INSERT INTO events SELECT n, '2030-01-01'::date + n % 300, 'x' FROM generate_series(1, 1000) AS n;
INSERT INTO old SELECT n, '2020-01-01'::date + n % 300, 'x' FROM generate_series(1, 1000) AS n;
"""
NO_DEFAULT = "ALTER TABLE events DETACH PARTITION events_rest; DROP TABLE events_rest;"
ATTACH = "ALTER TABLE events ATTACH PARTITION old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"


@dataclass(frozen=True)
class Case:
    """Unsafe SQL: the strongest lock under which it takes long, and that of the safe SQL.

    ``before`` is there when both run, and ``told`` is the part of it that the linter knows.
    """

    rule: str
    sql: str
    harm: LockMode
    left: LockMode = LETS_WRITE
    before: str = ORDERS
    told: str = ""
    line: int = 1


CASES = {
    "an index": Case("index-without-concurrently", "CREATE INDEX i ON orders (total);", SHARE),
    "an index on parts": Case(
        "index-on-partitioned-table", "CREATE INDEX i ON events (kind);", SHARE, before=EVENTS + EVENT_ROWS, told=EVENTS
    ),
    "an index again": Case(
        "reindex-without-concurrently",
        "REINDEX TABLE orders;",
        SHARE,
        before=f"{ORDERS} CREATE INDEX i ON orders (id);",
    ),
    "a CHECK": Case("check-without-not-valid", "ALTER TABLE orders ADD CHECK (total > 0);", ACCESS_EXCLUSIVE),
    "a foreign key": Case(
        "foreign-key-without-not-valid",
        "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users;",
        SHARE_ROW_EXCLUSIVE,
    ),
    "a unique key": Case("key-without-index", "ALTER TABLE orders ADD UNIQUE (code);", ACCESS_EXCLUSIVE),
    "a primary key": Case("key-without-index", "ALTER TABLE orders ADD PRIMARY KEY (id);", ACCESS_EXCLUSIVE),
    "a primary key over what may be NULL": Case(
        "key-without-index", "ALTER TABLE orders ADD PRIMARY KEY (total);", ACCESS_EXCLUSIVE
    ),
    "a key of parts": Case(
        "key-without-index",
        "ALTER TABLE events ADD UNIQUE (id, at);",
        ACCESS_EXCLUSIVE,
        before=EVENTS + EVENT_ROWS,
        told=EVENTS,
    ),
    "an exclusion, which only lets others read": Case(
        "exclusion-constraint",
        "ALTER TABLE orders ADD CONSTRAINT apart EXCLUDE USING gist (during WITH &&);",
        ACCESS_EXCLUSIVE,
        left=SHARE,
    ),
    "validated in one ALTER": Case(
        "validated-at-once",
        "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID, VALIDATE CONSTRAINT c;",
        ACCESS_EXCLUSIVE,
    ),
    "NOT NULL": Case("set-not-null", "ALTER TABLE orders ALTER total SET NOT NULL;", ACCESS_EXCLUSIVE),
    "NOT NULL as a constraint": Case("set-not-null", "ALTER TABLE orders ADD NOT NULL total;", ACCESS_EXCLUSIVE),
    "NOT NULL whose proof goes": Case(
        "set-not-null",
        "ALTER TABLE orders ALTER total SET NOT NULL, DROP CONSTRAINT c;",
        ACCESS_EXCLUSIVE,
        before=f"{ORDERS} ALTER TABLE orders ADD CONSTRAINT c CHECK (total IS NOT NULL);",
        told="CREATE TABLE orders (total integer, CONSTRAINT c CHECK (total IS NOT NULL));",
    ),
    "a volatile default": Case(
        "volatile-default",
        "ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();",
        ACCESS_EXCLUSIVE,
    ),
    "a serial": Case("counting-column", "ALTER TABLE orders ADD COLUMN number bigserial;", ACCESS_EXCLUSIVE),
    "an identity": Case(
        "counting-column",
        "ALTER TABLE orders ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY UNIQUE;",
        ACCESS_EXCLUSIVE,
    ),
    "a stored column": Case(
        "stored-generated-column",
        "ALTER TABLE orders ADD COLUMN double integer GENERATED ALWAYS AS (total * 2) STORED;",
        ACCESS_EXCLUSIVE,
    ),
    "a CHECK beside a column": Case(
        "inline-constraint", "ALTER TABLE orders ADD COLUMN score integer CHECK (score > 0);", ACCESS_EXCLUSIVE
    ),
    "a key beside a column": Case(
        "inline-constraint", "ALTER TABLE orders ADD COLUMN score integer UNIQUE;", ACCESS_EXCLUSIVE
    ),
    "a foreign key beside a column with a default": Case(
        "inline-constraint",
        "ALTER TABLE orders ADD COLUMN owner bigint NOT NULL DEFAULT 1 REFERENCES users (id);",
        ACCESS_EXCLUSIVE,
    ),
    "a wider integer": Case("change-column-type", "ALTER TABLE orders ALTER total TYPE bigint;", ACCESS_EXCLUSIVE),
    "a shorter text": Case(
        "change-column-type", "ALTER TABLE orders ALTER code TYPE varchar(10) USING left(code, 10);", ACCESS_EXCLUSIVE
    ),
    "a type whose CHECK is read again": Case(
        "change-column-type",
        "ALTER TABLE people ALTER name TYPE varchar(40);",
        ACCESS_EXCLUSIVE,
        before="CREATE TABLE people (name varchar(20), CONSTRAINT c CHECK (name <> ''));"
        "INSERT INTO people SELECT 'x' FROM generate_series(1, 1000);",
        told="CREATE TABLE people (name varchar(20), CONSTRAINT c CHECK (name <> ''));",
    ),
    "another expression": Case(
        "set-expression",
        "ALTER TABLE sums ALTER b SET EXPRESSION AS (a * 3);",
        ACCESS_EXCLUSIVE,
        before="CREATE TABLE sums (a int, b int GENERATED ALWAYS AS (a * 2) STORED);"
        "INSERT INTO sums SELECT n FROM generate_series(1, 1000) AS n;",
    ),
    "a domain's CHECK": Case(
        "domain-constraint",
        "ALTER DOMAIN percent ADD CHECK (VALUE <= 100);",
        SHARE,
        before="CREATE DOMAIN percent AS int; CREATE TABLE t (a percent);"
        "INSERT INTO t SELECT 1 FROM generate_series(1, 1000);",
    ),
    "a domain's CHECK validated": Case(
        "domain-constraint",
        "ALTER DOMAIN percent VALIDATE CONSTRAINT c;",
        SHARE,
        left=SHARE,
        before="CREATE DOMAIN percent AS int; CREATE TABLE t (a percent);"
        "INSERT INTO t SELECT 1 FROM generate_series(1, 1000);"
        "ALTER DOMAIN percent ADD CONSTRAINT c CHECK (VALUE < 9) NOT VALID;",
    ),
    "a part with a default part": Case(
        "attach-partition", ATTACH, ACCESS_EXCLUSIVE, before=EVENTS + EVENT_ROWS, told=EVENTS
    ),
    "a part whose key the file does not say": Case(
        "attach-partition", ATTACH, ACCESS_EXCLUSIVE, before=EVENTS + EVENT_ROWS + NO_DEFAULT
    ),
    "a part of a list": Case(
        "attach-partition",
        "ALTER TABLE regions ATTACH PARTITION eu FOR VALUES IN ('de', 'fr', NULL);",
        ACCESS_EXCLUSIVE,
        before="CREATE TABLE regions (code text) PARTITION BY LIST (code); CREATE TABLE eu (code text);"
        "INSERT INTO eu SELECT 'de' FROM generate_series(1, 1000);",
        told="CREATE TABLE regions (code text) PARTITION BY LIST (code);",
    ),
    "a new part with a default part": Case(
        "partition-of",
        "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
        ACCESS_EXCLUSIVE,
        before=EVENTS + EVENT_ROWS,
        told=EVENTS,
    ),
    "VACUUM FULL": Case("table-written-anew", "VACUUM FULL orders;", ACCESS_EXCLUSIVE),
    "CLUSTER, after which readers go on": Case(
        "table-written-anew",
        "CLUSTER orders USING i;",
        ACCESS_EXCLUSIVE,
        left=SHARE,
        before=f"{ORDERS} CREATE INDEX i ON orders (total);",
    ),
    "an unlogged table, while readers go on": Case(
        "move-table", "ALTER TABLE orders SET UNLOGGED;", ACCESS_EXCLUSIVE, left=SHARE
    ),
    "a materialized view, whose readers go on": Case(
        "refresh-without-concurrently",
        "REFRESH MATERIALIZED VIEW totals;",
        ACCESS_EXCLUSIVE,
        left=LockMode.EXCLUSIVE,
        before=f"{ORDERS} CREATE MATERIALIZED VIEW totals AS SELECT id FROM orders;CREATE UNIQUE INDEX ON totals (id);",
    ),
    "an UPDATE after ALTER TABLE": Case(
        "work-under-lock",
        "BEGIN;\nALTER TABLE orders ADD COLUMN region text;\n"
        "UPDATE orders SET region = 'eu' WHERE region IS NULL;\nCOMMIT;",
        ACCESS_EXCLUSIVE,
        line=3,
    ),
    "VALIDATE under another lock": Case(
        "work-under-lock",
        "BEGIN;\nALTER TABLE orders ALTER total SET DEFAULT 0;\nALTER TABLE orders VALIDATE CONSTRAINT c;\nCOMMIT;",
        ACCESS_EXCLUSIVE,
        before=f"{ORDERS} ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID;",
        line=3,
    ),
}


def prepared(database: Database, sql: str) -> None:
    with database.connect() as connection:
        connection.execute(sql.encode())


def safe_sql_for(case: Case) -> str:
    found = lint(case.sql, origin="some.sql", knowledge=Knowledge(schema_sql=case.told))
    (finding,) = (one for one in found if one.rule == case.rule)
    assert finding.span.line == case.line
    if case.line > 1:  # the lines before stay where they are
        return "\n".join([*case.sql.splitlines()[: case.line - 1], finding.safe_sql])
    return finding.safe_sql


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_found_does_harm_and_the_safe_sql_does_not(
    database: Database, other_database: Database, case: Case
) -> None:
    prepared(database, case.before)
    assert worst(harms(database.url, case.sql)) is case.harm
    prepared(other_database, case.before)
    after = harms(other_database.url, safe_sql_for(case))
    assert worst(after).strength <= case.left.strength, [(one.sql, one.worst) for one in after]


SAME_IN_THE_END = [
    "an index",
    "a CHECK",
    "a foreign key",
    "a unique key",
    "a primary key",
    "validated in one ALTER",
    "NOT NULL",
    "a volatile default",
    "a serial",
    "a CHECK beside a column",
    "a key beside a column",
    "a foreign key beside a column with a default",
    "a part with a default part",
    "a part of a list",
    "a new part with a default part",
    "an UPDATE after ALTER TABLE",
]


@pytest.mark.parametrize("name", SAME_IN_THE_END)
def test_the_safe_sql_leads_to_the_same_schema(database: Database, other_database: Database, name: str) -> None:
    case = CASES[name]
    for place, sql in ((database, case.sql), (other_database, safe_sql_for(case))):
        prepared(place, case.before)
        harms(place.url, sql)
    wanted, found = database.shadow.schema(), other_database.shadow.schema()
    assert found == wanted


def test_a_constraint_validated_in_the_transaction_that_added_it(database: Database) -> None:
    prepared(database, ORDERS)
    sql = "BEGIN; ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID; "
    found = harms(database.url, f"{sql} ALTER TABLE orders VALIDATE CONSTRAINT c; COMMIT;")
    assert worst(found) is ACCESS_EXCLUSIVE
    assert found[-1].read == {QualifiedName("public", "orders")}


@dataclass(frozen=True)
class Brief:
    """A lock that is over at once, but is waited for: on which table, of which strength, and that of the safe SQL."""

    rule: str
    sql: str
    table: str
    harm: LockMode
    left: LockMode | None
    before: str = ORDERS
    told: str = ""


BRIEF = {
    "a dropped index": Brief(
        "drop-index-without-concurrently",
        "DROP INDEX i;",
        "orders",
        ACCESS_EXCLUSIVE,
        LETS_WRITE,
        before=f"{ORDERS} CREATE INDEX i ON orders (total);",
    ),
    "a new part": Brief(
        "partition-of",
        "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
        "events",
        ACCESS_EXCLUSIVE,
        LETS_WRITE,
        before=EVENTS + EVENT_ROWS + NO_DEFAULT,
    ),
    "a part taken out": Brief(
        "detach-partition",
        "ALTER TABLE events DETACH PARTITION events_2025;",
        "events",
        ACCESS_EXCLUSIVE,
        LETS_WRITE,
        before=EVENTS + EVENT_ROWS + NO_DEFAULT,
    ),
    "LOCK TABLE": Brief("lock-table", "LOCK TABLE orders;", "orders", ACCESS_EXCLUSIVE, SHARE_ROW_EXCLUSIVE),
}


@pytest.mark.parametrize("case", BRIEF.values(), ids=BRIEF)
def test_a_brief_lock_is_weaker_in_the_safe_sql(database: Database, other_database: Database, case: Brief) -> None:
    prepared(database, case.before)
    assert any(one.lock_on(case.table) is case.harm for one in harms(database.url, case.sql))
    prepared(other_database, case.before)
    (finding,) = (one for one in lint(case.sql, origin="x") if one.rule == case.rule)
    locks = {one.lock_on(case.table) for one in harms(other_database.url, finding.safe_sql, on=case.table)}
    assert max((mode for mode in locks if mode), key=lambda mode: mode.strength) is case.left


FREE = {
    "a longer varchar": ("CREATE TABLE t (a varchar(20));", "ALTER TABLE t ALTER a TYPE varchar(40);"),
    "text for varchar": ("CREATE TABLE t (a varchar(20));", "ALTER TABLE t ALTER a TYPE text;"),
    "a wider numeric": ("CREATE TABLE t (a numeric(10, 2));", "ALTER TABLE t ALTER a TYPE numeric(12, 2);"),
    "inet for cidr": ("CREATE TABLE t (a cidr);", "ALTER TABLE t ALTER a TYPE inet;"),
    "a cast to the type itself": ("CREATE TABLE t (a varchar(20));", "ALTER TABLE t ALTER a TYPE text USING a::text;"),
    "more precise moments": ("CREATE TABLE t (a timestamp(3));", "ALTER TABLE t ALTER a TYPE timestamp(6);"),
    "a constant default": ("CREATE TABLE t (a int);", "ALTER TABLE t ADD b int NOT NULL DEFAULT 3 + 4;"),
    "a stable default": ("CREATE TABLE t (a int);", "ALTER TABLE t ADD b timestamptz NOT NULL DEFAULT now();"),
    "a virtual column": ("CREATE TABLE t (a int);", "ALTER TABLE t ADD b int GENERATED ALWAYS AS (a) VIRTUAL;"),
    "an inline foreign key of NULLs": (
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int);",
        "ALTER TABLE t ADD b int REFERENCES p (id);",
    ),
    "a proven NOT NULL": (
        "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0 AND a IS NOT NULL));",
        "ALTER TABLE t ALTER a SET NOT NULL;",
    ),
    "another expression of a virtual column": (
        "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) VIRTUAL);",
        "ALTER TABLE t ALTER b SET EXPRESSION AS (a * 2);",
    ),
    "text for a domain over it": (
        "CREATE DOMAIN label AS text CHECK (VALUE <> ''); CREATE TABLE t (a label);",
        "ALTER TABLE t ALTER a TYPE text;",
    ),
    "a dropped constraint": ("CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));", "ALTER TABLE t DROP CONSTRAINT c;"),
    "ONLY a partitioned table": (
        "CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE t_1 PARTITION OF t DEFAULT;",
        "ALTER TABLE ONLY t ADD UNIQUE (a);",
    ),
    "NOT ENFORCED": ("CREATE TABLE t (a int);", "ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED;"),
}


@pytest.mark.parametrize(("before", "sql"), FREE.values(), ids=FREE)
def test_what_is_not_found_does_no_harm(database: Database, before: str, sql: str) -> None:
    found = lint(f"SET lock_timeout = '1s';\n{sql}", origin="x", knowledge=Knowledge(schema_sql=before))
    assert [finding.rule for finding in found] == []
    rows = "INSERT INTO t (a) VALUES ('1');" if "CHECK" in before else "INSERT INTO t DEFAULT VALUES;"
    prepared(database, f"{before} {rows}")
    assert worst(harms(database.url, sql)) is LockMode.ACCESS_SHARE


PARTS_KEPT = """
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE events (user_id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
"""
PART_ROWS = """
INSERT INTO users SELECT n FROM generate_series(1, 500) AS n;
INSERT INTO events SELECT n, '2025-06-01'::date + n FROM generate_series(1, 500) AS n;
"""
OF_PARTS = "ALTER TABLE events ADD FOREIGN KEY (user_id) REFERENCES users (id);"


def test_a_foreign_key_of_parts_is_taken_over_by_the_whole(run: Run, older_run: Run) -> None:
    """Before 18 a partitioned table takes no NOT VALID: then each part is validated first."""
    for server in (run, older_run):
        found = lint(OF_PARTS, origin="x", knowledge=Knowledge(schema_sql=PARTS_KEPT, server_version=17))
        (finding,) = (one for one in found if one.rule == "foreign-key-without-not-valid")
        harm = []
        for sql in (OF_PARTS, finding.safe_sql):
            with server.shadow("parts") as shadow:
                shadow.replay(split(PARTS_KEPT + PART_ROWS), origin="parts")
                harm.append(worst(harms(shadow.url, sql)))
        assert harm[0] is SHARE_ROW_EXCLUSIVE
        assert harm[1].strength <= LETS_WRITE.strength


def test_before_18_a_check_stands_in_for_not_null(older_run: Run) -> None:
    sql = "ALTER TABLE orders ALTER total SET NOT NULL;"
    (finding,) = (
        one for one in lint(sql, origin="x", knowledge=Knowledge(server_version=15)) if one.rule == "set-not-null"
    )
    found = []
    for each in (sql, finding.safe_sql):
        with older_run.shadow("null") as shadow:
            shadow.replay(split(ORDERS), origin="null")
            found.append(worst(harms(shadow.url, each)))
            assert shadow.schema().table(QualifiedName("public", "orders")).constraints == ()
    assert found[0] is ACCESS_EXCLUSIVE
    assert found[1].strength <= LETS_WRITE.strength


@pytest.mark.parametrize("function", ["random()", "clock_timestamp()", "gen_random_uuid()", "uuidv7()", "timeofday()"])
def test_a_default_called_volatile_is_worked_out_row_by_row(database: Database, function: str) -> None:
    prepared(database, ORDERS)
    sql = f"ALTER TABLE orders ADD COLUMN x text DEFAULT {function}::text;"
    assert "volatile-default" in [finding.rule for finding in lint(sql, origin="x")]
    assert worst(harms(database.url, sql)) is ACCESS_EXCLUSIVE
