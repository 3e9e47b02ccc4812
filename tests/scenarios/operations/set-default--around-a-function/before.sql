CREATE FUNCTION code() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE users (id bigint PRIMARY KEY, code bigint DEFAULT code());
