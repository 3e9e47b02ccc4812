CREATE TABLE lines (
    id integer PRIMARY KEY,
    price numeric NOT NULL,
    total numeric GENERATED ALWAYS AS (price * 1.19) STORED,
    "Twice" numeric
);
CREATE INDEX lines_twice ON lines ("Twice") WHERE total > 0;
CREATE VIEW twice AS SELECT id, "Twice" FROM lines;
