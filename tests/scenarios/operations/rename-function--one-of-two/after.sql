CREATE FUNCTION without_tax(numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 1.2';
CREATE FUNCTION net(integer) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 1.2';
CREATE TABLE sales (id bigint PRIMARY KEY, gross numeric CHECK (without_tax(gross) > 0), count integer CHECK (net(count) > 0));
