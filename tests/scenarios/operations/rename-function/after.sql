CREATE FUNCTION without_tax(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 1.2';
CREATE TABLE sales (id bigint PRIMARY KEY, gross numeric CHECK (without_tax(gross) > 0), net numeric GENERATED ALWAYS AS (without_tax(gross)) STORED);
CREATE INDEX sales_net ON sales (without_tax(gross));
CREATE VIEW nets AS SELECT without_tax(gross) AS amount FROM sales;
