CREATE TABLE lines (
    id integer PRIMARY KEY,
    price numeric NOT NULL,
    pieces integer NOT NULL,
    total numeric GENERATED ALWAYS AS (price * pieces * 1.19) STORED,
    "Twice" numeric,
    CONSTRAINT twice_positive CHECK ("Twice" >= 0)
);
CREATE INDEX lines_twice ON lines ("Twice");
CREATE VIEW twice AS SELECT id, "Twice" FROM lines;
COMMENT ON COLUMN lines."Twice" IS 'two of it';
