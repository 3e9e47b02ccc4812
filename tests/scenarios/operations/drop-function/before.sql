CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE TRIGGER stamp BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE FUNCTION total(a integer, b integer) RETURNS integer LANGUAGE sql AS $$SELECT a + b$$;
GRANT EXECUTE ON FUNCTION total(integer, integer) TO PUBLIC;
CREATE VIEW sums AS SELECT total(1, 2) AS n;
CREATE VIEW more_sums AS SELECT n + total(2, 2) AS n FROM sums;
