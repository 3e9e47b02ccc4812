CREATE TABLE sales (id bigint PRIMARY KEY, gross numeric, net numeric GENERATED ALWAYS AS (gross / 1.19) STORED);
CREATE INDEX sales_net ON sales (net);
CREATE STATISTICS sales_both ON gross, net FROM sales;
