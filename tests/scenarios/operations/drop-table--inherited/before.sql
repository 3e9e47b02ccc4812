CREATE TABLE people (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE guests (room text) INHERITS (people);
