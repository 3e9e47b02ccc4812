"""For each rule of the linter: SQL that it finds, and SQL that looks alike and is right."""

from __future__ import annotations

from dataclasses import dataclass, field

PARTED = "CREATE TABLE events (id bigint, at date NOT NULL, kind text) PARTITION BY RANGE (at);"
PARTS = (
    f"{PARTED}\nCREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');"
    "\nCREATE TABLE events_rest PARTITION OF events DEFAULT;"
)
PARTS_ONLY = PARTS.rpartition("\n")[0]
ORDERS = "CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL, status varchar(20), note text);"


@dataclass(frozen=True)
class Bad:
    """SQL in which the rule finds something on that line; ``schema`` is what was there before."""

    sql: str
    line: int = 1
    schema: str = ""
    pg: int = 18
    in_transaction: bool = False
    severity: str = ""


@dataclass(frozen=True)
class Good:
    """SQL in which the rule finds nothing."""

    sql: str
    schema: str = ""
    pg: int = 18
    in_transaction: bool = False


@dataclass(frozen=True)
class Cases:
    """Both, for one rule; the first bad case is the one that the rule's page shows."""

    bad: list[Bad]
    good: list[Good] = field(default_factory=list)


NEW = "CREATE TABLE orders (id bigint, total integer, status text, note text);\n"

CASES: dict[str, Cases] = {
    "index-without-concurrently": Cases(
        [
            Bad("CREATE INDEX orders_status ON orders (status);"),
            Bad(
                'CREATE UNIQUE INDEX IF NOT EXISTS "One" ON shop.orders USING btree (lower(note) DESC) WHERE total > 0;'
            ),
            Bad("CREATE TABLE other (id int);\nCREATE INDEX ON orders (status);", line=2),
            Bad(f"BEGIN;\n{NEW}ROLLBACK;\nCREATE INDEX ON orders (status);", line=4),
        ],
        [
            Good("CREATE INDEX CONCURRENTLY orders_status ON orders (status);"),
            Good(f"{NEW}CREATE INDEX ON orders (status);"),
            Good("CREATE TABLE orders AS SELECT 1 AS status;\nCREATE INDEX ON public.orders (status);"),
            Good("CREATE TEMP TABLE x (a int);\nALTER TABLE x RENAME TO y;\nCREATE INDEX ON y (a);"),
            Good("CREATE MATERIALIZED VIEW totals AS SELECT 1 AS a;\nCREATE INDEX ON totals (a);"),
            Good("CREATE INDEX ON ONLY events (at);"),
            Good("SET search_path = shop;\nCREATE TABLE orders (id int);\nCREATE INDEX ON shop.orders (id);"),
        ],
    ),
    "index-on-partitioned-table": Cases(
        [
            Bad("CREATE INDEX events_kind ON events (kind);", schema=PARTS),
            Bad("CREATE INDEX CONCURRENTLY events_kind ON events (kind);", schema=PARTED),
            Bad("CREATE UNIQUE INDEX ON events (lower(kind), at);", schema=PARTED),
        ],
        [
            Good("CREATE INDEX events_kind ON ONLY events (kind);", schema=PARTS),
            Good("CREATE INDEX CONCURRENTLY events_2025_kind ON events_2025 (kind);", schema=PARTS),
            Good(f"{PARTS}\nCREATE INDEX events_kind ON events (kind);"),
        ],
    ),
    "drop-index-without-concurrently": Cases(
        [
            Bad("DROP INDEX orders_status;"),
            Bad('DROP INDEX IF EXISTS shop.orders_status, "Two";'),
        ],
        [
            Good("DROP INDEX CONCURRENTLY orders_status;"),
            Good(f"{NEW}CREATE INDEX i ON orders (id);\nDROP INDEX i;"),
            Good("DROP INDEX i;", schema=f"{PARTED}\nCREATE INDEX i ON events (at);"),
        ],
    ),
    "index-dropped-before-replaced": Cases(
        [
            Bad(
                "DROP INDEX CONCURRENTLY orders_status;\n"
                "CREATE INDEX CONCURRENTLY orders_status ON orders (status, id);",
                line=2,
            ),
        ],
        [
            Good("DROP INDEX CONCURRENTLY IF EXISTS i;\nCREATE INDEX CONCURRENTLY i ON orders (id);"),
            Good("DROP INDEX CONCURRENTLY i;\nCREATE INDEX CONCURRENTLY j ON orders (id);"),
            Good("BEGIN;\nDROP INDEX i;\nCREATE INDEX i ON orders (id);\nCOMMIT;"),
        ],
    ),
    "index-if-not-exists": Cases(
        [Bad("CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_status ON orders (status);")],
        [
            Good("CREATE INDEX CONCURRENTLY orders_status ON orders (status);"),
            Good(
                "DROP INDEX CONCURRENTLY IF EXISTS orders_status;\n"
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_status ON orders (status);"
            ),
        ],
    ),
    "reindex-without-concurrently": Cases(
        [
            Bad("REINDEX INDEX orders_status;"),
            Bad('REINDEX (VERBOSE) TABLE shop."Orders";'),
            Bad("REINDEX SCHEMA shop;"),
            Bad("REINDEX (CONCURRENTLY false) TABLE orders;"),
        ],
        [
            Good("REINDEX INDEX CONCURRENTLY orders_status;"),
            Good("REINDEX (CONCURRENTLY) TABLE orders;"),
            Good("REINDEX SYSTEM shop;"),
            Good(f"{NEW}REINDEX TABLE orders;"),
        ],
    ),
    "inside-transaction": Cases(
        [
            Bad("BEGIN;\nCREATE INDEX CONCURRENTLY orders_status ON orders (status);\nCOMMIT;", line=2),
            Bad("DROP INDEX CONCURRENTLY i;", in_transaction=True),
            Bad("START TRANSACTION;\nREINDEX TABLE CONCURRENTLY orders;\nCOMMIT;", line=2),
            Bad("BEGIN;\nALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;\nCOMMIT;", line=2),
            Bad("BEGIN;\nVACUUM orders;\nCOMMIT;", line=2),
            Bad("DO $$\nBEGIN\n    CREATE INDEX CONCURRENTLY i ON orders (id);\nEND $$;", line=3),
            Bad("COMMIT;\nBEGIN;\nCREATE DATABASE other;", line=3, in_transaction=True),
            Bad("BEGIN;\nDO $$\nBEGIN\n    COMMIT;\nEND $$;\nCOMMIT;", line=4),
        ],
        [
            Good("CREATE INDEX CONCURRENTLY i ON orders (id);"),
            Good("BEGIN;\nSELECT 1;\nCOMMIT;\nCREATE INDEX CONCURRENTLY i ON orders (id);"),
            Good("COMMIT;\nCREATE INDEX CONCURRENTLY i ON orders (id);", in_transaction=True),
            Good("BEGIN;\nANALYZE orders;\nCOMMIT;"),
            Good("DO $$ BEGIN LOOP COMMIT; END LOOP; END $$;"),
        ],
    ),
    "check-without-not-valid": Cases(
        [
            Bad("ALTER TABLE orders ADD CONSTRAINT total_is_positive CHECK (total > 0);"),
            Bad("ALTER TABLE \"Orders\" ADD CHECK (total > 0 AND note <> 'x');"),
            Bad(
                "DO $$\nBEGIN\n  IF true THEN\n    ALTER TABLE orders ADD CHECK (total > 0);\n  END IF;\nEND $$;",
                line=4,
            ),
            Bad("DO $$ BEGIN\nEXECUTE 'ALTER TABLE orders ADD CHECK (total > 0)';\nEND $$;", line=2),
        ],
        [
            Good("ALTER TABLE orders ADD CHECK (total > 0) NOT VALID;"),
            Good("ALTER TABLE orders ADD CHECK (total > 0) NOT ENFORCED;"),
            Good(f"{NEW}ALTER TABLE orders ADD CHECK (total > 0);"),
        ],
    ),
    "foreign-key-without-not-valid": Cases(
        [
            Bad("ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);"),
            Bad("ALTER TABLE orders ADD FOREIGN KEY (a, b) REFERENCES shop.users ON DELETE CASCADE DEFERRABLE;"),
            Bad("ALTER TABLE events ADD FOREIGN KEY (id) REFERENCES users (id) NOT VALID;", schema=PARTS, pg=17),
            Bad("ALTER TABLE events ADD FOREIGN KEY (id) REFERENCES users (id);", schema=PARTS, pg=15),
        ],
        [
            Good("ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;"),
            Good("ALTER TABLE events ADD FOREIGN KEY (id) REFERENCES users (id) NOT VALID;", schema=PARTS),
            Good(
                "ALTER TABLE events_2025 ADD CONSTRAINT e FOREIGN KEY (id) REFERENCES users (id) NOT VALID;\n"
                "ALTER TABLE events_2025 VALIDATE CONSTRAINT e;\n"
                "ALTER TABLE events ADD CONSTRAINT e FOREIGN KEY (id) REFERENCES users (id);",
                schema=PARTS_ONLY,
            ),
            Good(f"{NEW}ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES users (id);"),
        ],
    ),
    "key-without-index": Cases(
        [
            Bad("ALTER TABLE orders ADD CONSTRAINT orders_note_key UNIQUE (note);"),
            Bad("ALTER TABLE orders ADD PRIMARY KEY (id);"),
            Bad("ALTER TABLE orders ADD PRIMARY KEY (id);", pg=15),
            Bad("ALTER TABLE orders ADD UNIQUE NULLS NOT DISTINCT (id, total) INCLUDE (note) DEFERRABLE;"),
            Bad("ALTER TABLE events ADD UNIQUE (id, at);", schema=PARTS),
        ],
        [
            Good("ALTER TABLE orders ADD CONSTRAINT orders_note_key UNIQUE USING INDEX orders_note_key;"),
            Good("ALTER TABLE ONLY events ADD UNIQUE (id, at);", schema=PARTS),
            Good(f"{NEW}ALTER TABLE orders ADD PRIMARY KEY (id);"),
        ],
    ),
    "exclusion-constraint": Cases(
        [Bad("ALTER TABLE bookings ADD CONSTRAINT bookings_apart EXCLUDE USING gist (during WITH &&);")],
        [Good("CREATE TABLE b (during tsrange);\nALTER TABLE b ADD EXCLUDE USING gist (during WITH &&);")],
    ),
    "validated-at-once": Cases(
        [
            Bad(
                "BEGIN;\nALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID;\n"
                "ALTER TABLE orders VALIDATE CONSTRAINT c;\nCOMMIT;",
                line=3,
            ),
            Bad("ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID, VALIDATE CONSTRAINT c;"),
            Bad(
                "ALTER TABLE orders ADD CONSTRAINT n NOT NULL note NOT VALID;\n"
                "ALTER TABLE orders VALIDATE CONSTRAINT n;",
                line=2,
                in_transaction=True,
            ),
            Bad(
                "DO $$ BEGIN\nALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID;\n"
                "ALTER TABLE orders VALIDATE CONSTRAINT c;\nEND $$;",
                line=3,
            ),
        ],
        [
            Good(
                "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID;\n"
                "ALTER TABLE orders VALIDATE CONSTRAINT c;"
            ),
            Good(
                "BEGIN;\nALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID;\nCOMMIT;\n"
                "BEGIN;\nALTER TABLE orders VALIDATE CONSTRAINT c;\nCOMMIT;"
            ),
            Good("BEGIN;\nALTER TABLE orders VALIDATE CONSTRAINT c;\nCOMMIT;"),
        ],
    ),
    "set-not-null": Cases(
        [
            Bad("ALTER TABLE orders ALTER COLUMN note SET NOT NULL;"),
            Bad("ALTER TABLE orders ALTER COLUMN note SET NOT NULL;", pg=17),
            Bad("ALTER TABLE orders ADD CONSTRAINT n NOT NULL note;"),
            Bad(
                "ALTER TABLE orders ADD CONSTRAINT c CHECK (note IS NOT NULL) NOT VALID;\n"
                "ALTER TABLE orders ALTER note SET NOT NULL;",
                line=2,
            ),
            Bad(
                "ALTER TABLE orders ADD CONSTRAINT c CHECK (note IS NOT NULL) NOT VALID;\n"
                "ALTER TABLE orders VALIDATE CONSTRAINT c;\n"
                "ALTER TABLE orders ALTER note SET NOT NULL, DROP CONSTRAINT c;",
                line=3,
            ),
            Bad(
                "ALTER TABLE orders ALTER note SET NOT NULL;",
                schema=f"{ORDERS}\nALTER TABLE orders ADD CONSTRAINT c CHECK (note IS NOT NULL OR total > 0);",
            ),
        ],
        [
            Good(
                "ALTER TABLE orders ADD CONSTRAINT c CHECK (note IS NOT NULL) NOT VALID;\n"
                "ALTER TABLE orders VALIDATE CONSTRAINT c;\nALTER TABLE orders ALTER note SET NOT NULL;\n"
                "ALTER TABLE orders DROP CONSTRAINT c;"
            ),
            Good(
                "ALTER TABLE orders ALTER note SET NOT NULL;",
                schema=f"{ORDERS}\nALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0 AND note IS NOT NULL);",
            ),
            Good("ALTER TABLE orders ALTER total SET NOT NULL;", schema=ORDERS),
            Good("ALTER TABLE orders ADD CONSTRAINT n NOT NULL note NOT VALID;"),
            Good(f"{NEW}ALTER TABLE orders ALTER note SET NOT NULL;"),
        ],
    ),
    "required-column-without-default": Cases(
        [
            Bad("ALTER TABLE orders ADD COLUMN region text NOT NULL;"),
            Bad("ALTER TABLE orders ADD region text, ADD code text NOT NULL REFERENCES codes (code);"),
        ],
        [
            Good("ALTER TABLE orders ADD COLUMN region text;"),
            Good("ALTER TABLE orders ADD COLUMN region text NOT NULL DEFAULT 'eu';"),
            Good("ALTER TABLE orders ADD COLUMN n bigint NOT NULL GENERATED ALWAYS AS IDENTITY;"),
            Good(f"{NEW}ALTER TABLE orders ADD COLUMN region text NOT NULL;"),
        ],
    ),
    "volatile-default": Cases(
        [
            Bad("ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();"),
            Bad("ALTER TABLE orders ADD COLUMN seen timestamptz DEFAULT clock_timestamp();"),
            Bad("ALTER TABLE orders ADD COLUMN code text DEFAULT shop.next_code('x');", severity="warning"),
            Bad("ALTER TABLE orders ADD COLUMN n int UNIQUE DEFAULT nextval('orders_n_seq');", schema=ORDERS),
        ],
        [
            Good("ALTER TABLE orders ADD COLUMN at timestamptz NOT NULL DEFAULT now();"),
            Good("ALTER TABLE orders ADD COLUMN at date DEFAULT CURRENT_DATE;"),
            Good("ALTER TABLE orders ADD COLUMN tags text[] DEFAULT '{}', ADD n int DEFAULT 3 + 4;"),
            Good("ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();"),
        ],
    ),
    "counting-column": Cases(
        [
            Bad("ALTER TABLE orders ADD COLUMN number bigserial;"),
            Bad("ALTER TABLE orders ADD COLUMN number integer GENERATED ALWAYS AS IDENTITY;"),
            Bad('ALTER TABLE shop."Orders" ADD COLUMN "No" serial PRIMARY KEY;', pg=15),
        ],
        [
            Good("CREATE TABLE orders (id bigserial);"),
            Good("ALTER TABLE orders ADD COLUMN number bigint;"),
        ],
    ),
    "stored-generated-column": Cases(
        [
            Bad("ALTER TABLE orders ADD COLUMN double integer GENERATED ALWAYS AS (total * 2) STORED;"),
            Bad("ALTER TABLE orders ADD COLUMN double integer GENERATED ALWAYS AS (total * 2) STORED;", pg=16),
        ],
        [Good("ALTER TABLE orders ADD COLUMN double integer GENERATED ALWAYS AS (total * 2) VIRTUAL;")],
    ),
    "inline-constraint": Cases(
        [
            Bad("ALTER TABLE orders ADD COLUMN score integer DEFAULT 0 CHECK (score >= 0);"),
            Bad("ALTER TABLE orders ADD COLUMN code text UNIQUE;"),
            Bad("ALTER TABLE orders ADD COLUMN user_id bigint NOT NULL DEFAULT 1 REFERENCES users (id);"),
        ],
        [
            Good("ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users (id);"),
            Good("ALTER TABLE orders ADD COLUMN score integer NOT NULL DEFAULT 0;"),
            Good("CREATE TABLE orders (code text UNIQUE CHECK (code <> ''));"),
        ],
    ),
    "change-column-type": Cases(
        [
            Bad("ALTER TABLE orders ALTER COLUMN total TYPE bigint;"),
            Bad("ALTER TABLE orders ALTER COLUMN total TYPE bigint;", schema=ORDERS),
            Bad("ALTER TABLE orders ALTER COLUMN status TYPE varchar(10);", schema=ORDERS, severity="error"),
            Bad("ALTER TABLE orders ALTER COLUMN status TYPE varchar(10);", severity="warning"),
            Bad("ALTER TABLE orders ALTER COLUMN note TYPE jsonb USING note::jsonb;"),
            Bad("ALTER TABLE orders ALTER COLUMN note TYPE text USING lower(note);", schema=ORDERS),
            Bad("ALTER TABLE orders ALTER COLUMN mood TYPE shop.mood USING mood::text::shop.mood;"),
            Bad(
                "ALTER TABLE t ALTER a TYPE timestamptz;",
                schema="CREATE TABLE t (a timestamp);",
                severity="warning",
            ),
            Bad(
                "ALTER TABLE orders ALTER COLUMN status TYPE text;",
                schema=f"{ORDERS}\nALTER TABLE orders ADD CHECK (status <> '');",
            ),
            Bad("ALTER TABLE t ALTER a TYPE numeric(12, 4);", schema="CREATE TABLE t (a numeric(10, 2));"),
            Bad("ALTER TABLE t ALTER a TYPE text;", schema="CREATE TABLE t (a char(5));", severity="error"),
        ],
        [
            Good("ALTER TABLE orders ALTER COLUMN status TYPE varchar(40);", schema=ORDERS),
            Good("ALTER TABLE orders ALTER COLUMN status TYPE text;", schema=ORDERS),
            Good("ALTER TABLE orders ALTER COLUMN status TYPE text USING status::text;", schema=ORDERS),
            Good("ALTER TABLE t ALTER a TYPE numeric(12, 2);", schema="CREATE TABLE t (a numeric(10, 2));"),
            Good("ALTER TABLE t ALTER a TYPE inet;", schema="CREATE TABLE t (a cidr);"),
            Good("ALTER TABLE t ALTER a TYPE timestamp(6);", schema="CREATE TABLE t (a timestamp(3));"),
            Good(f"{NEW}ALTER TABLE orders ALTER COLUMN total TYPE bigint;"),
            Good("ALTER TABLE t ADD a varchar(10);\nALTER TABLE t ALTER a TYPE varchar(20);"),
        ],
    ),
    "set-expression": Cases(
        [
            Bad("ALTER TABLE orders ALTER COLUMN double SET EXPRESSION AS (total * 3);", severity="warning"),
            Bad(
                "ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a * 3);",
                schema="CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) STORED);",
                severity="error",
            ),
        ],
        [
            Good(
                "ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a * 3);",
                schema="CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) VIRTUAL);",
            )
        ],
    ),
    "rename": Cases(
        [
            Bad("ALTER TABLE orders RENAME COLUMN note TO remark;"),
            Bad("ALTER TABLE orders RENAME TO purchases;"),
            Bad("ALTER TABLE orders SET SCHEMA shop;"),
            Bad("ALTER SCHEMA shop RENAME TO store;"),
            Bad("ALTER VIEW totals RENAME TO sums;"),
            Bad("ALTER TYPE mood RENAME TO feeling;"),
            Bad("ALTER TYPE mood RENAME VALUE 'it''s ok' TO 'fine';"),
            Bad("ALTER FUNCTION shop.f(integer) RENAME TO g;"),
            Bad("ALTER EXTENSION hstore SET SCHEMA extensions;"),
            Bad("ALTER SEQUENCE shop.numbers RENAME TO counts;", severity="note"),
            Bad("ALTER SEQUENCE shop.numbers SET SCHEMA other;", severity="note"),
        ],
        [
            Good(
                "BEGIN;\nALTER TABLE orders RENAME TO purchases;\n"
                "CREATE VIEW orders AS SELECT * FROM purchases;\nCOMMIT;"
            ),
            Good("ALTER INDEX i RENAME TO j;"),
            Good("BEGIN;\nALTER TABLE a RENAME TO b;\nCREATE TABLE a (c int);\nCOMMIT;"),
            Good("ALTER TABLE orders RENAME CONSTRAINT a TO b;"),
            Good(f"{NEW}ALTER TABLE orders RENAME COLUMN note TO remark;"),
            Good("BEGIN;\nALTER TYPE mood RENAME TO old;\nCREATE TYPE mood AS ENUM ('a');\nCOMMIT;"),
        ],
    ),
    "drop-column": Cases(
        [
            Bad("ALTER TABLE orders DROP COLUMN note;"),
            Bad("ALTER TABLE orders DROP COLUMN note, DROP COLUMN IF EXISTS status;", schema=ORDERS),
            Bad("ALTER TYPE address DROP ATTRIBUTE street;"),
        ],
        [Good(f"{NEW}ALTER TABLE orders DROP COLUMN note;")],
    ),
    "drop-table": Cases(
        [Bad("DROP TABLE orders;"), Bad('DROP TABLE IF EXISTS shop."Orders", b;'), Bad("DROP SCHEMA shop CASCADE;")],
        [
            Good(f"{NEW}DROP TABLE orders;"),
            Good("DROP SCHEMA shop;"),
            Good("ALTER TABLE events DETACH PARTITION events_2025;\nDROP TABLE events;", schema=PARTS_ONLY),
        ],
    ),
    "all-rows": Cases(
        [Bad("TRUNCATE orders;"), Bad("DELETE FROM orders;"), Bad("TRUNCATE a, b;")],
        [Good("DELETE FROM orders WHERE id = 3;"), Good(f"{NEW}TRUNCATE orders;")],
    ),
    "cascade": Cases(
        [
            Bad("DROP VIEW totals CASCADE;"),
            Bad("ALTER TABLE orders DROP COLUMN note CASCADE;"),
            Bad("TRUNCATE orders CASCADE;"),
            Bad("DROP TYPE mood CASCADE;"),
        ],
        [
            Good("DROP VIEW totals;"),
            Good("ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES b (c) ON DELETE CASCADE NOT VALID;"),
        ],
    ),
    "drop-view": Cases(
        [
            Bad("DROP VIEW totals;"),
            Bad("DROP FUNCTION shop.f(integer);"),
            Bad("DROP TYPE mood;"),
            Bad("DROP EXTENSION x;"),
        ],
        [
            Good("BEGIN;\nDROP VIEW totals;\nCREATE VIEW totals AS SELECT 1;\nCOMMIT;"),
            Good("BEGIN;\nALTER TYPE mood RENAME TO old;\nDROP TYPE old;\nCOMMIT;"),
            Good("DROP TRIGGER a ON orders;"),
        ],
    ),
    "drop-key": Cases(
        [
            Bad("ALTER TABLE orders DROP CONSTRAINT orders_pkey;"),
            Bad(
                "ALTER TABLE orders DROP CONSTRAINT pk;",
                schema="CREATE TABLE orders (a int, b int, CONSTRAINT pk PRIMARY KEY (a, b));",
            ),
        ],
        [
            Good("ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD CONSTRAINT p PRIMARY KEY USING INDEX p;"),
            Good(
                "BEGIN;\nALTER TABLE orders REPLICA IDENTITY FULL;\n"
                "ALTER TABLE orders DROP CONSTRAINT orders_total_check;\nCOMMIT;"
            ),
        ],
    ),
    "loosened-column": Cases(
        [
            Bad("ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;"),
            Bad("ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;"),
            Bad("ALTER TABLE orders ALTER COLUMN id DROP IDENTITY;"),
            Bad("ALTER TABLE orders ALTER COLUMN id DROP EXPRESSION IF EXISTS;"),
        ],
        [
            Good("ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new';"),
            Good("ALTER TABLE orders ALTER a DROP DEFAULT, ALTER a TYPE text, ALTER a SET DEFAULT 'x';"),
        ],
    ),
    "identity-always": Cases(
        [
            Bad("ALTER TABLE orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;"),
            Bad("ALTER TABLE orders ALTER COLUMN id SET GENERATED ALWAYS;"),
        ],
        [
            Good("ALTER TABLE orders ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;"),
            Good("ALTER TABLE orders ALTER COLUMN id SET GENERATED BY DEFAULT SET CACHE 10;"),
            Good(f"{NEW}ALTER TABLE orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;"),
        ],
    ),
    "enum-value-used-at-once": Cases(
        [
            Bad(
                "BEGIN;\nALTER TYPE mood ADD VALUE 'glad';\nUPDATE people SET mood = 'glad' WHERE id = 1;\nCOMMIT;",
                line=3,
            ),
            Bad("ALTER TYPE mood ADD VALUE 'glad';\nINSERT INTO people VALUES ('glad');", line=2, in_transaction=True),
        ],
        [
            Good("ALTER TYPE mood ADD VALUE 'glad';\nUPDATE people SET mood = 'glad' WHERE id = 1;"),
            Good(
                "BEGIN;\nCREATE TYPE mood AS ENUM ('a');\nALTER TYPE mood ADD VALUE 'b';\n"
                "INSERT INTO people VALUES ('b');\nCOMMIT;"
            ),
            Good("BEGIN;\nALTER TYPE mood ADD VALUE 'glad';\nINSERT INTO people VALUES ('sad');\nCOMMIT;"),
        ],
    ),
    "enum-value-without-if-not-exists": Cases(
        [Bad("ALTER TYPE mood ADD VALUE 'glad' BEFORE 'sad';")],
        [Good("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'glad';"), Good("ALTER TYPE mood RENAME VALUE 'a' TO 'b';")],
    ),
    "domain-constraint": Cases(
        [
            Bad("ALTER DOMAIN percent ADD CONSTRAINT percent_range CHECK (VALUE BETWEEN 0 AND 100);"),
            Bad('ALTER DOMAIN shop."Percent" SET NOT NULL;'),
            Bad("ALTER DOMAIN percent ADD CHECK (VALUE > 0 AND VALUE::text <> 'value % it''s');"),
            Bad("ALTER DOMAIN percent VALIDATE CONSTRAINT percent_range;"),
        ],
        [
            Good("ALTER DOMAIN percent ADD CONSTRAINT r CHECK (VALUE > 0) NOT VALID;"),
            Good("ALTER DOMAIN percent DROP NOT NULL;"),
            Good("CREATE DOMAIN percent AS int;\nALTER DOMAIN percent ADD CHECK (VALUE > 0);"),
        ],
    ),
    "attach-partition": Cases(
        [
            Bad(
                "ALTER TABLE events ATTACH PARTITION old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
                schema=PARTS,
            ),
            Bad("ALTER TABLE events ATTACH PARTITION old FOR VALUES FROM (MINVALUE) TO ('2021-01-01');"),
            Bad(
                "ALTER TABLE regions ATTACH PARTITION eu FOR VALUES IN ('de', NULL);",
                schema="CREATE TABLE regions (code text) PARTITION BY LIST (code);",
            ),
            Bad(
                "CREATE TABLE old (LIKE events);\n"
                "ALTER TABLE events ATTACH PARTITION old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
                schema=PARTS,
                line=2,
            ),
        ],
        [
            Good(
                "CREATE TABLE old (LIKE events);\n"
                "ALTER TABLE events ATTACH PARTITION old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
                schema=PARTS_ONLY,
            ),
            Good(
                "ALTER TABLE old ADD CONSTRAINT c CHECK (at >= '2020-01-01' AND at < '2021-01-01') NOT VALID;\n"
                "ALTER TABLE old VALIDATE CONSTRAINT c;\n"
                "ALTER TABLE events ATTACH PARTITION old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
            ),
        ],
    ),
    "partition-of": Cases(
        [
            Bad("CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"),
            Bad(
                "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
                schema=PARTS,
                severity="error",
            ),
        ],
        [Good(PARTS)],
    ),
    "detach-partition": Cases(
        [Bad("ALTER TABLE events DETACH PARTITION events_2025;")],
        [
            Good("ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;"),
            Good("ALTER TABLE events DETACH PARTITION events_2025;", schema=PARTS),
        ],
    ),
    "table-written-anew": Cases(
        [
            Bad("VACUUM FULL orders;"),
            Bad("VACUUM (FULL, ANALYZE) shop.orders, b;"),
            Bad("CLUSTER orders USING orders_total;", schema=f"{ORDERS}\nCREATE INDEX orders_total ON orders (total);"),
        ],
        [Good("VACUUM orders;"), Good("VACUUM (FULL false) orders;")],
    ),
    "move-table": Cases(
        [
            Bad("ALTER TABLE orders SET UNLOGGED;"),
            Bad("ALTER TABLE orders SET TABLESPACE fast;"),
            Bad("ALTER TABLE orders SET ACCESS METHOD heap;"),
            Bad("ALTER INDEX orders_pkey SET TABLESPACE fast;"),
        ],
        [Good(f"{NEW}ALTER TABLE orders SET UNLOGGED;"), Good("ALTER TABLE orders SET (fillfactor = 70);")],
    ),
    "refresh-without-concurrently": Cases(
        [
            Bad("REFRESH MATERIALIZED VIEW totals;"),
            Bad("REFRESH MATERIALIZED VIEW totals WITH NO DATA;"),
        ],
        [
            Good("REFRESH MATERIALIZED VIEW CONCURRENTLY totals;"),
            Good("CREATE MATERIALIZED VIEW totals AS SELECT 1;\nREFRESH MATERIALIZED VIEW totals;"),
        ],
    ),
    "disable-trigger-all": Cases(
        [Bad("ALTER TABLE orders DISABLE TRIGGER ALL;")],
        [Good("ALTER TABLE orders DISABLE TRIGGER USER;"), Good("ALTER TABLE orders DISABLE TRIGGER touch;")],
    ),
    "row-security-before-policy": Cases(
        [Bad("ALTER TABLE orders ENABLE ROW LEVEL SECURITY;")],
        [
            Good("CREATE POLICY p ON orders USING (true);\nALTER TABLE orders ENABLE ROW LEVEL SECURITY;"),
            Good(
                "BEGIN;\nALTER TABLE orders ENABLE ROW LEVEL SECURITY;\n"
                "CREATE POLICY p ON orders USING (true);\nCOMMIT;"
            ),
        ],
    ),
    "restart-sequence": Cases(
        [Bad("ALTER SEQUENCE shop.orders_id_seq RESTART WITH 1000;")],
        [Good("SELECT setval('orders_id_seq', 1000, false);"), Good("ALTER SEQUENCE s CACHE 10;")],
    ),
    "lock-table": Cases(
        [Bad("BEGIN;\nLOCK TABLE orders;\nCOMMIT;", line=2), Bad("BEGIN;\nLOCK shop.a, b NOWAIT;\nCOMMIT;", line=2)],
        [Good("BEGIN;\nLOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;\nCOMMIT;")],
    ),
    "work-under-lock": Cases(
        [
            Bad(
                "BEGIN;\nALTER TABLE orders ADD COLUMN region text;\n"
                "UPDATE orders SET region = 'eu' WHERE region IS NULL;\nCOMMIT;",
                line=3,
            ),
            Bad(
                "ALTER TABLE orders ADD COLUMN region text;\nDELETE FROM lines WHERE total = 0;",
                line=2,
                in_transaction=True,
            ),
            Bad("BEGIN;\nALTER TABLE a ADD b text;\nINSERT INTO c SELECT * FROM d;\nCOMMIT;", line=3),
            Bad("BEGIN;\nALTER TABLE a ADD b text;\nALTER TABLE c VALIDATE CONSTRAINT d;\nCOMMIT;", line=3),
        ],
        [
            Good("ALTER TABLE orders ADD COLUMN region text;\nUPDATE orders SET region = 'eu';"),
            Good(
                "BEGIN;\nALTER TABLE a ADD b text;\nINSERT INTO c VALUES (1);\n"
                "UPDATE a SET b = '' WHERE id = 1;\nCOMMIT;"
            ),
            Good(f"BEGIN;\n{NEW}UPDATE orders SET note = '';\nCOMMIT;"),
            Good("BEGIN;\nALTER TABLE a VALIDATE CONSTRAINT c;\nUPDATE a SET b = 1;\nCOMMIT;"),
        ],
    ),
    "unbatched-change": Cases(
        [
            Bad("UPDATE orders SET region = 'eu' WHERE region IS NULL;"),
            Bad("UPDATE orders AS o SET note = lower(u.name) FROM users AS u WHERE u.id = o.user_id;"),
            Bad("UPDATE orders SET total = total + 1;", schema=ORDERS),
            Bad("UPDATE orders SET total = total + 1;"),
            Bad("DELETE FROM orders WHERE orders.status = 'old';", schema=ORDERS),
        ],
        [
            Good("UPDATE orders SET note = 'x' WHERE id = 7;"),
            Good("UPDATE orders SET note = 'x' WHERE id IN (1, 2) AND total > 3;"),
            Good("UPDATE orders SET note = 'x' WHERE id BETWEEN 1 AND 1000;"),
            Good("UPDATE orders SET note = 'x' WHERE id > 5 AND id <= 1005;"),
            Good("UPDATE t SET a = 1 WHERE code = 'x';", schema="CREATE TABLE t (code text PRIMARY KEY, a int);"),
            Good("DELETE FROM orders WHERE ctid IN (SELECT ctid FROM orders LIMIT 100);"),
            Good("DO $$ BEGIN LOOP UPDATE a SET b = 1 WHERE c; COMMIT; EXIT; END LOOP; END $$;"),
            Good(f"{NEW}UPDATE orders SET note = '';"),
        ],
    ),
    "several-tables-locked": Cases(
        [
            Bad(
                "BEGIN;\nALTER TABLE orders ADD COLUMN a text;\nALTER TABLE users ADD COLUMN b text;\nCOMMIT;",
                line=3,
            ),
            Bad("ALTER TABLE a ADD x int;\nCREATE INDEX ON b (c);", line=2, in_transaction=True),
            Bad("BEGIN;\nALTER TABLE a ADD x int;\nCREATE TABLE n (b int REFERENCES b (id));\nCOMMIT;", line=3),
        ],
        [
            Good("ALTER TABLE orders ADD COLUMN a text;\nALTER TABLE users ADD COLUMN b text;"),
            Good("BEGIN;\nALTER TABLE a ADD x int;\nALTER TABLE a ADD y int;\nCREATE TABLE b (c int);\nCOMMIT;"),
            Good("BEGIN;\nALTER TABLE a ADD x int;\nCOMMENT ON TABLE b IS 'x';\nCOMMIT;"),
            Good("BEGIN;\nALTER TABLE a RENAME TO b;\nALTER TABLE b ADD c int;\nCOMMIT;"),
        ],
    ),
    "no-lock-timeout": Cases(
        [
            Bad("ALTER TABLE orders ADD COLUMN region text;"),
            Bad("SET lock_timeout = '2s';\nRESET lock_timeout;\nALTER TABLE orders ADD a int;", line=3),
            Bad("SET lock_timeout = 0;\nALTER TABLE orders ADD a int;", line=2),
            Bad("BEGIN;\nSET LOCAL lock_timeout = '1s';\nCOMMIT;\nALTER TABLE orders ADD a int;", line=4),
            Bad("BEGIN;\nSET lock_timeout = '1s';\nROLLBACK;\nDROP TABLE orders;", line=4),
            Bad("CREATE TABLE lines (order_id bigint REFERENCES orders (id));"),
        ],
        [
            Good("SET lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN region text;"),
            Good("BEGIN;\nSET LOCAL lock_timeout = 2000;\nALTER TABLE orders ADD a int;\nCOMMIT;"),
            Good("SELECT set_config('lock_timeout', '2s', false);\nALTER TABLE orders ADD a int;"),
            Good("CREATE INDEX CONCURRENTLY ON orders (a);\nCOMMENT ON TABLE orders IS 'x';"),
            Good(f"{NEW}ALTER TABLE orders ADD a int;"),
        ],
    ),
    "not-repeatable": Cases(
        [
            Bad("ALTER TABLE orders ADD COLUMN a int;\nCREATE INDEX CONCURRENTLY i ON orders (a);"),
            Bad("CREATE TABLE a (b int);\nCREATE TABLE c (d int);"),
            Bad("SET lock_timeout = '2s';\nDROP VIEW v;\nSELECT 1;", line=2),
        ],
        [
            Good("ALTER TABLE orders ADD COLUMN a int;"),
            Good("BEGIN;\nCREATE TABLE a (b int);\nCREATE TABLE c (d int);\nCOMMIT;"),
            Good("CREATE TABLE IF NOT EXISTS a (b int);\nCREATE TABLE IF NOT EXISTS c (d int);"),
        ],
    ),
    "not-in-this-version": Cases(
        [
            Bad("ALTER TABLE orders ADD COLUMN double int GENERATED ALWAYS AS (total * 2) VIRTUAL;", pg=17),
            Bad("ALTER TABLE orders ADD CONSTRAINT n NOT NULL note NOT VALID;", pg=17),
            Bad("ALTER TABLE orders ADD CHECK (a > 0) NOT ENFORCED;", pg=15),
            Bad("ALTER TABLE orders ALTER COLUMN a SET EXPRESSION AS (b);", pg=16),
            Bad("CREATE UNIQUE INDEX CONCURRENTLY i ON orders (a) NULLS NOT DISTINCT;", pg=14),
        ],
        [
            Good("ALTER TABLE orders ADD CONSTRAINT n NOT NULL note NOT VALID;"),
            Good("CREATE TABLE a (b int NOT NULL CHECK (b > 0));", pg=14),
        ],
    ),
    "unread-part": Cases(
        [
            Bad("DO $$\nBEGIN\n    EXECUTE format('DROP TABLE %I', 'orders');\nEND $$;", line=3),
            Bad("\\i other.sql\nSELECT 1;"),
            Bad("DO LANGUAGE plpython3u $$ plpy.execute('x') $$;"),
        ],
        [
            Good("DO $$ BEGIN EXECUTE 'SELECT 1'; END $$;"),
            Good("\\set ON_ERROR_STOP on\nSELECT 1;"),
        ],
    ),
}
