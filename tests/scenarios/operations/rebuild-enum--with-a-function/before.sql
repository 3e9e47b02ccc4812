CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE people (id bigint PRIMARY KEY, mood mood NOT NULL DEFAULT 'sad' CHECK (mood <> 'happy'));
CREATE FUNCTION next(m mood) RETURNS mood LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION default_mood() RETURNS mood LANGUAGE sql IMMUTABLE RETURN 'sad'::mood;
ALTER TABLE people ADD other mood DEFAULT default_mood(), ADD CHECK (next(mood) = mood);
CREATE VIEW moods AS SELECT next(mood) FROM people;
