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
COMMENT ON TABLE users IS 'it''s new';
COMMENT ON COLUMN users."email" IS 'it''s new';
COMMENT ON CONSTRAINT users_pkey ON users IS 'it''s new';
COMMENT ON INDEX users_email IS 'it''s new';
COMMENT ON TRIGGER touch ON users IS 'it''s new';
COMMENT ON POLICY everybody ON users IS 'it''s new';
COMMENT ON SCHEMA app IS 'it''s new';
COMMENT ON TYPE app.mood IS 'it''s new';
COMMENT ON DOMAIN app.label IS 'it''s new';
COMMENT ON SEQUENCE app.numbers IS 'it''s new';
COMMENT ON TYPE app.pair IS 'it''s new';
COMMENT ON FUNCTION app.one(integer) IS 'it''s new';
COMMENT ON PROCEDURE app.two() IS 'it''s new';
COMMENT ON VIEW app.names IS 'it''s new';
COMMENT ON COLUMN app.names.nickname IS 'it''s new';
COMMENT ON MATERIALIZED VIEW app.counts IS 'it''s new';
