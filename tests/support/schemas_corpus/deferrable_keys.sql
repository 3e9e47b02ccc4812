CREATE TABLE deferrable_keys (
    a int PRIMARY KEY DEFERRABLE, b int UNIQUE DEFERRABLE INITIALLY DEFERRED, c int, d int,
    CONSTRAINT including UNIQUE (c) INCLUDE (d), CONSTRAINT filled UNIQUE (d, c) WITH (fillfactor = 70)
);
