CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text
);
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad');
CREATE DOMAIN app.label AS text;
CREATE SEQUENCE app.numbers;
CREATE TYPE app.pair AS (a integer, b integer);
CREATE FUNCTION app.one(x integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE app.two() LANGUAGE sql AS '';
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
CREATE INDEX users_email ON users (email);
CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE POLICY everybody ON users USING (true);
CREATE VIEW app.names AS SELECT nickname FROM users;
CREATE MATERIALIZED VIEW app.counts AS SELECT count(*) FROM users;
GRANT SELECT, UPDATE ON users TO PUBLIC;
