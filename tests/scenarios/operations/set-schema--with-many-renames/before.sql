CREATE SCHEMA old; CREATE TYPE old.kind AS ENUM ('a', 'b');
CREATE TABLE old.things (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind old.kind DEFAULT 'a', n integer);
CREATE FUNCTION old.f(k old.kind) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE VIEW v AS SELECT things.id, old.f(things.kind) AS f FROM old.things;
CREATE INDEX things_n ON old.things (n);
