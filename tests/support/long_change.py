"""A migration with everything that a runner must be able to take up again, and the database it starts from."""

from __future__ import annotations

from database_developer.migration.formats import backfills
from database_developer.model.migration import RANGE, Batches
from database_developer.model.names import QualifiedName
from database_developer.model.script import Script
from support.running import half_way, header, rows, run_sql, scripts

ROWS = 30
START = (
    'CREATE SCHEMA "The App"',
    'CREATE TABLE "The App"."Us\'ers" (id bigint PRIMARY KEY, email text, touched int NOT NULL DEFAULT 0)',
    f"""INSERT INTO "The App"."Us'ers" SELECT n, 'User' || n FROM generate_series(1, {ROWS}) AS n""",
    """CREATE INDEX old_one ON "The App"."Us'ers" (touched)""",
    # Every change of a row is counted, so that a row changed twice is seen.
    """CREATE FUNCTION count_changes() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW.touched := OLD.touched + 1; RETURN NEW; END $$""",
    """CREATE TRIGGER count_changes BEFORE UPDATE ON "The App"."Us'ers"
    FOR EACH ROW EXECUTE FUNCTION count_changes()""",
    "CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at)",
    "CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
    "CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
    "CREATE TABLE log (id int)",
)
FILL = backfills.spelled(
    Batches(
        table=QualifiedName("The App", "Us'ers"),
        update=f'UPDATE "The App"."Us\'ers" AS t SET handle = lower(t.email) WHERE {RANGE} AND t.handle IS NULL',
        key=(("id", "bigint"),),
        size=10,
    )
)
UP = f"""{header()}
SET lock_timeout = '2s';

BEGIN;
ALTER TABLE "The App"."Us'ers" ADD COLUMN handle text;
INSERT INTO log VALUES (1);
COMMIT;

{FILL};

BEGIN;
ALTER TABLE "The App"."Us'ers" ADD CONSTRAINT handle_given CHECK (handle IS NOT NULL) NOT VALID;
INSERT INTO log VALUES (2);
COMMIT;

ALTER TABLE "The App"."Us'ers" VALIDATE CONSTRAINT handle_given;
CREATE UNIQUE INDEX CONCURRENTLY "By handle" ON "The App"."Us'ers" (handle);
DROP INDEX CONCURRENTLY "The App".old_one;
ALTER TABLE events DETACH PARTITION events_old CONCURRENTLY;

RESET lock_timeout;
"""
DOWN = f"""{half_way()}
SET lock_timeout = '2s';
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_class WHERE relname = 'events_old' AND NOT relispartition) THEN
        ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    ELSIF EXISTS (SELECT FROM pg_inherits WHERE inhdetachpending) THEN
        ALTER TABLE events DETACH PARTITION events_old FINALIZE;
        ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    END IF;
END $$;
ALTER TABLE events_old DROP CONSTRAINT IF EXISTS events_old_at_check;
DROP INDEX CONCURRENTLY IF EXISTS "The App"."By handle";
CREATE INDEX CONCURRENTLY IF NOT EXISTS old_one ON "The App"."Us'ers" (touched);
ALTER TABLE "The App"."Us'ers" DROP CONSTRAINT IF EXISTS handle_given;
ALTER TABLE "The App"."Us'ers" DROP COLUMN IF EXISTS handle;
"""
NAME = "20260102030405_long_change"


def long_change() -> tuple[Script, ...]:
    return scripts({f"{NAME}.up.sql": UP, f"{NAME}.down.sql": DOWN})


def start_anew(url: str) -> None:
    """The database as it is before the change, whatever became of it."""
    gone = ("DROP SCHEMA IF EXISTS dbd CASCADE", 'DROP SCHEMA IF EXISTS "The App" CASCADE')
    run_sql(
        url,
        *gone,
        "DROP TABLE IF EXISTS events, events_old, events_new, log",
        "DROP FUNCTION IF EXISTS count_changes",
        *START,
    )


def assert_filled_once(url: str) -> None:
    """Each row was changed exactly once, and each statement that counts ran exactly once."""
    found = rows(
        url, """SELECT touched, count(*), bool_and(handle = lower(email)) FROM "The App"."Us'ers" GROUP BY 1"""
    )
    assert found == [(1, ROWS, True)]
    assert rows(url, "SELECT id FROM log ORDER BY id") == [(1,), (2,)]


def assert_rows_as_before(url: str) -> None:
    """The rows' own columns are as they were."""
    assert rows(url, """SELECT count(*), bool_and(email = 'User' || id) FROM "The App"."Us'ers" """) == [(ROWS, True)]
