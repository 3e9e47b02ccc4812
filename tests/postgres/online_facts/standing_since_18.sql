-- A NOT NULL that is not held to the rows yet: one of them has no value.
CREATE TABLE waiting (a integer, b integer);
INSERT INTO waiting SELECT i, i FROM generate_series(1, 2000) AS i;
INSERT INTO waiting VALUES (2001, NULL);
ALTER TABLE waiting ADD CONSTRAINT waiting_a NOT NULL a NOT VALID;
ALTER TABLE waiting ADD CONSTRAINT waiting_b NOT NULL b NOT VALID;
