CREATE TABLE sums (a integer, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL);
