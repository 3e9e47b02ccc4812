CREATE TABLE sales (id bigint PRIMARY KEY, gross numeric, net numeric);
CREATE VIEW nets AS SELECT net FROM sales;
