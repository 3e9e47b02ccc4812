CREATE TYPE address AS (street text COLLATE "C", zip bigint);
CREATE FUNCTION street(a address) RETURNS text LANGUAGE sql AS 'SELECT $1.street';
