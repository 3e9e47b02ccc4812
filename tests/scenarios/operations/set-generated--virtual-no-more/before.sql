CREATE TABLE sales (id bigint PRIMARY KEY, gross numeric, net numeric GENERATED ALWAYS AS (gross / 1.2) VIRTUAL);
CREATE VIEW nets AS SELECT net FROM sales;
