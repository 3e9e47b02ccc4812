CREATE TYPE address AS (street text, zip integer);
CREATE TABLE people (id bigint PRIMARY KEY, home address);
COMMENT ON COLUMN address.street IS 'with the number';
CREATE FUNCTION street(a address) RETURNS text LANGUAGE sql AS 'SELECT $1.street';
