CREATE FUNCTION net(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 1.2';
CREATE TABLE sales (id bigint PRIMARY KEY, gross numeric CHECK (net(gross) > 0), net numeric GENERATED ALWAYS AS (net(gross)) STORED);
CREATE INDEX sales_net ON sales (net(gross));
CREATE VIEW nets AS SELECT net(gross) AS amount FROM sales;
