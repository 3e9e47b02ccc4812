CREATE EXTENSION citext;
CREATE EXTENSION pg_trgm;
CREATE TABLE notes (id bigint PRIMARY KEY, text text NOT NULL);
CREATE INDEX notes_text ON notes USING gin (text gin_trgm_ops);
CREATE TABLE names (name citext PRIMARY KEY);
