CREATE DOMAIN percent AS integer;
CREATE DOMAIN share AS integer NOT NULL;
CREATE TABLE offers (id bigint PRIMARY KEY, discount percent);
