CREATE FUNCTION code() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE TABLE users (id bigint PRIMARY KEY, code bigint DEFAULT code());
