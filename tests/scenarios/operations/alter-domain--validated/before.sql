CREATE DOMAIN percent AS integer;
ALTER DOMAIN percent ADD CONSTRAINT at_most CHECK (VALUE <= 100) NOT VALID;
CREATE TABLE offers (id bigint PRIMARY KEY, discount percent);
