-- What stands before each measured statement: tables of 2,000 rows with everything that a statement may be about.
CREATE TYPE st AS ENUM ('a', 'b');
CREATE DOMAIN free AS text;
CREATE DOMAIN dom AS integer;
CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE SCHEMA other;
CREATE SEQUENCE sq;

CREATE TABLE parent (id integer PRIMARY KEY);
INSERT INTO parent SELECT generate_series(1, 2000);

CREATE TABLE tab (
    a integer NOT NULL,
    nullable integer,
    checked integer CONSTRAINT tab_checked CHECK (checked IS NOT NULL),
    doubted integer,
    ref integer,
    ref_later integer,
    dropped integer,
    viewed varchar(20),
    v varchar(20) DEFAULT 'v',
    held varchar(20) CONSTRAINT tab_held CHECK (held <> ''),
    t text,
    c char(5),
    n numeric(10, 2),
    ts timestamp,
    net cidr,
    js json,
    state st,
    d dom,
    counted integer GENERATED ALWAYS AS IDENTITY,
    counting integer NOT NULL,
    derived integer GENERATED ALWAYS AS (a * 2) STORED
);
INSERT INTO tab (a, nullable, checked, doubted, ref, ref_later, dropped, viewed, v, held, t, c, n, ts, net, js, state, d, counting)
SELECT i, i, i, i, i, i, i, 'x', 'x', 'x', 'x', 'x', i, '2026-01-01', '10.0.0.0/8', '{}', 'a', i, i
FROM generate_series(1, 2000) AS i;
ALTER TABLE tab ADD CONSTRAINT tab_doubted CHECK (doubted IS NOT NULL) NOT VALID;
ALTER TABLE tab ADD CONSTRAINT tab_later CHECK (a > 0) NOT VALID;
ALTER TABLE tab ADD CONSTRAINT tab_ref FOREIGN KEY (ref) REFERENCES parent;
ALTER TABLE tab ADD CONSTRAINT tab_ref_later FOREIGN KEY (ref_later) REFERENCES parent NOT VALID;
CREATE INDEX tab_a ON tab (a);
CREATE INDEX tab_nullable ON tab (nullable);
CREATE UNIQUE INDEX tab_a_once ON tab (a);
CREATE UNIQUE INDEX tab_checked_once ON tab (checked);
CREATE UNIQUE INDEX tab_some_once ON tab (a) WHERE a > 10;
CREATE TRIGGER standing BEFORE UPDATE ON tab FOR EACH ROW EXECUTE FUNCTION noop();
CREATE VIEW vw AS SELECT a, viewed FROM tab;
CREATE MATERIALIZED VIEW mv AS SELECT a, nullable FROM tab;
CREATE UNIQUE INDEX mv_a ON mv (a);
CREATE MATERIALIZED VIEW mv_bare AS SELECT a FROM tab;

CREATE TABLE child (id integer PRIMARY KEY, parent integer REFERENCES parent);
CREATE TABLE narrow (id integer PRIMARY KEY, b integer CHECK (b > 0), v varchar(20));
CREATE INDEX narrow_b ON narrow (b);
INSERT INTO narrow SELECT i, i, 'x' FROM generate_series(1, 2000) AS i;
CREATE TABLE unl (id integer);
INSERT INTO unl SELECT generate_series(1, 2000);
CREATE TABLE odd (id integer);
CREATE UNIQUE INDEX odd_twice ON odd ((id * 2));

CREATE TABLE part (k integer NOT NULL, v integer) PARTITION BY RANGE (k);
CREATE TABLE p1 PARTITION OF part FOR VALUES FROM (0) TO (3000);
CREATE TABLE pdef PARTITION OF part DEFAULT;
INSERT INTO part SELECT i * 2, i FROM generate_series(1, 2000) AS i;
CREATE TABLE part2 (k integer NOT NULL, v integer) PARTITION BY RANGE (k);
CREATE TABLE p2 PARTITION OF part2 FOR VALUES FROM (0) TO (3000);
INSERT INTO p2 SELECT i, i FROM generate_series(1, 2000) AS i;
CREATE TABLE pnew (k integer NOT NULL, v integer);
INSERT INTO pnew SELECT i + 20000, i FROM generate_series(1, 2000) AS i;
CREATE TABLE pnewck (LIKE pnew, CONSTRAINT fits CHECK (k >= 20000 AND k < 30000));
INSERT INTO pnewck SELECT * FROM pnew;
CREATE TABLE part3 (k integer NOT NULL, v integer) PARTITION BY RANGE (k);
CREATE TABLE p3 PARTITION OF part3 FOR VALUES FROM (0) TO (3000);
CREATE UNIQUE INDEX part3_once ON part3 (k);
CREATE INDEX part3_v ON ONLY part3 (v);
CREATE INDEX p3_v ON p3 (v);
