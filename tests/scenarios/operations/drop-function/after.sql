CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE FUNCTION total(a integer, b integer) RETURNS bigint LANGUAGE sql AS $$SELECT (a + b)::bigint$$;
CREATE VIEW sums AS SELECT total(1, 2)::integer AS n;
