CREATE TYPE address AS (street text, city text);
CREATE TABLE people (id bigint PRIMARY KEY, home address);
CREATE VIEW cities AS SELECT (home).city FROM people;
