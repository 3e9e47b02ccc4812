"""The changes that block or break a live database in their plain form, as cases: what stands, and what changes."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.design import Filling
from database_developer.model.differences import Renaming
from database_developer.model.migration import Hazard
from database_developer.model.names import QualifiedName, of, part_of

TAB = QualifiedName("public", "tab")

# What every case starts from: tables of 2,000 rows that count as large.
STANDING = """
CREATE TYPE st AS ENUM ('new', 'open', 'done');
CREATE DOMAIN dom AS integer;
CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TABLE parent (id integer PRIMARY KEY, code text NOT NULL);
INSERT INTO parent SELECT i, i::text FROM generate_series(1, 2000) AS i;
CREATE TABLE tab (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    a integer NOT NULL,
    nullable integer,
    ref integer,
    v varchar(20) NOT NULL,
    held varchar(20) CONSTRAINT tab_held CHECK (held <> ''),
    n numeric(10, 2),
    ts timestamp,
    js json,
    state st NOT NULL DEFAULT 'new',
    d dom,
    derived integer GENERATED ALWAYS AS (a * 2) STORED
);
INSERT INTO tab (a, nullable, ref, v, held, n, ts, js, d)
SELECT i, i, i, i::text, 'x', i, '2026-01-01', '{}', i FROM generate_series(1, 2000) AS i;
CREATE TABLE part (k integer NOT NULL, v integer) PARTITION BY RANGE (k);
CREATE TABLE p1 PARTITION OF part FOR VALUES FROM (0) TO (10000);
INSERT INTO p1 SELECT i, i FROM generate_series(1, 2000) AS i;
"""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A change to what stands; ``row`` is its number in the catalogue.

    ``before`` is made besides what stands. ``writes`` must be found in the migration, in this order; ``always``
    is a condition that holds after each of its transactions; ``hazard`` is what nobody can plan around.
    """

    row: int
    does: str
    change: str
    before: str = ""
    writes: tuple[str, ...] = ()
    always: str = "true"
    renamings: tuple[Renaming, ...] = ()
    fillings: tuple[Filling, ...] = ()
    hazard: Hazard | None = None
    since: int = 14

    def __str__(self) -> str:
        return f"{self.row}-{self.does.replace(' ', '-')}"


def _column(old: str, new: str) -> tuple[Renaming, ...]:
    return (Renaming(before=part_of("column", TAB, old), after=part_of("column", TAB, new)),)


def _alter(change: str) -> str:
    return f"ALTER TABLE tab {change}"


DEFAULT_PART = """
CREATE TABLE pdef PARTITION OF part DEFAULT;
INSERT INTO pdef SELECT i + 50000, i FROM generate_series(1, 2000) AS i;
"""
STANDS_ALONE = """
CREATE TABLE pnew (k integer NOT NULL, v integer);
INSERT INTO pnew SELECT i + 20000, i FROM generate_series(1, 2000) AS i;
"""
ATTACH = "ALTER TABLE part ATTACH PARTITION pnew FOR VALUES FROM (20000) TO (30000)"
CONCURRENTLY = ("CREATE INDEX CONCURRENTLY",)
UNIQUELY = ("CREATE UNIQUE INDEX CONCURRENTLY", "USING INDEX")
LATER = ("NOT VALID", "VALIDATE CONSTRAINT")

CASES = (
    Case(row=1, does="create index", change="CREATE INDEX tab_a ON tab (a)", writes=CONCURRENTLY),
    Case(
        row=2,
        does="create index on partitions",
        change="CREATE INDEX part_v ON part (v)",
        writes=("ON ONLY public.part", "CREATE INDEX CONCURRENTLY", "ATTACH PARTITION"),
    ),
    Case(
        row=3,
        does="drop index",
        before="CREATE INDEX tab_a ON tab (a)",
        change="DROP INDEX tab_a",
        writes=("DROP INDEX CONCURRENTLY",),
    ),
    Case(
        row=4,
        does="replace index",
        before="CREATE INDEX tab_a ON tab (a)",
        change="DROP INDEX tab_a; CREATE INDEX tab_a ON tab (a, nullable)",
        writes=("CREATE INDEX CONCURRENTLY", "DROP INDEX CONCURRENTLY"),
        always="EXISTS (SELECT FROM pg_index WHERE indrelid = 'tab'::regclass AND indisvalid AND indkey[0] = 2)",
    ),
    Case(row=6, does="add check", change=_alter("ADD CONSTRAINT positive CHECK (a > 0)"), writes=LATER),
    Case(
        row=7,
        does="add foreign key",
        change=_alter("ADD CONSTRAINT tab_ref FOREIGN KEY (ref) REFERENCES parent"),
        writes=LATER,
    ),
    Case(
        row=7,
        does="add foreign key to partitions",
        change="ALTER TABLE part ADD CONSTRAINT part_ref FOREIGN KEY (v) REFERENCES parent",
        writes=("NOT VALID", "VALIDATE CONSTRAINT"),
    ),
    Case(
        row=8,
        does="create table with foreign key",
        change="CREATE TABLE child (id bigint PRIMARY KEY, parent_id integer NOT NULL REFERENCES parent)",
    ),
    Case(
        row=9,
        does="drop foreign key",
        before=_alter("ADD CONSTRAINT tab_ref FOREIGN KEY (ref) REFERENCES parent"),
        change=_alter("DROP CONSTRAINT tab_ref"),
    ),
    Case(
        row=9,
        does="drop child",
        before="CREATE TABLE child (id bigint PRIMARY KEY, parent_id integer REFERENCES parent)",
        change="DROP TABLE child",
    ),
    Case(row=10, does="add unique", change=_alter("ADD CONSTRAINT once UNIQUE (nullable)"), writes=UNIQUELY),
    Case(
        row=10,
        does="add primary key",
        before="CREATE TABLE bare (id integer NOT NULL); INSERT INTO bare SELECT generate_series(1, 2000)",
        change="ALTER TABLE bare ADD PRIMARY KEY (id)",
        writes=UNIQUELY,
    ),
    Case(
        row=10,
        does="add primary key over what may be null",
        before="CREATE TABLE bare (id integer); INSERT INTO bare SELECT generate_series(1, 2000)",
        change="ALTER TABLE bare ADD PRIMARY KEY (id)",
        writes=("NOT VALID", "VALIDATE", "USING INDEX"),
    ),
    Case(row=12, does="set not null", change=_alter("ALTER nullable SET NOT NULL"), writes=LATER),
    Case(
        row=13,
        does="add column not null",
        change=_alter("ADD code text NOT NULL"),
        writes=("ADD COLUMN code text", "UPDATE", "NOT VALID", "VALIDATE"),
        fillings=(Filling(table=TAB, column="code", expression="'c' || t.id"),),
    ),
    Case(
        row=14,
        does="add column with volatile default",
        change=_alter("ADD token uuid NOT NULL DEFAULT gen_random_uuid()"),
        writes=("ADD COLUMN token uuid", "SET DEFAULT gen_random_uuid()", "UPDATE"),
    ),
    Case(
        row=15,
        does="add serial column",
        before="CREATE TABLE bare (a integer PRIMARY KEY); INSERT INTO bare SELECT generate_series(1, 2000)",
        change="ALTER TABLE bare ADD number bigserial",
        writes=("ADD COLUMN number bigint", "UPDATE"),
    ),
    Case(
        row=15,
        does="add identity column",
        before="CREATE TABLE bare (a integer PRIMARY KEY); INSERT INTO bare SELECT generate_series(1, 2000)",
        change="ALTER TABLE bare ADD number bigint GENERATED ALWAYS AS IDENTITY",
        writes=("ADD COLUMN number bigint", "UPDATE", "AS IDENTITY"),
    ),
    Case(
        row=16,
        does="add virtual column",
        change=_alter("ADD thrice integer GENERATED ALWAYS AS (a * 3) VIRTUAL"),
        writes=("VIRTUAL",),
        since=18,
    ),
    Case(row=17, does="add column with check", change=_alter("ADD z integer CHECK (z > 0)"), writes=LATER),
    Case(row=17, does="add column with unique", change=_alter("ADD z integer UNIQUE"), writes=UNIQUELY),
    Case(
        row=17,
        does="add column with foreign key and default",
        change=_alter("ADD z integer DEFAULT 1 REFERENCES parent"),
        writes=LATER,
    ),
    Case(row=18, does="integer to bigint", change=_alter("ALTER nullable TYPE bigint"), writes=("UPDATE",)),
    Case(
        row=18,
        does="integer to bigint under an index and a foreign key",
        before="CREATE INDEX tab_ref ON tab (ref); "
        + _alter("ADD CONSTRAINT tab_ref_fk FOREIGN KEY (ref) REFERENCES parent"),
        change=_alter("ALTER ref TYPE bigint"),
        writes=("NOT VALID", "VALIDATE", "CREATE INDEX CONCURRENTLY"),
    ),
    Case(row=18, does="shorter varchar", change=_alter("ALTER v TYPE varchar(10)"), writes=("UPDATE",)),
    Case(row=18, does="json to jsonb", change=_alter("ALTER js TYPE jsonb"), writes=("UPDATE",)),
    Case(row=18, does="numeric with another scale", change=_alter("ALTER n TYPE numeric(12, 4)")),
    Case(row=18, does="timestamp to timestamptz", change=_alter("ALTER ts TYPE timestamptz")),
    Case(
        row=19, does="wider varchar", change=_alter("ALTER v TYPE varchar(40)"), writes=("TYPE character varying(40)",)
    ),
    Case(row=19, does="varchar to text", change=_alter("ALTER v TYPE text"), writes=("TYPE text",)),
    Case(row=19, does="numeric with more digits", change=_alter("ALTER n TYPE numeric(12, 2)")),
    Case(row=19, does="wider varchar under a check", change=_alter("ALTER held TYPE varchar(40)")),
    Case(row=20, does="rename column", change=_alter("RENAME v TO w"), renamings=_column("v", "w")),
    Case(
        row=20,
        does="rename table",
        change=_alter("RENAME TO things"),
        renamings=(Renaming(before=of("table", TAB), after=of("table", QualifiedName("public", "things"))),),
    ),
    Case(row=21, does="drop column", change=_alter("DROP COLUMN v")),
    Case(row=22, does="drop table", before="CREATE TABLE old AS SELECT * FROM parent", change="DROP TABLE old"),
    Case(
        row=23,
        does="add enum value",
        change="ALTER TYPE st ADD VALUE 'paused' BEFORE 'done'",
        writes=("ADD VALUE IF NOT EXISTS 'paused'",),
    ),
    Case(
        row=24,
        does="remove enum value",
        change="ALTER TABLE tab ALTER state DROP DEFAULT; ALTER TYPE st RENAME TO st_old;"
        " CREATE TYPE st AS ENUM ('new', 'open'); ALTER TABLE tab ALTER state TYPE st USING state::text::st;"
        " ALTER TABLE tab ALTER state SET DEFAULT 'new'; DROP TYPE st_old",
    ),
    Case(row=26, does="attach partition", before=STANDS_ALONE, change=ATTACH, writes=(*LATER, "ATTACH PARTITION")),
    Case(
        row=26,
        does="attach partition beside a default",
        before=STANDS_ALONE + DEFAULT_PART,
        change=ATTACH,
        writes=(*LATER, "ATTACH PARTITION"),
    ),
    Case(
        row=27,
        does="create partition beside a default",
        before=DEFAULT_PART,
        change="CREATE TABLE p2 PARTITION OF part FOR VALUES FROM (20000) TO (30000)",
        writes=(*LATER, "ATTACH PARTITION"),
    ),
    Case(row=28, does="detach partition", change="ALTER TABLE part DETACH PARTITION p1", writes=("CONCURRENTLY",)),
    Case(
        row=28,
        does="detach partition beside a default",
        before=DEFAULT_PART,
        change="ALTER TABLE part DETACH PARTITION p1",
    ),
    Case(
        row=30,
        does="replace materialized view",
        before="CREATE MATERIALIZED VIEW mv AS SELECT a FROM tab",
        change="DROP MATERIALIZED VIEW mv; CREATE MATERIALIZED VIEW mv AS SELECT a, v FROM tab",
    ),
    Case(
        row=31,
        does="create trigger",
        change="CREATE TRIGGER touch BEFORE UPDATE ON tab FOR EACH ROW EXECUTE FUNCTION noop()",
    ),
    Case(
        row=32,
        does="disable trigger",
        before="CREATE TRIGGER touch BEFORE UPDATE ON tab FOR EACH ROW EXECUTE FUNCTION noop()",
        change=_alter("DISABLE TRIGGER touch"),
        writes=("DISABLE TRIGGER touch",),
    ),
    Case(
        row=33,
        does="row security",
        change="CREATE POLICY mine ON tab USING (a > 0); ALTER TABLE tab ENABLE ROW LEVEL SECURITY",
        writes=("CREATE POLICY", "ENABLE ROW LEVEL SECURITY"),
    ),
    Case(row=33, does="replica identity", change=_alter("REPLICA IDENTITY FULL")),
    Case(row=34, does="set storage", change=_alter("ALTER v SET STORAGE EXTERNAL")),
    Case(row=34, does="set default", change=_alter("ALTER v SET DEFAULT 'x'")),
    Case(row=34, does="drop not null", change=_alter("ALTER v DROP NOT NULL")),
    Case(row=34, does="drop check", change=_alter("DROP CONSTRAINT tab_held")),
    Case(row=35, does="set statistics", change=_alter("ALTER v SET STATISTICS 500")),
    Case(row=35, does="set options", change=_alter("SET (fillfactor = 80)")),
    Case(row=35, does="comment", change="COMMENT ON COLUMN tab.v IS 'what it is called'"),
    Case(row=35, does="grant", change="GRANT SELECT ON tab TO PUBLIC"),
    Case(
        row=35,
        does="rename index",
        before="CREATE INDEX tab_a ON tab (a)",
        change="ALTER INDEX tab_a RENAME TO by_a",
        writes=("RENAME TO by_a",),
    ),
    Case(
        row=35,
        does="validate constraint",
        before=_alter("ADD CONSTRAINT positive CHECK (a > 0) NOT VALID"),
        change=_alter("VALIDATE CONSTRAINT positive"),
        writes=("VALIDATE CONSTRAINT positive",),
    ),
    Case(row=36, does="alter sequence", before="CREATE SEQUENCE sq", change="ALTER SEQUENCE sq INCREMENT 5"),
    Case(
        row=42,
        does="replace replica identity",
        before="CREATE UNIQUE INDEX by_a ON tab (a); ALTER TABLE tab REPLICA IDENTITY USING INDEX by_a",
        change="CREATE UNIQUE INDEX by_id ON tab (id, a); ALTER TABLE tab REPLICA IDENTITY USING INDEX by_id;"
        " DROP INDEX by_a",
        always="EXISTS (SELECT FROM pg_index WHERE indrelid = 'tab'::regclass AND indisvalid AND indisreplident)",
    ),
)

# What has no safe form: it is refused until somebody lets the hazard through by name.
HAZARDS = (
    Case(
        row=11,
        does="add exclude",
        change=_alter("ADD CONSTRAINT apart EXCLUDE USING gist (int4range(a, a + 1) WITH &&)"),
        hazard=Hazard.BLOCKING_SCAN,
    ),
    Case(
        row=16,
        does="add stored column",
        change=_alter("ADD thrice integer GENERATED ALWAYS AS (a * 3) STORED"),
        hazard=Hazard.REWRITE,
    ),
    Case(
        row=24,
        does="rename enum value",
        change="ALTER TYPE st RENAME VALUE 'done' TO 'closed'",
        renamings=(
            Renaming(
                before=part_of("enum value", QualifiedName("public", "st"), "done"),
                after=part_of("enum value", QualifiedName("public", "st"), "closed"),
            ),
        ),
        hazard=Hazard.CLIENT_BREAK,
    ),
    Case(
        row=25,
        does="add domain constraint",
        change="ALTER DOMAIN dom ADD CONSTRAINT positive CHECK (VALUE > 0)",
        hazard=Hazard.BLOCKING_SCAN,
    ),
    Case(row=25, does="domain not null", change="ALTER DOMAIN dom SET NOT NULL", hazard=Hazard.BLOCKING_SCAN),
    Case(row=29, does="set unlogged", change=_alter("SET UNLOGGED"), hazard=Hazard.REWRITE),
    Case(
        row=37,
        does="set expression",
        change=_alter("ALTER derived SET EXPRESSION AS (a * 3)"),
        hazard=Hazard.REWRITE,
        since=17,
    ),
)

# Rows that no plan contains, or that are about how migrations are run rather than about what is in them.
ELSEWHERE = {
    5: "REINDEX repairs, it changes no schema",
    38: "LOCK TABLE is no change",
    39: "each case: no transaction holds a lock while rows are filled",
    40: "each case: no transaction changes two tables that no single statement needs together",
    41: "the written file: lock_timeout stands above everything",
    43: "the runner takes up what was cut short",
}
