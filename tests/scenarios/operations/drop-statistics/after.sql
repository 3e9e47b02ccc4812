CREATE SCHEMA planning;
CREATE TABLE roads (id bigint PRIMARY KEY, city text, zip text);
