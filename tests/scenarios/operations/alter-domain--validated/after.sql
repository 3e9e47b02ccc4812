CREATE DOMAIN percent AS integer CONSTRAINT at_most CHECK (VALUE <= 100);
CREATE TABLE offers (id bigint PRIMARY KEY, discount percent);
