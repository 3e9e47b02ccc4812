CREATE TYPE address AS (street text, zip integer, old text);
CREATE FUNCTION street(a address) RETURNS text LANGUAGE sql AS 'SELECT $1.street';
