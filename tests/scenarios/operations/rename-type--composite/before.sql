CREATE TYPE place AS (street text, city text);
CREATE TABLE people (id bigint PRIMARY KEY, home place);
CREATE VIEW cities AS SELECT (home).city FROM people;
