CREATE TYPE address AS (zip text, street text, city text);
CREATE TABLE people (id bigint PRIMARY KEY, home address NOT NULL CHECK ((home).street <> ''));
CREATE INDEX people_city ON people (((home).street));
CREATE VIEW streets AS SELECT id, (home).street FROM people;
CREATE FUNCTION street(a address) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.street';
CREATE VIEW more AS SELECT street(home) FROM people;
