CREATE DOMAIN percent AS integer NOT NULL DEFAULT 5 CONSTRAINT at_most CHECK (VALUE <= 100);
CREATE TABLE offers (id bigint PRIMARY KEY, discount percent);
