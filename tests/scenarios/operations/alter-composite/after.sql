CREATE TYPE address AS (street text, zip integer, city text);
CREATE TABLE people (id bigint PRIMARY KEY, home address);
COMMENT ON COLUMN address.street IS 'with the number of the house';
COMMENT ON COLUMN address.city IS 'in its own language';
CREATE FUNCTION street(a address) RETURNS text LANGUAGE sql AS 'SELECT $1.street';
