CREATE TABLE sales (id bigint PRIMARY KEY, amount numeric);
CREATE MATERIALIZED VIEW sums AS SELECT sum(amount) AS total FROM sales;
CREATE UNIQUE INDEX totals_total ON sums (total);
