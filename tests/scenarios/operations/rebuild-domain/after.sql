CREATE DOMAIN percent AS bigint NOT NULL DEFAULT 5 CONSTRAINT at_most CHECK (VALUE <= 100);
COMMENT ON DOMAIN percent IS 'a share';
CREATE TABLE offers (id bigint PRIMARY KEY, discount percent, more percent[] DEFAULT '{}', CHECK (discount <> 7));
CREATE INDEX offers_discount ON offers (discount);
CREATE VIEW large AS SELECT id, discount FROM offers WHERE discount > 50;
CREATE FUNCTION half(p percent) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 50';
