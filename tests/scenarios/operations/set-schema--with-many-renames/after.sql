CREATE SCHEMA app; CREATE SCHEMA types; CREATE TYPE types.sort AS ENUM ('a', 'b');
CREATE TABLE app.items (id bigint GENERATED ALWAYS AS IDENTITY, kind types.sort DEFAULT 'b', n bigint, extra text, CONSTRAINT things_pkey PRIMARY KEY (id));
CREATE FUNCTION app.g(k types.sort) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 2';
CREATE VIEW w AS SELECT items.id, app.g(items.kind) AS f FROM app.items;
CREATE INDEX items_n ON app.items (n) WHERE kind = 'a';
