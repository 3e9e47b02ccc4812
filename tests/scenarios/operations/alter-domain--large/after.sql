CREATE DOMAIN percent AS integer CONSTRAINT positive CHECK (VALUE >= 0) CONSTRAINT at_most CHECK (VALUE <= 100);
COMMENT ON CONSTRAINT positive ON DOMAIN percent IS 'no surcharges';
CREATE TABLE offers (id bigint PRIMARY KEY, discount percent);
