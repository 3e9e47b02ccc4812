CREATE TABLE sales (id bigint PRIMARY KEY, gross numeric, net numeric GENERATED ALWAYS AS (gross / 1.2) STORED, CHECK (net > 0));
CREATE VIEW nets AS SELECT net FROM sales;
COMMENT ON COLUMN sales.net IS 'without tax';
